"""Start the web app with the demo program: `uv run app.py`."""

from __future__ import annotations

from assistant.cli.serve import serve
from assistant.settings import Settings

if __name__ == "__main__":
    settings = Settings()
    serve(settings, demo=settings.begins_demo())
