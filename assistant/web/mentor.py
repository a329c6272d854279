"""The mentor's workspace in Gradio: next, advice, my minutes, what became of it."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from assistant.web import mentor_words, words
from assistant.web.mentor_actions import act
from assistant.web.mentor_desk import MentorDesk, MentorPage
from assistant.web.mentor_place import MentorPlace, read_mentor_place
from assistant.web.mentor_wish import Outcome, Wish
from assistant.web.page_part import page_part
from assistant.web.parts import WebParts
from assistant.web.visit import Notice, attempt, detail_of, header, visitor

_READ_PLACE = "() => [location.search]"
_QUIET = frozenset({"preview_limits", "read_along"})
"""What the page asks by itself while somebody types: it leaves the line on top, and whoever stands there, alone."""


def build_mentor(parts: WebParts) -> gr.Blocks:
    """Build the workspace."""
    desk = MentorDesk(parts)
    title = f"{mentor_words.WORKSPACE} · {words.PRODUCT}"
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        place = gr.Textbox(visible=False)
        top = page_part("top")
        tabs = page_part("tabs")
        lead = page_part("lead")
        with gr.Row(elem_id="pair"):
            work = page_part("work")
            beside = page_part("beside")
        below = page_part("below")
        after = page_part("after")
        outputs = [top, tabs, lead, work, beside, below, after]

        def shown(request: gr.Request, outcome: Outcome) -> list[object]:
            person = visitor(parts, request, "mentor")
            page = outcome.page or desk.show(person, outcome.place)
            return [header(person, "mentor", outcome.notice), *_filled(page)]

        def answered(request: gr.Request, action: Callable[[], list[object]]) -> list[object]:
            answer = attempt(action)
            if not isinstance(answer, Notice):
                return answer
            return [header(visitor(parts, request, "mentor"), "mentor", answer), *[gr.skip()] * 6]

        def load(query: str, request: gr.Request) -> list[object]:
            """Show the place the address bar names; the first one when that session is not theirs."""
            answer = attempt(lambda: shown(request, Outcome(read_mentor_place(query))))
            return answer if isinstance(answer, list) else shown(request, Outcome(MentorPlace(), answer))

        def do(event: gr.EventData, request: gr.Request) -> list[object]:
            """Do what a button or form asks for; a refusal leaves typed words where they are."""
            detail = detail_of(event)
            wish = Wish(visitor(parts, request, "mentor"), read_mentor_place(detail.get("place", "")), detail)
            found = answered(request, lambda: shown(request, act(desk, wish)))
            return [gr.skip(), *found[1:]] if detail.get("action") in _QUIET else found

        blocks.load(load, [place], outputs, js=_READ_PLACE, queue=False, show_progress="hidden", api_name="load")
        parts_by_name = {"tabs": tabs, "lead": lead, "work": work, "beside": beside, "below": below, "after": after}
        for name, part in parts_by_name.items():
            part.click(
                do, None, outputs, queue=False, show_progress="hidden", trigger_mode="once", api_name=f"act_{name}"
            )
    return blocks


def _filled(page: MentorPage) -> list[object]:
    filled = (page.tabs, page.lead, page.work, page.beside, page.below, page.after)
    return [gr.skip() if part is None else part for part in filled]
