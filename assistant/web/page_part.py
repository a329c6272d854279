"""One part of a page: HTML from our templates whose buttons send clicks to the server."""

from __future__ import annotations

from typing import Final

import gradio as gr

_HEAD: Final = '<script src="/static/page.js"></script>'
_ON_LOAD: Final = "attachPart(element, trigger, watch);"


def page_part(elem_id: str) -> gr.HTML:
    """Add an empty part; handlers fill it with rendered templates, which are escaped there."""
    return gr.HTML("", elem_id=elem_id, elem_classes="part", head=_HEAD, js_on_load=_ON_LOAD, apply_default_css=False)
