"""The program owner's workspace, first cut: counts and the state of the index; never a chat."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.domain.clock import new_id
from assistant.domain.mentors import week_of
from assistant.web import words
from assistant.web.page_part import page_part
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import header, visitor


@dataclass(frozen=True, slots=True)
class ProgramCounts:
    """How large the program is; minutes are of this week, `pending` are index changes still to follow."""

    people: int
    mentors: int
    accepting: int
    weekly_minutes: int
    free_minutes: int
    cards: int
    pending: int


def build_owner(parts: WebParts) -> gr.Blocks:
    """Build the workspace."""
    with gr.Blocks(title=f"{words.OWNER_TITLE} · {words.PRODUCT}", analytics_enabled=False, fill_width=True) as blocks:
        top = page_part("top")
        panel = page_part("panel")

        def load(request: gr.Request) -> list[object]:
            """Show the counts."""
            person = visitor(parts, request, "owner")
            return [header(person, "owner"), render("owner", turn=new_id(), counts=program_counts(parts))]

        blocks.load(load, None, [top, panel], queue=False, show_progress="hidden", api_name="load")
    return blocks


def program_counts(parts: WebParts) -> ProgramCounts:
    """Count what an owner may know without reading anybody's words."""
    week = week_of(parts.clock())
    loads = parts.store.mentor_loads(since=week)
    accepting = [load for load in loads if load.profile.accepting]
    return ProgramCounts(
        people=len(parts.store.people()),
        mentors=len(loads),
        accepting=len(accepting),
        weekly_minutes=sum(load.profile.weekly_minutes for load in accepting),
        free_minutes=sum(load.free_minutes(week) for load in accepting),
        cards=len(parts.store.cards()),
        pending=parts.store.count_pending(),
    )
