"""The door in front of every route: who may pass, what may come from other sites, security headers.

The workspaces are Gradio apps of their own below /mentee, /mentor and /owner. Only the few Gradio routes
the pages use are open, to holders of the role; the use cases check again.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts import who_is
from assistant.domain.people import ROLES, Person
from assistant.errors import NotAllowed, NotSignedIn
from assistant.web import words
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.upload import UPLOAD_BYTES_MAX, UPLOAD_PATH
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import SIGNIN_COOKIE

BODY_BYTES_MAX: Final = 262_144
"""Far above the 8,000 characters of a message, far below what would hurt; one path alone takes files."""

_ASSETS = re.compile(r"(assets|static)/[\w./-]+|theme\.css|gradio_api/theme\.css|favicon\.ico")
_ROUTES = re.compile(r"|config/?|gradio_api/(run/\w+|app_id)/?")
"""Pages post events to `run` and ask `app_id` whether the program is back; no queue, upload or stream is open."""
_READING = frozenset({"GET", "HEAD", "OPTIONS"})

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Gradio compiles its templates in the browser, hence 'unsafe-eval'; nothing may leave for another host."""


class Door:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, parts: WebParts) -> None:
        self._app = app
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer refusals here, pass everything else on; responses get the security headers."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        request = Request(scope)
        refusal = await self._refusal(request)
        await (refusal or self._app)(scope, receive, _with_headers(send, request))

    async def _refusal(self, request: Request) -> Response | None:
        if request.method not in _READING:
            refusal = _form_refusal(request)
            if refusal is not None:
                return refusal
        workspace, _, rest = request.url.path.strip("/").partition("/")
        if workspace not in ROLES or _ASSETS.fullmatch(rest):
            return None
        if not _ROUTES.fullmatch(rest):
            return PlainTextResponse("Not found", status_code=404)
        token = request.cookies.get(SIGNIN_COOKIE)
        person = await run_in_threadpool(who_is, self._parts.store, token, self._parts.clock)
        return _workspace_refusal(request, person, workspace)


def is_same_site(request: Request) -> bool:
    """Tell whether a request that changes something comes from our own pages, or from no browser at all.

    Browsers send Sec-Fetch-Site, older ones Origin (the method of Go's net/http.CrossOriginProtection;
    OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata headers").
    """
    fetch_site = request.headers.get("sec-fetch-site")
    if fetch_site is not None:
        return fetch_site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _form_refusal(request: Request) -> Response | None:
    if not is_same_site(request):
        return _refused(request, 403, words.NOT_YOURS_TITLE, words.CROSS_SITE)
    is_upload = request.url.path == UPLOAD_PATH
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > (UPLOAD_BYTES_MAX if is_upload else BODY_BYTES_MAX):
        return _refused_length(request, is_upload=is_upload)
    return None


def _refused_length(request: Request, *, is_upload: bool) -> Response:
    if is_upload:
        return _refused(request, 413, people_words.UPLOAD_TITLE, people_words.UPLOAD_TOO_LARGE)
    return _refused(request, 413, words.NOT_YOURS_TITLE, words.TOO_LARGE)


def _workspace_refusal(request: Request, person: Person | None, workspace: str) -> Response | None:
    if person is None:
        if _wants_page(request):
            here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?next={quote(here, safe='')}", status_code=303)
        return _refused(request, 401, words.SIGN_IN, NotSignedIn.default_for_people)
    if workspace not in person.roles:
        text = words.NOT_YOURS.format(role=words.WORKSPACES_SHORT[workspace].lower())
        return _refused(
            request, 403, words.NOT_YOURS_TITLE, text if _wants_page(request) else NotAllowed.default_for_people
        )
    return None


def _wants_page(request: Request) -> bool:
    return request.method in _READING and "text/html" in request.headers.get("accept", "")


def _refused(request: Request, status: int, title: str, text: str) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(render("refused", title=title, text=text), status_code=status)
    return JSONResponse({"detail": text}, status_code=status)


def _with_headers(send: Send, request: Request) -> Send:
    async def send_with_headers(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if not re.search(r"/(assets|static)/", request.url.path):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return send_with_headers
