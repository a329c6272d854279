"""Signing in and out over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from assistant.web.visit import SIGNIN_COOKIE
from tests.fakes.clock import StandingClock
from tests.web.conftest import SignedIn, app_for
from tests.web.scripted import MENTEE, MENTOR, PASSWORD, PEER, ScriptedParts


def visit(parts: ScriptedParts, *, address: str = "127.0.0.1", host: str = "127.0.0.1") -> TestClient:
    return TestClient(app_for(parts), base_url=f"http://{host}", client=(address, 50_000), follow_redirects=False)


@pytest.fixture(scope="module")
def real_accounts() -> ScriptedParts:
    """People with passwords, no demo."""
    return ScriptedParts(is_demo=False)


def test_a_good_password_opens_the_first_workspace_with_a_cookie_scripts_cannot_read(
    real_accounts: ScriptedParts,
) -> None:
    answer = visit(real_accounts).post("/sign-in", data={"email": MENTOR.email, "password": PASSWORD})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/mentor/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_over_https_the_cookie_is_secure(real_accounts: ScriptedParts) -> None:
    client = TestClient(app_for(real_accounts), base_url="https://mentoring.example", follow_redirects=False)
    answer = client.post("/sign-in", data={"email": MENTEE.email, "password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_a_wrong_password_says_so_and_keeps_the_email(real_accounts: ScriptedParts) -> None:
    answer = visit(real_accounts).post("/sign-in", data={"email": MENTEE.email, "password": "guess"})
    assert answer.status_code == 401
    assert "The e-mail or the password is not right." in answer.text
    assert f'value="{MENTEE.email}"' in answer.text
    assert "set-cookie" not in answer.headers


def test_guessing_is_slowed_down_and_says_how_long_to_wait() -> None:
    clock = StandingClock()
    client = visit(ScriptedParts(is_demo=False, clock=clock))
    guesses = [client.post("/sign-in", data={"email": MENTEE.email, "password": str(n)}) for n in range(6)]
    assert [guess.status_code for guess in guesses] == [401] * 5 + [429]
    assert "minutes" in guesses[-1].text
    clock.move(timedelta(minutes=16))
    answer = client.post("/sign-in", data={"email": MENTEE.email, "password": PASSWORD})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/mentee/?chat=7", "/mentee/?chat=7"),
        ("https://elsewhere.example/", "/mentee/"),
        ("//elsewhere.example/mentee/", "/mentee/"),
        ("/\\elsewhere.example", "/mentee/"),
        ("/mentee/../owner/", "/mentee/"),
    ],
)
def test_after_signing_in_only_our_own_pages_follow(real_accounts: ScriptedParts, wanted: str, led_to: str) -> None:
    form = {"email": MENTEE.email, "password": PASSWORD, "next": wanted}
    assert visit(real_accounts).post("/sign-in", data=form).headers["location"] == led_to


def test_a_hostile_email_is_shown_as_text(real_accounts: ScriptedParts) -> None:
    answer = visit(real_accounts).post("/sign-in", data={"email": '"><script>x</script>', "password": "y"})
    assert "<script>x" not in answer.text


def test_demo_people_are_one_click_away_on_this_machine(parts: ScriptedParts) -> None:
    client = visit(parts)
    assert MENTEE.name in client.get("/sign-in").text
    answer = client.post("/sign-in/demo", data={"person_id": PEER.id, "role": "mentor"})
    assert answer.headers["location"] == "/mentor/"


def test_the_role_of_a_demo_click_cannot_open_a_workspace_they_lack(parts: ScriptedParts) -> None:
    answer = visit(parts).post("/sign-in/demo", data={"person_id": MENTEE.id, "role": "owner"})
    assert answer.headers["location"] == "/mentee/"


@pytest.mark.parametrize(
    ("address", "host"),
    [("203.0.113.9", "127.0.0.1"), ("127.0.0.1", "rebound.example"), ("203.0.113.9", "demo.example")],
)
def test_demo_people_are_closed_to_other_machines_and_other_names(
    parts: ScriptedParts, address: str, host: str
) -> None:
    client = visit(parts, address=address, host=host)
    assert MENTEE.name not in client.get("/sign-in").text
    answer = client.post("/sign-in/demo", data={"person_id": MENTEE.id})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_outside_demo_mode_there_is_no_one_click(real_accounts: ScriptedParts) -> None:
    client = visit(real_accounts)
    assert MENTEE.name not in client.get("/sign-in").text
    assert client.post("/sign-in/demo", data={"person_id": MENTEE.id}).status_code == 403


def test_signing_out_closes_the_token_itself(signed_in: SignedIn, parts: ScriptedParts) -> None:
    client = signed_in(MENTEE)
    token = client.cookies[SIGNIN_COOKIE]
    assert client.get("/mentee/").status_code == 200
    assert client.post("/sign-out").headers["location"] == "/sign-in"
    again = visit(parts)
    again.cookies.set(SIGNIN_COOKIE, token)
    assert again.get("/mentee/").status_code == 401


def test_the_front_door_leads_everybody_to_their_place(signed_in: SignedIn) -> None:
    assert signed_in(None).get("/").headers["location"] == "/sign-in"
    assert signed_in(MENTOR).get("/").headers["location"] == "/mentor/"
