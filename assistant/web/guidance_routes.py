"""What is reached without a workspace: the one click that stops mails, and the download of one's own guidance."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from assistant.accounts import who_is
from assistant.checkins import unsubscribe
from assistant.errors import NotFound
from assistant.guidance.export import guidance_as_markdown
from assistant.web import guidance_words
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import SIGNIN_COOKIE

_Token = Annotated[str, Path(max_length=200)]


def guidance_routes(parts: WebParts) -> APIRouter:
    """Build the routes."""
    routes = APIRouter()

    @routes.get("/unsubscribe/{token}")
    def unsubscribe_page(token: _Token) -> Response:
        """Send no more questions by mail to whoever holds this link; no sign-in is needed."""
        return _unsubscribed(parts, token)

    @routes.post("/unsubscribe/{token}")
    def unsubscribe_by_mailer(token: _Token) -> Response:
        """Do the same for mail programs that offer it themselves (RFC 8058, one-click unsubscribe)."""
        return _unsubscribed(parts, token)

    @routes.get("/guidance.md")
    def download(request: Request) -> Response:
        """Return the guidance of whoever is signed in as a Markdown file."""
        person = who_is(parts.store, request.cookies.get(SIGNIN_COOKIE), parts.clock)
        if person is None or not person.has("mentee"):
            return RedirectResponse("/sign-in?next=%2Fmentee%2F%3Fview%3Dguidance" if person is None else "/", 303)
        text = guidance_as_markdown(parts.store, person, today=parts.clock().date())
        headers = {"Content-Disposition": 'attachment; filename="my-guidance.md"'}
        return PlainTextResponse(text, media_type="text/markdown; charset=utf-8", headers=headers)

    return routes


def _unsubscribed(parts: WebParts, token: str) -> Response:
    try:
        unsubscribe(parts.store, token)
    except NotFound as error:
        title, text = guidance_words.UNSUBSCRIBE_UNKNOWN_TITLE, error.for_people
        return HTMLResponse(render("unsubscribed", title=title, text=text), status_code=404)
    html = render("unsubscribed", title=guidance_words.UNSUBSCRIBED_TITLE, text=guidance_words.UNSUBSCRIBED)
    return HTMLResponse(html)
