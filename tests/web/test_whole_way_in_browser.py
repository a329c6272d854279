"""The whole way of two pieces of advice that pull apart: said, seen on a card, decided, and standing in the next brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain.mentors import week_of
from assistant.sessions import NewRequest, request_session
from tests.web.browser import DESKTOP, RunningWeb, enter, new_page, prepare

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

MENTEE = "Daniel Mbeki"
FIRST_ADVICE = "Apply for the trainer post now, without a degree. Write to the ward manager by Friday."
SECOND_NOTE = """busy week, good talk w/ Daniel
- do not apply for the trainer post now, without a degree they will not even read it
- he will ask the college about evening courses by Friday
thx!"""
REASON = "My knees decide: I cannot wait for a degree."


def test_two_mentors_pull_apart_the_mentee_decides_and_the_next_brief_knows(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    mentee = new_page(browser, opened, DESKTOP)
    enter(mentee, web, MENTEE)
    prepare(mentee)
    first, second, third = mentors_with_room(web)

    ask(mentee, web, first)
    mentor = new_page(browser, opened, DESKTOP)
    accept_and_mail(mentor, web, first)
    mentor.locator(".brief [data-view-to=advice]").click()
    mentor.locator("#advice-text").fill(FIRST_ADVICE)
    mentor.locator("#advice-form button.primary").click()
    mentor.locator(".note", has_text="Apply for the trainer post now").wait_for()

    ask(mentee, web, second)
    other = new_page(browser, opened, DESKTOP)
    accept_and_mail(other, web, second)
    other.locator(".brief [data-view-to=advice]").click()
    other.locator("#note-text").fill(SECOND_NOTE)
    other.locator("form[data-act=paste_note] [type=submit]").click()
    other.locator(".found li", has_text="do not apply for the trainer post").first.wait_for()

    mentee.goto(f"{web.url}/mentee/?view=guidance")
    card = mentee.locator("article.apart:not(.quieter)", has_text="Apply for the trainer post now")
    card.wait_for()
    assert "do not apply for the trainer post now" in card.inner_text()
    assert first.split()[0] in card.inner_text()
    assert second.split()[0] in card.inner_text()
    card.locator("input[name=reason]").fill(REASON)
    card.locator("button[value=follow_a]").click()
    mentee.locator(".decided", has_text=REASON).wait_for()

    ask(mentee, web, third)
    lines = mentee.locator(".my-brief .brief-lines").first
    lines.wait_for()
    assert "Decided for" in lines.inner_text()


def mentors_with_room(web: RunningWeb) -> list[str]:
    """Return the names of three mentors with time for a session this week, in a fixed order."""
    loads = web.assistant.store.mentor_loads(since=week_of(web.assistant.clock()))
    roomy = [load.profile for load in loads if load.profile.accepting and load.profile.weekly_minutes >= 90]
    return [profile.name for profile in roomy[-3:]]


def ask(page: Page, web: RunningWeb, mentor: str) -> None:
    """Send the newest question of the mentee on the page to a mentor, and look at what they will read.

    The mentor is chosen by name, not among suggestions, so that the test does not depend on ranking.
    """
    store, clock = web.assistant.store, web.assistant.clock
    mentee = next(person for person in store.people() if person.name == MENTEE)
    chat = store.conversations_of(mentee.id)[0]
    profile = next(one for one in store.mentors() if one.name == mentor)
    request_session(store, mentee, NewRequest(chat.id, profile.id, chat.versions[-1].text, 30), clock=clock)
    page.goto(f"{web.url}/mentee/?view=sessions")
    page.locator(".my-brief .brief-lines").first.wait_for()


def accept_and_mail(page: Page, web: RunningWeb, mentor: str) -> None:
    enter(page, web, mentor)
    request = page.locator(".request.status-pending", has_text=MENTEE)
    request.locator("button[data-panel^=accept]").click()
    request.locator("form[data-act=accept] [type=submit]").click()
    brief = page.locator(".brief", has_text=MENTEE)
    brief.wait_for()
    brief.locator("[data-act=mail_brief]").click()
    brief.locator(".mail-state").wait_for()
