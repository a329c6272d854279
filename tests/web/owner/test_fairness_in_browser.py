"""An owner finds who carries too much and gives waiting questions to others, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from assistant.program.demo import OWNER
from assistant.web.owner.fairness import words
from tests.web.browser import DESKTOP, SIZES, RunningWeb, enter, new_page, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Owner = Callable[..., "Page"]
READING_MS = 120_000
"""The first answer of the slider reads all profiles and questions, beside other tests."""


@pytest.fixture
def as_owner(web: RunningWeb, browser: Browser, opened: list[BrowserContext]) -> Owner:
    """Return a function that opens the view, signed in, and waits for both numbers."""

    def at(size: tuple[int, int] = DESKTOP, **options: object) -> Page:
        page = new_page(browser, opened, size, **options)
        enter(page, web, OWNER.name)
        page.goto(f"{web.url}/owner/?view=fairness")
        page.locator(".what-if .position").wait_for(timeout=READING_MS)
        return page

    return at


def notice(page: Page, text: str) -> None:
    page.locator(".notice", has_text=text).wait_for()


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_view_can_be_used_by_everybody(as_owner: Owner, size: tuple[int, int], scheme: str) -> None:
    page = as_owner(size, color_scheme=scheme)
    assert violations(page, "fairness") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.locator("form.round [type=submit]").click()
    page.locator(".plan").wait_for()
    assert violations(page, "plan") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_slider_is_moved_by_keyboard_and_answers_with_both_numbers(as_owner: Owner) -> None:
    page = as_owner()
    before = page.locator(".what-if .figures strong").all_inner_texts()
    page.locator("#evenness").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.locator(".what-if .position", has_text=words.POSITION.format(percent=100)).wait_for()
    after = page.locator(".what-if .figures strong").all_inner_texts()
    assert float(after[0]) < float(before[0])
    assert float(after[1]) < float(before[1])
    assert page.evaluate("document.activeElement.id") == "evenness"


def test_the_load_table_sorts_by_any_column(as_owner: Owner) -> None:
    page = as_owner()
    table = page.locator("[aria-labelledby=table-load] table")
    table.locator("thead button", has_text=words.LOAD_COLUMNS[8]).click()
    shown = [int(text) for text in table.locator("tbody tr td:nth-child(9)").all_inner_texts()]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] > 0


def test_from_the_overloaded_mentor_to_a_round_that_was_offered(as_owner: Owner, web: RunningWeb) -> None:
    page, store = as_owner(), web.assistant.store
    page.locator(".burden", has=page.locator(".do a", has_text="Offer their waiting")).first.locator("a").click()
    page.wait_for_url("**mentor=*")
    before = len(store.open_requests())
    page.locator("[data-act=return_request]").first.click()
    notice(page, words.RETURNED)
    assert len(store.open_requests()) == before - 1
    page.locator("[data-act=undo_return]").first.click()
    notice(page, words.UNDONE)
    assert len(store.open_requests()) == before

    page.locator("[data-act=return_request]").first.click()
    page.locator("[data-act=undo_return]").first.wait_for()
    (entry,) = store.pool_entries()
    page.locator("form.round [name=rule][value=even_load]").check()
    page.locator("form.round [type=submit]").click()
    page.locator(".plan").wait_for()
    page.wait_for_function("document.activeElement.id === 'plan-title'")
    assert "round=" in page.url
    page.reload()
    page.locator("[data-act=offer_round]").dblclick()
    notice(page, words.OFFERED.format(count=1))
    assert store.pool_entries() == []
    chat = store.conversation(entry.conversation_id)
    assert chat is not None
    assert sum("Your program asked" in message.text for message in chat.messages) == 1
    page.locator("[aria-labelledby=table-rounds] tbody a").first.click()
    page.locator(".plan", has_text=words.PLAN_GONE).wait_for()
