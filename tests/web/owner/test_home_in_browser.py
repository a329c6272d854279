"""The owner's first page in a real browser: what stands out, where it leads, at both widths, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.browser import SIZES, RunningWeb, enter, new_page, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_passes_axe_and_fits(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int], scheme: str
) -> None:
    page = new_page(browser, opened, size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    enter(page, web, "Ruth Castellane")
    page.locator(".indicator").nth(4).wait_for()
    page.locator(".week-by-week summary").click()
    page.locator("#table-health-weeks").wait_for()
    assert violations(page, "home") == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@SIZES
def test_an_owner_sees_who_carries_too_much_and_is_led_to_the_slider_by_keyboard(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int]
) -> None:
    page = new_page(browser, opened, size)
    enter(page, web, "Ruth Castellane")
    load = page.locator("#indicator-load")
    load.get_by_text("Philippa Okwuosa and Katarzyna Lipowska carry").wait_for()
    load.locator(".do a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/owner/?view=fairness&evenness=0.75")
    page.locator("#evenness").wait_for()
    assert page.locator("#evenness").input_value() == "0.75"
