"""The mentee's workspace in Gradio: chat beside the question card, suggestions, sessions, guidance."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from assistant.web import words
from assistant.web.mentee_actions import act, say
from assistant.web.mentee_desk import MenteeDesk, MenteePage
from assistant.web.mentee_wish import Outcome, Wish
from assistant.web.page_part import page_part
from assistant.web.parts import WebParts
from assistant.web.place import Place, read_place
from assistant.web.visit import Notice, attempt, detail_of, header, visitor

_READ_PLACE = "() => [location.search]"
_SEND = "(text) => { document.documentElement.dataset.busy = 'say'; return [text, location.search]; }"


def build_mentee(parts: WebParts) -> gr.Blocks:
    """Build the workspace."""
    desk = MenteeDesk(parts)
    with gr.Blocks(
        title=f"{words.VIEW_QUESTION} · {words.PRODUCT}", analytics_enabled=False, fill_width=True
    ) as blocks:
        place = gr.Textbox(visible=False)
        top = page_part("top")
        tabs = page_part("tabs")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat-side"):
                chat = page_part("chat")
                with gr.Row(elem_id="composer"):
                    text = gr.Textbox(
                        lines=1, max_lines=8, max_length=8_000, show_label=False, label=words.COMPOSER_LABEL,
                        placeholder=words.COMPOSER_HINT, container=False, scale=1,
                    )  # fmt: skip
                    send = gr.Button(words.SEND, variant="primary", scale=0, min_width=90)
            card = page_part("card")
        panel = page_part("panel")
        outputs = [top, tabs, chat, card, panel, text]

        def shown(request: gr.Request, outcome: Outcome, written: object) -> list[object]:
            person = visitor(parts, request, "mentee")
            return [
                header(person, "mentee", outcome.notice),
                *_filled(desk.show(person, outcome.place, is_note_kept=outcome.is_note_kept)),
                written,
            ]

        def answered(request: gr.Request, action: Callable[[], list[object]]) -> list[object]:
            answer = attempt(action)
            if not isinstance(answer, Notice):
                return answer
            return [header(visitor(parts, request, "mentee"), "mentee", answer), *[gr.skip()] * 5]

        def load(query: str, request: gr.Request) -> list[object]:
            """Show the place the address bar names; the newest chat when that one is not theirs."""
            answer = attempt(lambda: shown(request, Outcome(read_place(query)), gr.skip()))
            return answer if isinstance(answer, list) else shown(request, Outcome(Place(), answer), gr.skip())

        def say_it(written: str, query: str, request: gr.Request) -> list[object]:
            """Take the words in the box; they stay there when something goes wrong."""
            wish = Wish(visitor(parts, request, "mentee"), read_place(query), {})
            return answered(request, lambda: shown(request, say(desk, wish, written), ""))

        def do(event: gr.EventData, request: gr.Request) -> list[object]:
            """Do what a button in a part of the page asks for."""
            detail = detail_of(event)
            wish = Wish(visitor(parts, request, "mentee"), read_place(detail.get("place", "")), detail)
            return answered(request, lambda: shown(request, act(desk, wish), gr.skip()))

        blocks.load(load, [place], outputs, js=_READ_PLACE, queue=False, show_progress="hidden", api_name="load")
        gr.on(
            [send.click, text.submit], say_it, [text, place], outputs,
            js=_SEND, queue=False, show_progress="hidden", trigger_mode="once", api_name="say",
        )  # fmt: skip
        for name, part in (("tabs", tabs), ("chat", chat), ("card", card), ("panel", panel)):
            part.click(
                do, None, outputs, queue=False, show_progress="hidden", trigger_mode="once", api_name=f"act_{name}"
            )
    return blocks


def _filled(page: MenteePage) -> list[object]:
    return [page.tabs, *(gr.skip() if part is None else part for part in (page.chat, page.card, page.panel))]
