"""After whatever somebody did, let the mail go out that it left waiting."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.parts import WebParts

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Postbox:
    """ASGI middleware: each request that may have changed something begins a round of sending once it is answered."""

    def __init__(self, app: ASGIApp, parts: WebParts) -> None:
        self._app = app
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer first; sending goes on in a thread of its own."""
        await self._app(scope, receive, send)
        if scope["type"] == "http" and scope["method"] not in _READING:
            self._parts.send_mail_soon()
