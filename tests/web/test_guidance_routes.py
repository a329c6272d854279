"""The one-click link and the download."""

from __future__ import annotations

import pytest

from assistant.checkins import my_wishes
from assistant.domain.people import Person
from assistant.web import guidance_words
from tests.web.conftest import SignedIn
from tests.web.scripted import MENTEE, MENTOR, OTHER_MENTEE, OWNER, ScriptedParts


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_one_click_stops_the_mails_without_signing_in(signed_in: SignedIn, parts: ScriptedParts, method: str) -> None:
    person = MENTEE if method == "GET" else OTHER_MENTEE
    token = my_wishes(parts.store, person).unsubscribe_token
    form = {"List-Unsubscribe": "One-Click"} if method == "POST" else None
    for _ in range(2):
        answer = signed_in(None).request(method, f"/unsubscribe/{token}", data=form)
        assert answer.status_code == 200
        assert guidance_words.UNSUBSCRIBED_TITLE in answer.text
    assert my_wishes(parts.store, person).is_unsubscribed


def test_an_unknown_link_stops_nobody_and_says_so(signed_in: SignedIn, parts: ScriptedParts) -> None:
    answer = signed_in(None).get("/unsubscribe/guessed")
    assert answer.status_code == 404
    assert guidance_words.UNSUBSCRIBE_UNKNOWN_TITLE in answer.text
    assert signed_in(None).get(f"/unsubscribe/{'x' * 300}").status_code == 422


def test_only_reading_the_head_of_the_link_stops_nothing(signed_in: SignedIn, parts: ScriptedParts) -> None:
    token = my_wishes(parts.store, OWNER).unsubscribe_token
    assert signed_in(None).head(f"/unsubscribe/{token}").status_code == 405
    assert not my_wishes(parts.store, OWNER).is_unsubscribed


def test_a_mentee_downloads_their_guidance(signed_in: SignedIn) -> None:
    answer = signed_in(MENTEE).get("/guidance.md")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="my-guidance.md"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith("# What my mentors told me")


@pytest.mark.parametrize("person", [None, MENTOR, OWNER], ids=["nobody", "mentor", "owner"])
def test_others_get_no_guidance(signed_in: SignedIn, person: Person | None) -> None:
    answer = signed_in(person).get("/guidance.md")
    assert answer.status_code == 303
    assert "mentors told me" not in answer.text
