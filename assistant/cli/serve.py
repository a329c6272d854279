"""`assistant serve`: the web app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, say, settings_for

if TYPE_CHECKING:
    from assistant.settings import Settings


def serve_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Port to listen on.")] = None,
    demo: Annotated[bool | None, typer.Option("--demo/--no-demo", help="Run the demo program.")] = None,
    data: DataOption = None,
) -> None:
    """Start the web app."""
    settings = settings_for(data)
    chosen = {
        "host": host or settings.host,
        "port": port or settings.port,
        "demo": settings.demo if demo is None else demo,
    }
    settings = settings.model_copy(update=chosen)
    serve(settings, demo=settings.begins_demo())


def serve(settings: Settings, *, demo: bool) -> None:
    """Serve until stopped.

    Args:
        settings: Where to listen, and where data lives.
        demo: Load the demo program if it is not there, and offer its people for one-click sign-in.
    """
    from assistant.bootstrap import build

    assistant = build(settings, is_demo=demo, progress=say)
    assistant.warm_up()
    say("Building the pages ...")
    from assistant.web.app import serve as serve_web

    def when_ready() -> None:
        kind = " with the demo program" if demo else ""
        say(f"Ready{kind} on http://{settings.host}:{settings.port} (stop with Ctrl+C)")
        assistant.warm_up_beside()

    serve_web(assistant, settings.host, settings.port, on_ready=when_ready)
