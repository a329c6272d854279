"""A mentor's way in a real browser, at both widths: accept, read the brief, advise, note, set minutes, see what became."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from assistant.briefs import brief_for_mentee
from assistant.checkins import Answer, say_outcome
from assistant.domain.clock import new_id
from assistant.domain.conversations import Conversation
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.guidance.notes import paste_note
from assistant.sessions import NewRequest, accept, request_session, thank
from tests.web.browser import DESKTOP, PHONE, SIZES, RunningWeb, enter, new_page, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

QUESTION = (
    "I have taught maths for six years and my head asked me to lead the department from September. I have never led "
    "people. How do I find out by the end of January whether this is for me?"
)
TOLD_BEFORE = "You should say yes to the department lead now; you can step back after a year."
RAMBLING = (
    "Thank you so much for writing, it really made me think about my own start, and I must say that I remember it as "
    "if it was yesterday. When I was at your point, back in 1998, I also had a head who pushed me, and honestly I nearly "
    "said no because the older colleagues were so loud in every meeting. It was a hard time, but it was also a good time "
    "in many ways, and looking back I would not miss it. Ask your head for one project with three colleagues until "
    "February. It will show you more than any book, believe me, as I said I learned that the hard way, and so did many "
    "colleagues of mine in those years. Tell your head by 30 January what you found. I wish you all the best with this."
)
OPPOSITE = "Do not say yes to the department lead."
NOTE = "good talk, a bit tired.\n- ask the head for one project until feb\nTODO: I send my checklist by Friday"
MENTEES = {DESKTOP: "Hilde Aasen", PHONE: "Samuel Hirsch"}


@dataclass(frozen=True)
class Cast:
    """Who meets whom: a mentee, the mentor they ask, and the request."""

    mentee: Person
    mentor: Person
    request_id: str


def cast_for(web: RunningWeb, mentee_name: str, *, place: int) -> Cast:
    """Return a mentee whom one mentor advised before and who asks another one now; the brief was shown to them."""
    parts = web.assistant
    people = {person.name: person for person in parts.store.people()}
    mentee = people[mentee_name]
    loads = parts.store.mentor_loads(since=week_of(parts.clock()))
    with_room = [load.profile for load in loads if load.profile.accepting and load.profile.weekly_minutes >= 90]
    before, now = (people[profile.name] for profile in with_room[2 * place : 2 * place + 2])
    accept(parts.store, before, asked(web, mentee, before), clock=parts.clock)
    session = parts.store.sessions_for_mentor(before.mentor_id or "")[0]
    paste_note(parts.guidance_desk, before, session.id, TOLD_BEFORE)
    request_id = asked(web, mentee, now)
    brief_for_mentee(parts.brief_desk, mentee, request_id)
    return Cast(mentee, now, request_id)


def asked(web: RunningWeb, mentee: Person, mentor: Person) -> str:
    """Send the question to a mentor and return the request's id."""
    parts = web.assistant
    chat = Conversation(new_id(), mentee.id, parts.clock())
    parts.store.start_conversation(chat)
    new = NewRequest(chat.id, mentor.mentor_id or "", QUESTION, 30)
    return request_session(parts.store, mentee, new, clock=parts.clock).id


def go(page: Page, view: str) -> None:
    page.locator(f".tabs [data-view-to={view}]").click()
    page.wait_for_function("view => document.documentElement.dataset.view === view", arg=view)


@SIZES
def test_a_mentor_prepares_advises_and_keeps_notes(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int]
) -> None:
    cast = cast_for(web, MENTEES[size], place=list(MENTEES).index(size))
    first = cast.mentee.name.split()[0]
    page = new_page(browser, opened, size)
    enter(page, web, cast.mentor.name)

    request = page.locator(".request.status-pending", has_text=cast.mentee.name)
    assert request.locator("blockquote").inner_text() == QUESTION
    request.locator("button[data-panel^=accept]").click()
    form = request.locator("form[data-act=accept]")
    assert form.locator("input[name=starts]:checked").count() == 1
    form.locator("input[name=link]").fill("https://meet.example.org/amber-lake")
    form.locator("[type=submit]").click()

    brief = page.locator(".brief", has_text=cast.mentee.name)
    brief.wait_for()
    assert brief.locator("a[href='https://meet.example.org/amber-lake']").count() == 1
    mark = brief.locator(".source summary").first
    mark.focus()
    page.keyboard.press("Enter")
    brief.locator(".source[open] div").wait_for()
    brief.locator("[data-act=mail_brief]").click()
    brief.locator(".mail-state").wait_for()

    brief.locator("[data-view-to=advice]").click()
    box = page.locator("#advice-text")
    box.fill(RAMBLING)
    page.locator(".nudge").wait_for()
    assert page.locator(".mirror mark").count() >= 2
    assert page.locator(".shorter del").count() >= 1
    page.locator("[data-use-in]").click()
    assert len(box.input_value().split()) <= 0.7 * len(RAMBLING.split())
    page.keyboard.press("Control+z")
    assert box.input_value() == RAMBLING

    box.fill(OPPOSITE)
    page.locator("#advice-form button.primary").click()
    warning = page.locator(".contradicts")
    warning.wait_for()
    assert "say yes to the department lead now" in warning.inner_text()
    assert box.input_value() == OPPOSITE
    warning.locator("[name=anyway]").click()
    page.locator(".note", has_text=OPPOSITE).wait_for()
    page.wait_for_function("document.querySelector('#advice-text').value === ''")
    page.reload()
    page.locator(".note", has_text=OPPOSITE).wait_for()
    assert box.input_value() == ""

    page.locator("#note-text").fill(NOTE)
    page.locator("form[data-act=paste_note] [type=submit]").click()
    item = page.locator(".found li", has_text="one project until feb")
    item.wait_for()
    page.wait_for_function("document.querySelector('#note-text').value === ''")
    item.locator("[data-act=bind]").click()
    item.locator(".tag").wait_for()
    item.locator("button[data-panel]").click()
    item.locator("textarea").fill("Ask the head for one project until February.")
    item.locator("[type=submit]").click()
    page.locator(".found li", has_text="until February.").wait_for()
    assert page.locator(".found li", has_text="send my checklist").count() == 1

    kept = web.assistant.store.guidance_by(cast.mentor.mentor_id or "")
    told = next(one for one in kept if one.text == OPPOSITE)
    said = Answer("adapted", "I asked for a term to try it.")
    say_outcome(web.assistant.store, cast.mentee, told.id, said, clock=web.assistant.clock)
    thank(web.assistant.store, cast.mentee, cast.request_id, text="That was honest.")
    go(page, "became")
    line = page.locator(".became-lines li", has_text=OPPOSITE)
    line.wait_for()
    assert "Adapted" in line.inner_text()
    assert "I asked for a term to try it." in line.inner_text()
    assert f"{first} says thank you" in page.locator(".thanks").first.inner_text()


def test_unsent_advice_waits_while_the_mentor_looks_elsewhere(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    cast = cast_for(web, "Priya Raman", place=2)
    accept(web.assistant.store, cast.mentor, cast.request_id, clock=web.assistant.clock)
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, cast.mentor.name)
    page.locator(".brief").wait_for()
    go(page, "advice")
    page.locator("#advice-text").fill("Ask your head for one project.")
    go(page, "minutes")
    page.locator("#weekly").wait_for()
    go(page, "advice")
    page.wait_for_function("document.querySelector('#advice-text')?.value === 'Ask your head for one project.'")
    page.go_back()
    page.locator("#weekly").wait_for()


def test_minutes_say_what_will_happen_before_they_are_kept(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, PHONE)
    enter(page, web, cast_for(web, "Leila Haddad", place=3).mentor.name)
    page.locator(".next").wait_for()
    go(page, "minutes")
    page.locator("#weekly").fill("45")
    page.locator(".what-happens", has_text="up to 45 minutes a week").wait_for()
    assert page.locator("output[for=weekly]").inner_text() == "45 min"
    page.locator("[name=quiet]").check()
    page.locator(".what-happens", has_text="nothing starts between 20:00 and 08:00").wait_for()
    page.locator(".limits [type=submit]").click()
    page.locator(".what-happens .tag").wait_for(state="detached")
    page.locator("[data-act=lighter_week]").first.click()
    page.locator("[data-act=lighter_week][aria-pressed=true]").wait_for()
    page.reload()
    page.locator("[data-act=lighter_week][aria-pressed=true]").wait_for()
    assert page.locator("#weekly").input_value() == "45"


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mentor_page_passes_axe_and_fits_the_screen(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int], scheme: str
) -> None:
    page = new_page(browser, opened, size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    enter(page, web, busiest(web).name)
    page.locator(".next").wait_for()
    found = []
    for view in ("next", "advice", "minutes", "became"):
        go(page, view)
        page.locator("#work [data-turn]").wait_for()
        if view == "next":
            for panel in page.locator("button[data-panel]").all():
                panel.click()
            page.locator(".source summary").first.click()
        if view == "advice":
            page.locator("#advice-text").fill(RAMBLING)
            page.locator(".nudge").wait_for()
        found += violations(page, f"{view} {scheme}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), view
    assert found == []
    assert complaints == []


def busiest(web: RunningWeb) -> Person:
    """Return the mentor who has a session with a brief and a request waiting; makes one the first time."""
    parts = web.assistant
    name = "Daniel Mbeki"
    mentee = next(person for person in parts.store.people() if person.name == name)
    known = next((one for one in parts.store.requests_of_mentee(mentee.id) if one.question == QUESTION), None)
    if known is not None:
        return next(person for person in parts.store.people() if person.mentor_id == known.mentor_id)
    cast = cast_for(web, name, place=4)
    accept(parts.store, cast.mentor, cast.request_id, clock=parts.clock, meeting_link="https://meet.example.org/a")
    asked(web, next(person for person in parts.store.people() if person.name == "Gareth Llewellyn"), cast.mentor)
    return cast.mentor
