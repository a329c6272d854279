"""What owners download: each table as CSV."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from assistant.accounts import who_is
from assistant.errors import AssistantError
from assistant.web import owner_words
from assistant.web.owner_place import read_owner_place
from assistant.web.owner_views import TABLES
from assistant.web.parts import WebParts
from assistant.web.tables import as_csv
from assistant.web.visit import SIGNIN_COOKIE


def owner_routes(parts: WebParts) -> APIRouter:
    """Build the routes."""
    routes = APIRouter()

    @routes.get("/program/{name}.csv")
    def export(name: str, request: Request) -> Response:
        """Return a table, turned as the query says, to owners alone."""
        person = who_is(parts.store, request.cookies.get(SIGNIN_COOKIE), parts.clock)
        if person is None or not person.has("owner"):
            return RedirectResponse("/sign-in?next=%2Fowner%2F" if person is None else "/", 303)
        make = TABLES.get(name)
        if make is None:
            return PlainTextResponse(owner_words.NO_SUCH_TABLE, status_code=404)
        try:
            text = as_csv(make(parts, person, read_owner_place(request.url.query)))
        except AssistantError as error:
            return PlainTextResponse(error.for_people, status_code=404)
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return PlainTextResponse(text, media_type="text/csv; charset=utf-8", headers=headers)

    return routes
