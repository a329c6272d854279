from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.postbox import Postbox
from tests.web.scripted import ScriptedParts


def test_mail_goes_out_after_what_people_do_and_not_after_what_they_read() -> None:
    parts, app = ScriptedParts(), FastAPI()
    rounds: list[int] = []

    @app.api_route("/", methods=["GET", "POST"])
    def answer() -> str:
        rounds.append(parts.mail_rounds)
        return "fine"

    app.add_middleware(Postbox, parts=parts)
    with TestClient(app) as client:
        client.get("/")
        client.post("/")
        client.post("/")
    assert rounds == [0, 0, 1]
    assert parts.mail_rounds == 2
