"""What owners download: each table as CSV, and a whole review as one page."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from assistant.accounts import who_is
from assistant.domain.people import Person
from assistant.errors import AssistantError
from assistant.review import review_report
from assistant.web.owner import words as owner_words
from assistant.web.owner.place import OwnerPlace, read_owner_place
from assistant.web.owner.release.export import review_file_name, review_page
from assistant.web.owner.release.place import read_release_place
from assistant.web.owner.views import TABLES
from assistant.web.parts import WebParts
from assistant.web.tables import as_csv
from assistant.web.visit import SIGNIN_COOKIE

_Write = Callable[[Person, OwnerPlace], Response]


def owner_routes(parts: WebParts) -> APIRouter:
    """Build the routes."""
    routes = APIRouter()

    @routes.get("/program/{name}.csv")
    def export(name: str, request: Request) -> Response:
        """Return a table, turned as the query says, to owners alone."""

        def write(person: Person, place: OwnerPlace) -> Response:
            make = TABLES.get(name)
            if make is None:
                return PlainTextResponse(owner_words.NO_SUCH_TABLE, status_code=404)
            return _file(as_csv(make(parts, person, place)), f"{name}.csv", "text/csv")

        return _for_owners(parts, request, write)

    @routes.get("/program/review.html")
    def review(request: Request) -> Response:
        """Return the whole review of a version as one page, to owners alone."""

        def write(person: Person, place: OwnerPlace) -> Response:
            turned = read_release_place(place)
            report = review_report(parts.review_desk, person, turned.run, against=turned.against)
            return _file(review_page(report), review_file_name(report), "text/html")

        return _for_owners(parts, request, write)

    return routes


def _for_owners(parts: WebParts, request: Request, write: _Write) -> Response:
    """Answer an owner's request; what the use cases refuse is said in their words."""
    person = who_is(parts.store, request.cookies.get(SIGNIN_COOKIE), parts.clock)
    if person is None or not person.has("owner"):
        return RedirectResponse("/sign-in?next=%2Fowner%2F" if person is None else "/", 303)
    try:
        return write(person, read_owner_place(request.url.query))
    except AssistantError as error:
        return PlainTextResponse(error.for_people, status_code=404)


def _file(text: str, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(text, media_type=f"{kind}; charset=utf-8", headers=headers)
