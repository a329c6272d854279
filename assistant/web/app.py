"""The web app: sign-in pages in FastAPI, three workspaces in Gradio, one door in front of them all.

Events do not go through Gradio's queue: each is one HTTP request that any replica can answer, up to 40 at a
time in a process (Gradio's thread pool), where the queue would take one of a kind at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Final

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles

from assistant.accounts import who_is
from assistant.domain.people import Role
from assistant.web.door import Door
from assistant.web.guidance_routes import guidance_routes
from assistant.web.mentee import build_mentee
from assistant.web.mentor import build_mentor
from assistant.web.owner.people.upload import upload_routes
from assistant.web.owner.routes import owner_routes
from assistant.web.owner.workspace import build_owner
from assistant.web.parts import WebParts
from assistant.web.postbox import Postbox
from assistant.web.signin import signin_routes
from assistant.web.theme import calm_theme
from assistant.web.visit import SIGNIN_COOKIE

_WORKSPACES: Final[dict[Role, Callable[[WebParts], gr.Blocks]]] = {
    "mentee": build_mentee,
    "mentor": build_mentor,
    "owner": build_owner,
}
_HEAD: Final = (
    '<link rel="stylesheet" href="/static/style.css">'
    '<link rel="stylesheet" href="/static/mentor.css">'
    '<link rel="stylesheet" href="/static/guidance.css">'
    '<link rel="stylesheet" href="/static/owner.css">'
    '<link rel="stylesheet" href="/static/people.css">'
    '<link rel="stylesheet" href="/static/home.css">'
    '<link rel="stylesheet" href="/static/fairness.css">'
    '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">'
    '<meta name="color-scheme" content="light dark">'
)


def create_app(parts: WebParts) -> FastAPI:
    """Build the whole web app; importing or building it starts nothing and asks no network."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(signin_routes(parts))
    app.include_router(guidance_routes(parts))
    app.include_router(owner_routes(parts))
    app.include_router(upload_routes(parts))
    app.mount("/static", StaticFiles(directory=str(files("assistant.web").joinpath("static"))), name="static")
    for role, build in _WORKSPACES.items():
        gr.mount_gradio_app(
            app,
            build(parts),
            f"/{role}",
            auth_dependency=_holder_of(parts, role),
            theme=calm_theme(),
            head=_HEAD,
            footer_links=[],
            ssr_mode=False,
            enable_monitoring=False,
            run_history=False,
            show_error=False,
            app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        )
    app.add_middleware(Postbox, parts=parts)
    app.add_middleware(Door, parts=parts)
    return app


def serve(parts: WebParts, host: str, port: int, *, on_ready: Callable[[], None]) -> None:
    """Serve until stopped, after telling `on_ready`; one process, as many as you like behind a proxy."""
    import uvicorn

    # Built inside the server's loop: outside of one, Gradio makes an event loop for each lock and never closes it.
    def ready_app() -> FastAPI:
        app = create_app(parts)
        on_ready()
        return app

    uvicorn.run(ready_app, factory=True, host=host, port=port, log_level="warning", server_header=False)


def _holder_of(parts: WebParts, role: Role) -> Callable[[Request], str | None]:
    def holder(request: Request) -> str | None:
        person = who_is(parts.store, request.cookies.get(SIGNIN_COOKIE), parts.clock)
        return person.id if person is not None and person.has(role) else None

    return holder
