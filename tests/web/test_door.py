"""Every route and every Gradio event, knocked at by every role and by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import gradio as gr
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount, Route

from assistant.accounts.signin import open_signin
from assistant.domain.people import ROLES, Person, Role
from assistant.errors import NotAllowed, NotSignedIn
from assistant.web.visit import SIGNIN_COOKIE
from tests.web.conftest import SignedIn
from tests.web.scripted import MENTEE, MENTOR, OWNER, PEER, ScriptedParts

VISITORS: tuple[Person | None, ...] = (None, MENTEE, MENTOR, OWNER, PEER)
OPEN_TO_ALL = {
    ("GET", "/"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/demo"),
    ("POST", "/sign-out"),
    ("GET", "/manifest.json"),
    ("GET", "/favicon.ico"),
    ("GET", "/unsubscribe/x"),
    ("POST", "/unsubscribe/x"),
}
OF_WHO_IS_SIGNED_IN = {
    ("GET", "/guidance.md"),
    ("GET", "/program/x.csv"),
    ("GET", "/program/review.html"),
    ("POST", "/program/import"),
}
ASSETS = re.compile(r"/(mentee|mentor|owner)/(assets/.*|static/.*|theme\.css|gradio_api/theme\.css|favicon\.ico)")


def routes_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield (method, path) of every route, Gradio's included, with parameters filled in."""

    def walk(routes: list[BaseRoute], prefix: str) -> Iterator[tuple[str, str]]:
        for route in routes:
            if isinstance(route, Mount) and hasattr(route.app, "routes"):
                yield from walk(list(route.app.routes), prefix + route.path)
            elif isinstance(route, Route):
                for method in sorted(route.methods or ()):
                    yield method, prefix + re.sub(r"\{[^}]*\}", "x", route.path)
            elif hasattr(route, "original_router"):  # an included router, kept whole
                yield from walk(list(route.original_router.routes), prefix)

    return walk(list(app.routes), "")


def workspace_of(path: str) -> Role | None:
    first = path.strip("/").split("/")[0]
    return next((role for role in ROLES if role == first), None)


def who(person: Person | None) -> str:
    return person.name if person else "nobody"


def test_the_walk_meets_our_routes_and_all_three_workspaces(app: FastAPI) -> None:
    found = set(routes_of(app))
    assert {(m, p) for m, p in found if workspace_of(p) is None and m != "HEAD"} == OPEN_TO_ALL | OF_WHO_IS_SIGNED_IN
    for role in ROLES:
        assert ("POST", f"/{role}/gradio_api/run/x") in found
        assert ("POST", f"/{role}/gradio_api/queue/join") in found
        assert ("GET", f"/{role}/config") in found


@pytest.mark.parametrize("person", VISITORS, ids=who)
def test_every_route_refuses_those_without_its_role(app: FastAPI, signed_in: SignedIn, person: Person | None) -> None:
    client = signed_in(person)
    knocked = 0
    for method, path in sorted(set(routes_of(app))):
        role = workspace_of(path)
        if role is None or ASSETS.fullmatch(path) or (person is not None and person.has(role)):
            continue
        answer = client.request(method, path, json={} if method == "POST" else None)
        expected = {401, 404} if person is None else {403, 404}
        assert answer.status_code in expected, (method, path, answer.status_code)
        knocked += 1
    assert knocked > 50


@pytest.mark.parametrize("person", [MENTEE, MENTOR, OWNER, PEER], ids=who)
def test_a_role_opens_its_workspace_and_only_the_routes_its_pages_use(
    app: FastAPI, signed_in: SignedIn, person: Person
) -> None:
    client = signed_in(person)
    opened = set()
    for method, path in sorted(set(routes_of(app))):
        role = workspace_of(path)
        if role is None or not person.has(role) or ASSETS.fullmatch(path) or method != "GET":
            continue
        if client.get(path).status_code == 200:
            opened.add(path.removeprefix(f"/{role}").rstrip("/"))
    assert opened == {"", "/config", "/gradio_api/app_id"}


@pytest.mark.parametrize("path", ["/mentee/", "/mentor/", "/owner/"])
def test_a_stranger_who_opens_a_page_is_led_to_sign_in_and_back(signed_in: SignedIn, path: str) -> None:
    answer = signed_in(None).get(f"{path}?chat=1", headers={"accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next=%2F{path.strip('/')}%2F%3Fchat%3D1"


def test_a_page_of_another_role_says_so_kindly(signed_in: SignedIn) -> None:
    answer = signed_in(MENTEE).get("/owner/", headers={"accept": "text/html"})
    assert answer.status_code == 403
    assert "no owner workspace" in answer.text


def events_of(client_config: dict[str, object]) -> list[dict[str, object]]:
    dependencies = client_config["dependencies"]
    assert isinstance(dependencies, list)
    return dependencies


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("person", VISITORS, ids=who)
def test_every_gradio_event_is_refused_without_the_role(signed_in: SignedIn, role: Role, person: Person | None) -> None:
    holder = {"mentee": MENTEE, "mentor": MENTOR, "owner": OWNER}[role]
    events = events_of(signed_in(holder).get(f"/{role}/config").json())
    assert events
    client = signed_in(person)
    for event in events:
        data = {"data": [""] * len(event["inputs"]), "fn_index": event["id"], "session_hash": "s", "event_data": {}}  # type: ignore[arg-type]
        called = client.post(f"/{role}/gradio_api/run/{event['api_name']}", json=data)
        expected = 401 if person is None else 200 if person.has(role) else 403
        assert called.status_code == expected, (event["api_name"], called.text)
        assert client.post(f"/{role}/gradio_api/queue/join", json=data).status_code == 404


def knock(parts: ScriptedParts, person: Person | None) -> gr.Request:
    """Return a Gradio request as the handlers see it, had the door let it pass."""
    token = open_signin(parts.store, person, now=parts.clock()).token if person else ""
    headers = [(b"cookie", f"{SIGNIN_COOKIE}={token}".encode())]
    return gr.Request(Request({"type": "http", "method": "POST", "headers": headers, "query_string": b"", "path": "/"}))


@pytest.mark.parametrize("role", ROLES)
def test_every_handler_asks_again_who_it_is_behind_the_door(app: FastAPI, parts: ScriptedParts, role: Role) -> None:
    mounted = next(route.app for route in app.routes if isinstance(route, Mount) and route.path == f"/{role}")
    handlers = [function.fn for function in mounted.get_blocks().fns.values()]  # type: ignore[attr-defined]
    assert handlers
    for handler in handlers:
        for person in (one for one in VISITORS if one is None or not one.has(role)):
            values = {
                "request": knock(parts, person),
                "event": gr.EventData(None, {"action": "reload"}),
                "written": "hello",
                "query": "",
            }
            wanted = handler.__code__.co_varnames[: handler.__code__.co_argcount]
            with pytest.raises(NotSignedIn if person is None else NotAllowed):
                handler(**{name: values[name] for name in wanted})


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-out", "/sign-in", "/sign-in/demo", "/mentee/gradio_api/run/say"])
def test_other_sites_cannot_change_anything(signed_in: SignedIn, headers: dict[str, str], path: str) -> None:
    client = signed_in(MENTEE)
    assert client.post(path, data={"person_id": "p-owner"}, headers=headers).status_code == 403
    assert client.get("/mentee/").status_code == 200


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://127.0.0.1"}, {}])
def test_our_own_pages_can(signed_in: SignedIn, headers: dict[str, str]) -> None:
    assert signed_in(MENTEE).post("/sign-out", headers=headers).status_code == 303


def test_a_body_far_beyond_a_message_is_refused(signed_in: SignedIn) -> None:
    answer = signed_in(MENTEE).post("/mentee/gradio_api/run/say", content=b"x" * 300_000)
    assert answer.status_code == 413


def test_a_body_of_unknown_length_is_refused(signed_in: SignedIn) -> None:
    answer = signed_in(MENTEE).post("/mentee/gradio_api/run/say", content=iter([b"{}"]))
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/sign-in", "/mentee/", "/nothing-here", "/static/style.css"])
def test_every_answer_forbids_foreign_hosts_and_frames(signed_in: SignedIn, path: str) -> None:
    headers = signed_in(MENTEE).get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
