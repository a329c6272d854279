"""The owner's workspace in Gradio: how it goes, release check, load and fairness, people, knowledge, who changed what."""

from __future__ import annotations

from typing import Literal

import gradio as gr

from assistant.domain.clock import new_id
from assistant.domain.people import Person
from assistant.errors import InvalidInput
from assistant.web import words
from assistant.web.owner import words as owner_words
from assistant.web.owner.place import OwnerPlace, read_owner_place
from assistant.web.owner.view import OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.owner.views import ACTIONS, QUIET, VIEWS
from assistant.web.page_part import page_part
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import Notice, attempt, detail_of, header, visitor

_READ_PLACE = "() => [location.search]"


def build_owner(parts: WebParts) -> gr.Blocks:
    """Build the workspace."""
    title = f"{owner_words.WORKSPACE} · {words.PRODUCT}"
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        place = gr.Textbox(visible=False)
        top, tabs = page_part("top"), page_part("tabs")
        work, detail, below = page_part("work"), page_part("detail"), page_part("under")
        outputs = [top, tabs, work, detail, below]

        def shown(person: Person, outcome: OwnerOutcome) -> list[object]:
            return [header(person, "owner", outcome.notice), *_filled(owner_page(parts, person, outcome))]

        def load(query: str, request: gr.Request) -> list[object]:
            """Show the place the address bar names; how it goes when that cannot be shown."""
            person = visitor(parts, request, "owner")
            answer = attempt(lambda: shown(person, OwnerOutcome(read_owner_place(query))))
            return answer if isinstance(answer, list) else shown(person, OwnerOutcome(OwnerPlace(), answer))

        def do(event: gr.EventData, request: gr.Request) -> list[object]:
            """Do what a button, link or form asks for; a refusal leaves what was typed where it is."""
            person, asked = visitor(parts, request, "owner"), detail_of(event)
            wish = OwnerWish(parts, person, read_owner_place(asked.get("place", "")), asked)
            answer = attempt(lambda: shown(person, act(wish)))
            if isinstance(answer, Notice):
                return [header(person, "owner", answer), *[gr.skip()] * (len(outputs) - 1)]
            return [gr.skip(), *answer[1:]] if asked.get("action") in QUIET else answer

        blocks.load(load, [place], outputs, js=_READ_PLACE, queue=False, show_progress="hidden", api_name="load")
        for name, part in {"tabs": tabs, "work": work, "detail": detail, "under": below}.items():
            mode: Literal["once", "always_last"] = "always_last" if name == "detail" else "once"  # sliders ask there
            part.click(
                do, None, outputs, queue=False, show_progress="hidden", trigger_mode=mode, api_name=f"act_{name}"
            )
    return blocks


def act(wish: OwnerWish) -> OwnerOutcome:
    """Do what a button asked for. Raises what the use cases raise, InvalidInput for an unknown action."""
    match wish.get("action"):
        case "go":
            return OwnerOutcome(read_owner_place(wish.get("to")))
        case "filter":
            return OwnerOutcome(wish.place.turned(**_chosen(wish)))
        case "reload":
            return OwnerOutcome(wish.place)
        case action if action in ACTIONS:
            return ACTIONS[action](wish)
        case action:
            raise InvalidInput(f"found the action {action!r}", for_people=words.UNKNOWN_ACTION)


def owner_page(parts: WebParts, person: Person, outcome: OwnerOutcome) -> tuple[str | None, OwnerPage]:
    """Return the tabs (None when only parts changed) and the page an outcome leads to."""
    if outcome.page is not None:
        return None, outcome.page
    tabs = render("owner_tabs", turn=new_id(), place=outcome.place)
    page = VIEWS[outcome.place.view].show(parts, person, outcome.place)
    return tabs, OwnerPage(page.work or "", page.detail or "", page.below or "")


def _chosen(wish: OwnerWish) -> dict[str, str]:
    """Return what a filter form holds: everything but what names the event itself."""
    return {name: value for name, value in wish.detail.items() if name not in ("action", "place", "view")}


def _filled(shown: tuple[str | None, OwnerPage]) -> list[object]:
    tabs, page = shown
    return [gr.skip() if part is None else part for part in (tabs, page.work, page.detail, page.below)]
