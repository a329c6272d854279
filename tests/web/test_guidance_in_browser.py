"""A mentee's way after a session in a real browser: the brief, notes, disagreements, check-ins, at both widths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.checkins import my_wishes
from tests.web.browser import DESKTOP, PHONE, SIZES, RunningWeb, enter, new_page, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WITH_A_CARD = {DESKTOP: "Gareth Llewellyn", PHONE: "Marie-Claire Dubois"}
NOTE = """Good talk. You should ask the accountant for a forecast before you sign anything.
Start with two clients you know and write down the price. I will call the solicitor by Friday."""


def go(page: Page, web: RunningWeb, view: str) -> None:
    page.goto(f"{web.url}/mentee/?view={view}")
    page.locator(f".my-{view}").wait_for()


@SIZES
def test_a_disagreement_is_found_from_the_chat_decided_and_opened_again(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int]
) -> None:
    page = new_page(browser, opened, size)
    enter(page, web, WITH_A_CARD[size])
    page.locator(".open-line button").click()
    card = page.locator("article.apart:not(.quieter)")
    card.wait_for()
    page.wait_for_function("document.activeElement?.classList.contains('apart')")
    assert card.locator(".side").count() == 2
    assert card.locator("mark").count() == 2
    assert card.locator(".between .question").inner_text().endswith("?")
    card.locator("button[value=both]").click()
    page.locator(".notice.problem:not(.offline)", has_text="why both fit").wait_for()
    card.locator("input[name=reason]").fill("One after the other.")
    card.locator("button[value=both]").click()
    page.locator(".decided", has_text="One after the other.").wait_for()
    assert card.count() == 0
    page.reload()
    page.locator(".decided", has_text="One after the other.").locator("[data-act=reopen]").click()
    card.wait_for()
    card.locator("button[value=follow_b]").focus()
    page.keyboard.press("Enter")
    card.wait_for(state="detached")
    page.locator("[data-view-to=question]").first.click()
    page.locator(".bubble").first.wait_for()
    assert page.locator(".open-line").count() == 0


@SIZES
def test_words_tapped_in_the_brief_are_covered_until_they_are_put_back(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int]
) -> None:
    page = new_page(browser, opened, size)
    enter(page, web, "Marie-Claire Dubois")
    go(page, web, "sessions")
    lines = page.locator(".my-brief .brief-lines")
    assert "review date" in lines.inner_text()
    page.locator("[data-panel=take-out]").click()
    page.locator(".tap", has_text="review").first.click()
    page.locator(".tap", has_text="date").first.click()
    page.locator(".take-out button[type=submit]").click()
    taken = page.locator(".taken-out li", has_text="review date")
    taken.wait_for()
    assert "review date" not in lines.inner_text()
    assert "▮▮▮" in lines.inner_text()
    taken.locator("button").click()
    taken.wait_for(state="detached")
    assert "review date" in lines.inner_text()


def test_a_pasted_note_becomes_advice_and_a_promise_that_can_be_put_right(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, PHONE)
    enter(page, web, "Tomás Okafor")
    go(page, web, "sessions")
    page.locator("[data-panel=paste-note]").click()
    page.locator("#note-text").fill(NOTE)
    page.locator("#paste-note button").click()
    page.locator(".notice", has_text="Found").wait_for()
    kept = page.locator(".kept").last
    item = kept.locator(".found li", has_text="forecast")
    item.locator("[data-panel]").click()
    item.locator("textarea").fill("Ask the accountant for a forecast first.")
    item.locator("button[type=submit]").click()
    page.locator(".kept .found li", has_text="Ask the accountant for a forecast first.").first.wait_for()
    assert page.locator("#note-text").input_value() == ""
    go(page, web, "guidance")
    page.locator(".said", has_text="Ask the accountant for a forecast first.").first.wait_for()
    page.locator(".commitments .what", has_text="call the solicitor").wait_for()


def test_one_tap_answers_how_it_went(web: RunningWeb, browser: Browser, opened: list[BrowserContext]) -> None:
    page = new_page(browser, opened, PHONE)
    enter(page, web, "Marie-Claire Dubois")
    go(page, web, "guidance")
    asked = page.locator(".check-in", has_text="written policy")
    asked.locator("input[name=why]").fill("They sent it the same day.")
    asked.locator("button[value=done]").click()
    page.locator(".commitments li", has_text="They sent it the same day.").wait_for()
    assert asked.count() == 0


def test_advice_about_something_else_is_moved_and_guidance_is_downloaded(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, "Lucia Ferraro")
    go(page, web, "guidance")
    said = page.locator(".said", has_text="She should not threaten it").first
    said.locator("[data-panel^=move]").click()
    said.locator("select").select_option(label="Finish the thesis, since it opens doors with funders.")
    said.locator("form[data-act=move_item] button").click()
    page.locator(".topic.shared", has_text="She should not threaten it").wait_for()
    with page.expect_download() as waiting:
        page.locator("a.export").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "She should not threaten it as a means of pressure." in text
    assert waiting.value.suggested_filename.endswith(".md")


def test_the_link_in_a_mail_stops_the_mails_and_the_page_turns_them_on_again(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    person = next(one for one in web.assistant.store.people() if one.name == "Yuki Tanabe")
    page = new_page(browser, opened, PHONE)
    page.goto(f"{web.url}/unsubscribe/{my_wishes(web.assistant.store, person).unsubscribe_token}")
    assert "We ask no more by mail" in page.locator("h1").inner_text()
    assert my_wishes(web.assistant.store, person).is_unsubscribed
    enter(page, web, "Yuki Tanabe")
    go(page, web, "guidance")
    ask = page.locator(".wishes [name=ask]")
    assert not ask.is_checked()
    ask.check()
    page.locator(".wishes button").click()
    page.locator(".notice", has_text="Saved.").wait_for()
    assert not my_wishes(web.assistant.store, person).is_unsubscribed


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sessions_and_guidance_pass_axe_and_fit_the_screen(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int], scheme: str
) -> None:
    page = new_page(browser, opened, size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    found: list[str] = []

    def look(where: str) -> None:
        found.extend(violations(page, where))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), where

    enter(page, web, "Marie-Claire Dubois")
    go(page, web, "sessions")
    page.locator("[data-panel=take-out]").click()
    page.locator(".tap").first.click()
    look("brief")
    page.locator("[data-act=show_session]").first.click()
    page.locator(".my-notes").wait_for()
    for panel in page.locator(".my-notes [data-panel]").all():
        panel.click()
    look("notes")
    go(page, web, "guidance")
    page.locator("[data-panel^=move]").first.click()
    page.locator("[data-panel^=said_became]").last.click()
    look("guidance")
    enter(page, web, "Agnieszka Wrona")
    go(page, web, "guidance")
    page.locator("article.apart").first.wait_for()
    look("disagreement")
    enter(page, web, "Daniel Mbeki")
    go(page, web, "guidance")
    look("nothing yet")
    page.goto(f"{web.url}/unsubscribe/unknown")
    look("unsubscribe")
    enter(page, web, "Ruth Castellane")
    page.locator(".owner .data").first.wait_for()
    look("owner")
    assert found == []
