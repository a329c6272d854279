"""An owner looks after people and cards in a real browser: import with preview, edit, deactivate, read the log."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.program.demo import OWNER
from assistant.program.mentor_files import write_mentors
from tests.web.browser import DESKTOP, SIZES, RunningWeb, enter, new_page, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Owner = Callable[..., "Page"]


@pytest.fixture
def as_owner(web: RunningWeb, browser: Browser, opened: list[BrowserContext]) -> Owner:
    """Return a function that opens a place of the workspace, signed in."""

    def at(query: str, size: tuple[int, int] = DESKTOP, **options: object) -> Page:
        page = new_page(browser, opened, size, **options)
        enter(page, web, OWNER.name)
        page.goto(f"{web.url}/owner/{query}")
        page.locator("#owner-title").wait_for()
        return page

    return at


def notice(page: Page, words: str) -> None:
    page.locator(".notice", has_text=words).wait_for()


def a_file(folder: Path, web: RunningWeb, name: str, *, headline: str) -> Path:
    first, second = web.assistant.store.mentors()[:2]
    text = write_mentors([replace(first, headline=headline), second], "jsonl") + '{"id": "bad", "mood": "calm"}\n'
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody(
    web: RunningWeb, as_owner: Owner, size: tuple[int, int], scheme: str
) -> None:
    page, found = as_owner("?view=people", size, color_scheme=scheme), []
    mentor_id, card_id = web.assistant.store.mentors()[0].id, web.assistant.store.cards()[0].id
    for query in (
        "?view=people",
        "?view=people&list=accounts",
        "?view=people&new=account",
        f"?view=people&mentor={mentor_id}",
        f"?view=people&account={OWNER.id}",
        "?view=knowledge",
        f"?view=knowledge&card={card_id}",
        "?view=log",
    ):
        page.goto(f"{web.url}/owner/{query}")
        page.locator("#owner-title").wait_for()
        found += violations(page, query)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], query
    assert found == []


@SIZES
def test_a_file_is_shown_as_what_it_would_change_and_taken_in(
    web: RunningWeb, as_owner: Owner, tmp_path: Path, size: tuple[int, int]
) -> None:
    headline = f"Seen at {size[0]} pixels"
    page = as_owner("?view=people", size)
    page.locator("button", has_text="Import mentors").click()
    page.set_input_files("input[type=file]", str(a_file(tmp_path, web, "spring.jsonl", headline=headline)))
    page.locator("button", has_text="Show what would change").click()
    page.locator("h1", has_text="What spring.jsonl would change").wait_for()
    assert "1 changed, 1 unchanged, 1 bad row. Nothing is changed yet." in page.locator(".lede").inner_text()
    assert "line 3: name is missing" in page.locator("#work").inner_text()
    assert headline in page.locator(".data").last.inner_text()
    assert violations(page, "preview") == []
    mentor = web.assistant.store.mentors()[0]
    assert mentor.headline != headline
    page.locator("button", has_text="Yes, import this").dblclick()
    notice(page, "Imported: 0 added, 1 changed, 0 removed.")
    assert web.assistant.store.mentors()[0].headline == headline
    page.locator("nav.tabs button", has_text="Who changed what").click()
    page.locator(".data", has_text="spring.jsonl").wait_for()
    rows = page.locator(".data tbody tr", has_text="spring.jsonl")
    assert "Changed: 1" in rows.first.inner_text()


def test_a_file_beyond_the_limit_is_not_even_sent(as_owner: Owner, tmp_path: Path) -> None:
    page = as_owner("?view=people")
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * 10_000_001)
    page.locator("button", has_text="Import mentors").click()
    page.set_input_files("input[type=file]", str(path))
    page.locator("button", has_text="Show what would change").click()
    said = page.evaluate("document.querySelector('input[type=file]').validationMessage")
    assert "more than 10 MB" in said
    assert page.url.endswith("?view=people")


def test_two_owners_edit_one_mentor_and_the_second_sees_both(web: RunningWeb, as_owner: Owner) -> None:
    mentor = web.assistant.store.mentors()[2]
    first, second = (as_owner(f"?view=people&mentor={mentor.id}") for _ in range(2))
    first.fill("#edit-headline", "Quicker")
    first.locator("form.edit button[type=submit]").click()
    notice(first, "Saved")
    second.fill("#edit-headline", "Slower")
    second.locator("form.edit button[type=submit]").click()
    second.locator(".meanwhile", has_text="Quicker").wait_for()
    assert second.input_value("#edit-headline") == "Slower"
    assert web.assistant.store.mentors([mentor.id])[0].headline == "Quicker"
    second.locator("form.edit button[type=submit]").click()
    second.locator(".meanwhile").wait_for(state="detached")
    notice(second, "Saved")
    assert web.assistant.store.mentors([mentor.id])[0].headline == "Slower"


def test_somebody_deactivated_is_led_to_sign_in(
    web: RunningWeb, as_owner: Owner, browser: Browser, opened: list[BrowserContext]
) -> None:
    mentee = next(one for one in web.assistant.store.people() if one.roles == {"mentee"})
    hers = new_page(browser, opened, DESKTOP)
    enter(hers, web, mentee.name)
    hers.locator(".tabs").first.wait_for()
    page = as_owner(f"?view=people&account={mentee.id}")
    page.locator("button", has_text="Deactivate this account").click()
    notice(page, "signed out")
    hers.reload()
    hers.wait_for_url("**/sign-in*")
    enter(hers, web, mentee.name)
    hers.locator("text=Your account is not in use at the moment.").wait_for()
    page.locator("button", has_text="Reactivate this account").click()
    notice(page, "can sign in again")
    enter(hers, web, mentee.name)
    hers.wait_for_url("**/mentee/*")


def test_a_card_is_read_while_it_is_written_and_mended_by_keyboard(web: RunningWeb, as_owner: Owner) -> None:
    card = web.assistant.store.cards()[0]
    page = as_owner(f"?view=knowledge&card={card.id}")
    page.focus("#edit-body")
    page.keyboard.press("Control+A")
    page.keyboard.type("## A new idea\n\nSome *words* about it.")
    page.locator(".reads h2", has_text="A new idea").wait_for()
    assert web.assistant.store.cards([card.id]) == [card]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    notice(page, "Saved")
    assert web.assistant.store.cards([card.id])[0].body == "## A new idea\n\nSome *words* about it."
    page.locator(".history li", has_text="Edited a card").wait_for()
    page.locator("button", has_text="Take it out of search").click()
    notice(page, "is out of search")
    assert card.id not in [one.id for one in web.assistant.store.cards()]
    until = time.monotonic() + 20
    while card.id in web.assistant.index.document_ids("knowledge"):
        assert time.monotonic() < until, "the index did not follow"
        time.sleep(0.05)
