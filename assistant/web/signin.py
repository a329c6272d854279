"""Signing in and out: plain pages that work without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.accounts import SignIn, demo_people, sign_in, sign_in_as_demo, sign_out, who_is
from assistant.domain.people import ROLES, Person, Role
from assistant.errors import AssistantError, NotAllowed, TooManyAttempts
from assistant.web import words
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import SIGNIN_COOKIE

_OWN_PAGE = re.compile(rf"/({'|'.join(ROLES)})/(\?[^\s\\]*)?")
_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def signin_routes(parts: WebParts) -> APIRouter:
    """Build the routes for signing in and out."""
    routes = APIRouter()

    @routes.get("/")
    def home(request: Request) -> Response:
        """Lead to the first workspace of whoever is signed in."""
        person = who_is(parts.store, request.cookies.get(SIGNIN_COOKIE), parts.clock)
        return RedirectResponse(_first_workspace(person) if person else "/sign-in", status_code=303)

    @routes.get("/favicon.ico")
    def icon() -> Response:
        """Lead to the icon."""
        return RedirectResponse("/static/icon.svg", status_code=308)

    @routes.get("/manifest.json")
    def manifest() -> dict[str, object]:
        """Return the web manifest Gradio's pages link to."""
        return {"name": words.PRODUCT, "icons": [{"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml"}]}

    @routes.get("/sign-in")
    def sign_in_page(
        request: Request, next_page: Annotated[str, Query(alias="next", max_length=4000)] = ""
    ) -> Response:
        """Show the form, and the demo people where one click is allowed."""
        return _page(parts, request, next_page=next_page)

    @routes.post("/sign-in")
    def sign_in_form(
        request: Request,
        email: Annotated[str, Form(max_length=254)],
        password: Annotated[str, Form(max_length=1024)],
        next_page: Annotated[str, Form(alias="next", max_length=4000)] = "",
    ) -> Response:
        """Sign in with e-mail and password; a refusal shows the form again, the e-mail still in it."""
        try:
            signin = sign_in(
                parts.store, parts.hasher, email=email, password=password, address=_address(request), clock=parts.clock
            )
        except AssistantError as error:
            status = 429 if isinstance(error, TooManyAttempts) else 401
            return _page(parts, request, next_page=next_page, email=email, problem=error.for_people, status=status)
        return _welcome(request, signin, next_page)

    @routes.post("/sign-in/demo")
    def sign_in_demo(
        request: Request,
        person_id: Annotated[str, Form(max_length=200)],
        role: Annotated[str, Form(max_length=20)] = "",
    ) -> Response:
        """Sign in as a demo person: demo mode and this machine only."""
        try:
            signin = sign_in_as_demo(
                parts.store,
                person_id=person_id,
                address=_demo_address(request),
                is_demo=parts.is_demo,
                clock=parts.clock,
            )
        except AssistantError as error:
            status = 403 if isinstance(error, NotAllowed) else 404
            return _page(parts, request, problem=error.for_people, status=status)
        return _welcome(request, signin, f"/{role}/" if role in signin.person.roles else "")

    @routes.post("/sign-out")
    def sign_out_form(request: Request) -> Response:
        """Forget this browser."""
        sign_out(parts.store, request.cookies.get(SIGNIN_COOKIE))
        response = RedirectResponse("/sign-in", status_code=303)
        response.delete_cookie(SIGNIN_COOKIE, path="/", httponly=True, samesite="lax", secure=_is_https(request))
        return response

    return routes


def _page(
    parts: WebParts, request: Request, *, next_page: str = "", email: str = "", problem: str = "", status: int = 200
) -> Response:
    people = demo_people(parts.store, address=_demo_address(request), is_demo=parts.is_demo)
    html = render("sign_in", next=_own_page(next_page), email=email, problem=problem, demo_people=_by_role(people))
    return HTMLResponse(html, status_code=status)


def _by_role(people: Iterable[Person]) -> list[tuple[Role, list[Person]]]:
    groups = [(role, [person for person in people if _first_role(person) == role]) for role in ROLES]
    return [(role, group) for role, group in groups if group]


def _first_role(person: Person) -> Role:
    return next(role for role in ROLES if person.has(role))


def _first_workspace(person: Person) -> str:
    return f"/{_first_role(person)}/"


def _welcome(request: Request, signin: SignIn, next_page: str) -> Response:
    response = RedirectResponse(_own_page(next_page) or _first_workspace(signin.person), status_code=303)
    response.set_cookie(
        SIGNIN_COOKIE,
        signin.token,
        expires=signin.expires_at,
        path="/",
        httponly=True,
        samesite="lax",
        secure=_is_https(request),
    )
    return response


def _own_page(address: str) -> str:
    """Return the address when it is one of our workspaces, "" otherwise: no redirects to other sites."""
    return address if _OWN_PAGE.fullmatch(address) else ""


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def _demo_address(request: Request) -> str:
    """Return the client's address, "" when the page was asked for by another name than this machine's.

    A name of another site that resolves to 127.0.0.1 must not open the demo people.
    """
    return _address(request) if request.url.hostname in _LOOPBACK_NAMES else ""


def _is_https(request: Request) -> bool:
    return request.url.scheme == "https"
