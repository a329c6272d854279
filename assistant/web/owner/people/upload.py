"""The one way for files into the program: owners send a file, and are led to what it would change."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.accounts import who_is
from assistant.domain.imports import IMPORT_KINDS, ImportKind
from assistant.domain.people import Person
from assistant.oversight.imports import Upload, upload_import
from assistant.program.files import FILE_BYTES_MAX
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.importing import IMPORT_VIEWS
from assistant.web.owner.place import OwnerPlace
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import SIGNIN_COOKIE

UPLOAD_PATH: Final = "/program/import"
UPLOAD_BYTES_MAX: Final = FILE_BYTES_MAX + 262_144
"""What files may hold, and what a form writes around some hundreds of them."""
UPLOAD_FILES_MAX: Final = 1_000


class _TooLarge(Exception):
    """The body went on beyond the limit, whatever its length said."""


def upload_routes(parts: WebParts) -> APIRouter:
    """Build the route."""
    routes = APIRouter()

    @routes.post(UPLOAD_PATH)
    async def upload(request: Request) -> Response:
        """Keep files until their owner answers the preview; nothing of the body is read for anybody else."""
        token = request.cookies.get(SIGNIN_COOKIE)
        person = await run_in_threadpool(who_is, parts.store, token, parts.clock)
        if person is None or not person.has("owner"):
            return RedirectResponse("/sign-in?next=%2Fowner%2F%3Fview%3Dpeople" if person is None else "/", 303)
        try:
            async with _form(request) as form:
                return await _keep(parts, person, form)
        except _TooLarge:
            return _refused(413, people_words.UPLOAD_TOO_LARGE)
        except (MultiPartException, KeyError, ClientDisconnect):
            return _refused(400, people_words.UPLOAD_UNREADABLE)

    return routes


async def _keep(parts: WebParts, person: Person, form: FormData) -> Response:
    kind: ImportKind = next((kind for kind in IMPORT_KINDS if kind == form.get("kind")), "mentors")
    files = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
    uploads = [Upload(one.filename or "", await one.read()) for one in files]
    replace = form.get("replace") == "yes"
    pending = await run_in_threadpool(
        upload_import, parts.store, person, uploads, kind=kind, replace=replace, clock=parts.clock
    )
    place = OwnerPlace(IMPORT_VIEWS[kind], (("import", pending.id),))
    return RedirectResponse(f"/owner/{place.url()}", 303)


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    """Read a form piece by piece, larger files to disk. Raises _TooLarge, MultiPartException, KeyError without a type."""
    parser = MultiPartParser(request.headers, _limited(request), max_files=UPLOAD_FILES_MAX, max_fields=10)
    form = await parser.parse()
    try:
        yield form
    finally:
        await form.close()


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for piece in request.stream():
        seen += len(piece)
        if seen > UPLOAD_BYTES_MAX:
            raise _TooLarge
        yield piece


def _refused(status: int, text: str) -> Response:
    return HTMLResponse(render("refused", title=people_words.UPLOAD_TITLE, text=text), status_code=status)
