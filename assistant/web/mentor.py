"""The mentor's workspace: requests to read before any commitment, and their own minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import gradio as gr

from assistant.domain.clock import new_id
from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.people import Person
from assistant.errors import CapacityExceeded, InvalidInput
from assistant.sessions import InboxEntry, accept, ask_for_more, decline, inbox, my_load, set_accepting
from assistant.web import words
from assistant.web.page_part import page_part
from assistant.web.parts import WebParts
from assistant.web.relative_time import week_ahead
from assistant.web.templates import render
from assistant.web.visit import Notice, attempt, detail_of, header, visitor


def build_mentor(parts: WebParts) -> gr.Blocks:
    """Build the workspace."""
    with gr.Blocks(title=f"{words.INBOX_TITLE} · {words.PRODUCT}", analytics_enabled=False, fill_width=True) as blocks:
        top = page_part("top")
        panel = page_part("panel")

        def load(request: gr.Request) -> list[object]:
            """Show the inbox."""
            person = visitor(parts, request, "mentor")
            return [header(person, "mentor"), inbox_page(parts, person)]

        def act(event: gr.EventData, request: gr.Request) -> list[object]:
            """Do what a button asks for; a refusal leaves typed words where they are."""
            person, detail = visitor(parts, request, "mentor"), detail_of(event)
            answer = attempt(lambda: done(parts, person, detail))
            if isinstance(answer, Notice):
                return [header(person, "mentor", answer), gr.skip()]
            notice, page = answer
            return [header(person, "mentor", notice), page]

        blocks.load(load, None, [top, panel], queue=False, show_progress="hidden", api_name="load")
        panel.click(act, None, [top, panel], queue=False, show_progress="hidden", trigger_mode="once", api_name="act")
    return blocks


def done(parts: WebParts, person: Person, detail: Mapping[str, str]) -> tuple[Notice, str]:
    """Do one action and return what happened with the inbox after it; a week that is full offers the next one."""
    try:
        notice = do(parts, person, detail)
    except CapacityExceeded as error:
        later = {detail["request"]: error.next_week} if error.next_week else {}
        return Notice(error.for_people, "problem"), inbox_page(parts, person, later=later)
    return notice, inbox_page(parts, person)


def do(parts: WebParts, person: Person, detail: Mapping[str, str]) -> Notice:
    """Do one action of the inbox. Raises what the use cases raise, InvalidInput for an unknown action."""
    store, clock, request_id = parts.store, parts.clock, detail.get("request", "")
    match detail.get("action"):
        case "accept":
            request = accept(store, person, request_id, clock=clock, week=_week(detail.get("week")))
            return Notice(words.ACCEPTED_NOTE.format(name=_mentee_name(parts, request.mentee_id)))
        case "decline":
            decline(store, person, request_id, reason=detail.get("text", ""), clock=clock)
            return Notice(words.DECLINED_NOTE)
        case "ask_for_more":
            ask_for_more(store, person, request_id, question_back=detail.get("text", ""), clock=clock)
            return Notice(words.ASKED_MORE_NOTE)
        case "pause" | "resume" as action:
            set_accepting(store, person, action == "resume")
            return Notice(words.PAUSED_NOTE if action == "pause" else words.RESUMED_NOTE)
        case other:
            raise InvalidInput(f"found the action {other!r}", for_people=words.UNKNOWN_ACTION)


def inbox_page(parts: WebParts, person: Person, *, later: Mapping[str, date] | None = None) -> str:
    """Return the inbox as HTML; `later` names weeks with room for requests that did not fit."""
    now = parts.clock()
    this_week = week_of(now)
    if person.mentor_id is None:
        return render("inbox", turn=new_id(), load=None)
    load, entries = my_load(parts.store, person, clock=parts.clock), inbox(parts.store, person)
    return render(
        "inbox",
        turn=new_id(),
        now=now,
        this_week=this_week,
        load=load,
        free=load.free_minutes(this_week),
        capacity=_capacity_line(load, this_week),
        pending=_with_status(entries, "pending"),
        waiting=_with_status(entries, "more_asked"),
        decided=_with_status(entries, "accepted", "declined"),
        later=later or {},
    )


def _with_status(entries: list[InboxEntry], *statuses: str) -> list[InboxEntry]:
    return [entry for entry in entries if entry.request.status in statuses]


def _capacity_line(load: MentorLoad, this_week: date) -> str:
    weekly, free = load.profile.weekly_minutes, load.free_minutes(this_week)
    if not weekly:
        return words.CAPACITY_NEVER
    if free:
        return words.CAPACITY_LEFT.format(free=free, weekly=weekly)
    next_week = load.first_week_with(1, since=this_week)
    when = week_ahead(next_week, this_week) if next_week else words.NOT_SOON
    return words.CAPACITY_NONE.format(weekly=weekly, when=when)


def _week(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"found the week {text!r}, expected an ISO date", for_people=words.UNKNOWN_ACTION) from error


def _mentee_name(parts: WebParts, mentee_id: str) -> str:
    mentee = parts.store.person(mentee_id)
    return mentee.name.split()[0] if mentee is not None else words.A_MENTEE
