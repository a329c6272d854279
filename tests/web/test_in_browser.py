"""The real program in a real browser: the whole way of a question, at desktop and phone width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.browser import (
    DESKTOP,
    FIRST_WORDS,
    PHONE,
    SIZES,
    TURNS_MAX,
    RunningWeb,
    enter,
    new_page,
    open_card,
    prepare,
    say,
    start_anew,
    violations,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@SIZES
def test_a_vague_line_becomes_a_question_a_mentor_accepts(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int]
) -> None:
    page = new_page(browser, opened, size)
    enter(page, web, "Agnieszka Wrona")
    turns = prepare(page)
    assert 1 <= turns <= TURNS_MAX
    assert "A stranger can answer this now." in page.locator(".bubbles").inner_text()
    meter = page.locator(".meter-words").inner_text()
    assert int(re.findall(r"\d", meter)[0]) >= 5

    open_card(page)
    question = page.locator("#question-text").inner_text()
    assert 10 < len(question.split()) <= 90
    page.locator("[data-act=find]").click()
    page.locator("article.mentor").first.wait_for()
    cards = page.locator("ul.suggestions:not(.busy) article.mentor")
    assert 1 <= cards.count() <= 5
    first = cards.first
    assert first.locator(".why mark").count() >= 1
    mentor = first.locator("h2").inner_text()
    first.locator("[data-act=ask]").click()
    page.locator(".request.status-pending", has_text=mentor).wait_for()
    page.locator(".top button").click()
    page.wait_for_url("**/sign-in")

    enter(page, web, mentor)
    page.wait_for_url("**/mentor/")
    waiting = page.locator(".request.status-pending", has_text="Agnieszka Wrona")
    waiting.first.wait_for()
    assert waiting.first.locator("blockquote").inner_text() == question
    waiting.first.locator("button[data-panel^=accept]").click()
    waiting.first.locator("form[data-act=accept] [type=submit]").click()
    page.locator(".brief h1", has_text="Agnieszka Wrona").wait_for()
    page.locator(".top button").click()
    page.wait_for_url("**/sign-in")

    enter(page, web, "Agnieszka Wrona")
    page.locator("[data-view-to=sessions]").first.click()
    page.locator(".request.status-accepted", has_text=mentor).first.wait_for()


def test_a_mentor_who_asks_for_more_is_answered_in_the_chat(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, "Daniel Mbeki")
    prepare(page)
    page.locator("[data-act=find]").click()
    first = page.locator("ul.suggestions:not(.busy) article.mentor").first
    mentor = first.locator("h2").inner_text()
    first.locator("[data-act=ask]").click()
    page.locator(".request.status-pending").first.wait_for()

    other = new_page(browser, opened, DESKTOP)
    enter(other, web, mentor)
    request = other.locator(".request", has_text="Daniel Mbeki").first
    request.locator("[data-panel^=more]").click()
    request.locator("form[data-act=ask_for_more] textarea").fill("How large is the kitchen you lead now?")
    request.locator("form[data-act=ask_for_more] button").click()
    other.locator(".request.status-more_asked", has_text="Daniel Mbeki").wait_for()

    page.goto(f"{web.url}/mentee/")
    bubble = page.locator(".bubble.mentor")
    bubble.wait_for()
    assert "How large is the kitchen you lead now?" in bubble.inner_text()
    assert mentor.split()[0] in bubble.inner_text()
    say(page, "Nine people, two of them apprentices.")
    page.locator("[data-act=answer_more]").click()
    page.locator("[data-act=answer_more]").wait_for(state="detached")
    other.reload()
    other.locator(".request.status-pending", has_text="Daniel Mbeki").wait_for()


def test_the_chat_survives_a_reload_and_a_restart(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, "Lucia Ferraro")
    start_anew(page)
    say(page, "Should I finish my thesis or take the job at the aquarium?")
    words = "I am in my third year and the offer ends on 12 December."
    say(page, words)
    address = page.url
    assert "chat=" in address
    page.reload()
    page.locator(".bubble.mentee", has_text=words).wait_for()
    web.restart()
    say(page, "My supervisor would like me to stay.")
    page.goto(address)
    page.locator(".bubble.mentee", has_text=words).wait_for()
    assert page.locator(".bubble.mentee").count() == 3


def test_words_stay_in_the_box_while_the_program_is_away(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, "Priya Raman")
    start_anew(page)
    page.route("**/gradio_api/run/**", lambda route: route.abort())
    page.locator("#composer textarea").fill("Should I sit the exam in spring?")
    page.keyboard.press("Enter")
    page.locator(".notice.offline").wait_for()
    assert page.locator("#composer textarea").input_value() == "Should I sit the exam in spring?"
    page.unroute("**/gradio_api/run/**")
    page.locator(".notice.offline").wait_for(state="hidden")
    page.wait_for_function("document.querySelector('#composer textarea')?.value === 'Should I sit the exam in spring?'")
    page.locator("#composer textarea").press("Enter")
    page.locator(".bubble.mentee", has_text="Should I sit the exam in spring?").wait_for()


def test_words_come_back_after_a_sign_in_that_ran_out(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, "Hilde Aasen")
    start_anew(page)
    page.context.clear_cookies()
    page.locator("#composer textarea").fill("How do I lead colleagues who were my friends?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in?next=**")
    page.locator("button.person", has_text="Hilde Aasen").click()
    page.locator(".bubble").first.wait_for()
    page.wait_for_function("document.querySelector('#composer textarea').value.startsWith('How do I lead')")


def test_hostile_words_are_shown_as_words(web: RunningWeb, browser: Browser, opened: list[BrowserContext]) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, "Samuel Hirsch")
    start_anew(page)
    hostile = "My boss says <img src=x onerror=\"document.title='caught'\"> {{7*7}} ${7*7} should I quit by March?"
    say(page, hostile)
    assert hostile in page.locator(".bubble.mentee").last.inner_text()
    page.locator(".draft summary").click()
    assert hostile in page.locator(".draft-text").inner_text()
    assert page.locator(".part img").count() == 0
    assert page.title() != "caught"


def test_a_refusal_says_why_and_loses_nothing(web: RunningWeb, browser: Browser, opened: list[BrowserContext]) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, "Tomás Okafor")
    prepare(page)
    page.locator("[data-edit]").click()
    page.locator("#question-edit").fill("word " * 91)
    page.locator("form[data-act=edit] [type=submit]").click()
    notice = page.locator(".notice.problem:not(.offline)")
    notice.wait_for()
    assert "91 words" in notice.inner_text()
    assert page.locator("#question-edit").input_value() == "word " * 91
    page.locator("#question-edit").fill("Should I set up on my own before spring?")
    page.locator("form[data-act=edit] [type=submit]").click()
    page.locator("#question-text", has_text="Should I set up on my own before spring?").wait_for()
    page.locator("[data-panel=versions]").click()
    assert page.locator("#versions li").count() >= 2


def test_a_mentor_left_out_is_named_and_can_come_back(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, PHONE)
    enter(page, web, "Rashid Karimov")
    prepare(page)
    open_card(page)
    page.locator("[data-act=find]").click()
    first = page.locator("article.mentor").first
    name = first.locator("h2").inner_text()
    first.locator("[data-panel^=leave]").click()
    first.locator("[data-act=leave_out]").first.click()
    page.locator(".left-out li", has_text=name).wait_for()
    assert page.locator("article.mentor", has_text=name).count() == 0
    page.reload()
    page.locator(".left-out li", has_text=name).wait_for()
    page.locator("[data-act=bring_back]").click()
    page.locator("article.mentor h2", has_text=name).wait_for()


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_axe(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int], scheme: str
) -> None:
    page = new_page(browser, opened, size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    page.goto(f"{web.url}/sign-in")
    found = violations(page, "sign-in")
    enter(page, web, "Leila Haddad")
    start_anew(page)
    found += violations(page, "empty chat")
    say(page, FIRST_WORDS)
    found += violations(page, "chat")
    open_card(page)
    page.locator(".chip").first.click()
    found += violations(page, "card")
    page.locator("[data-act=find]").click()
    page.locator(".mentors").wait_for()
    found += violations(page, "mentors")
    page.goto(f"{web.url}/mentee/?view=sessions")
    page.locator(".my-sessions").wait_for()
    found += violations(page, "sessions")
    enter(page, web, "Ruth Castellane")
    page.locator("#work .owner").wait_for()
    found += violations(page, "owner")
    assert found == []


@SIZES
def test_pages_ask_nothing_of_other_hosts_and_log_no_errors(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int]
) -> None:
    page = new_page(browser, opened, size, bypass_csp=True)  # the policy would hide an attempt
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2] if "://" in request.url else ""))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in ("Giulia Ferrantini", "Ruth Castellane"):
        enter(page, web, name)
        page.locator(".bubble, .owner").first.wait_for()
        page.wait_for_timeout(500)
    assert hosts == {web.url.split("/")[2]}
    assert complaints == []


@SIZES
def test_nothing_is_wider_than_the_screen(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int]
) -> None:
    page = new_page(browser, opened, size)
    enter(page, web, "Marie-Claire Dubois")
    prepare(page)
    for view in ("question", "mentors", "sessions", "guidance"):
        page.goto(f"{web.url}/mentee/?view={view}")
        page.locator(".chat, .mentors, .my-sessions, .my-guidance").first.wait_for()
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), view
