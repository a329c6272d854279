"""A program owner's whole way in a real browser: refuse a worsened version, sign the good one off, spread the load."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.program.practice import damage_weights
from assistant.settings import Settings
from assistant.shipped import weights_dir
from tests.web.browser import DESKTOP, SIZES, RunningWeb, enter, new_page, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHECKOUT = Path(__file__).parents[3]
GOOD, WORSENED = "Version 8", "Version 9"
CASES = 150
OWNER = "Ruth Castellane"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningWeb]:
    """Run the demo program beside two versions that were really measured: this one, and one with damaged weights."""
    pytest.importorskip("inspect_ai")
    logs = tmp_path_factory.mktemp("logs")
    damaged = damage_weights(weights_dir("rubric").parent, tmp_path_factory.mktemp("practice"))
    good = measuring(logs, GOOD, "20260801T080000Z-000008")
    worsened = measuring(logs, WORSENED, "20260901T080000Z-000009", ASSISTANT_WEIGHTS_DIR=str(damaged))
    for running in (good, worsened):
        output, _ = running.communicate(timeout=280)
        assert running.returncode == 0, output
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp("owner")
    running_web = RunningWeb(Settings(_env_file=None, data_dir=data, eval_logs_dir=logs, port=port))
    running_web.start()
    yield running_web
    running_web.stop()


def measuring(logs: Path, label: str, run_id: str, **environment: str) -> subprocess.Popen[str]:
    """Begin to measure a version on some cases of preparation, as the command line does."""
    options = [f"--limit={CASES}", f"--label={label}", f"--run-id={run_id}"]
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "evals", "run", "preparation", *options],
        cwd=CHECKOUT,
        env={**os.environ, "ASSISTANT_EVAL_LOGS": str(logs), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def go(page: Page, view: str, **params: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in {"view": view, **params}.items())
    page.locator(f".tabs [data-to='?{query}']").click()
    page.wait_for_function("view => document.documentElement.dataset.view === `owner-${view}`", arg=view)
    page.locator("#work [data-turn]").wait_for()


def test_an_owner_refuses_the_worse_version_signs_the_good_one_and_spreads_the_load(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext]
) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, OWNER)
    first = page.locator("#work .lede")
    first.wait_for()
    assert f"{WORSENED} is worse at questions" in first.inner_text()
    assert re.search(r"mentors? carr(?:y|ies) \d+ % of the minutes", first.inner_text())

    go(page, "release")
    page.locator("table a", has_text=WORSENED).click()
    verdict = page.locator(".verdict.outcome-refused")
    verdict.wait_for()
    assert "fell from" in verdict.locator(".reasons").first.inner_text()
    verdict.locator(".reasons a").first.click()
    page.locator(".case-sides").wait_for()
    asked = page.locator(".case-sides .wide .text").first.inner_text()
    assert asked
    assert page.locator(".case-sides .before").is_visible()

    page.locator("button[data-panel^=right-]").first.click()
    form = page.locator("form.put-right:not([hidden])")
    form.locator("select").last.select_option("1")
    form.locator("textarea[name=label]").fill("The ask is there, vaguely.")
    form.locator("textarea[name=reason]").fill("It says “worth it?” and not more.")
    form.locator("[type=submit]").click()
    kept = page.locator(".decisions li", has_text="The ask is there, vaguely.")
    kept.wait_for()
    assert OWNER in kept.inner_text()
    page.reload()
    kept.wait_for()

    page.locator("a.back").first.click()
    page.locator("#decide-reason").fill("It reads drafts wrongly.")
    page.locator(".decide button[value=signed_off]").click()
    page.locator(".notice.problem:not(.offline)").wait_for()
    assert page.locator("#decide-reason").input_value() == "It reads drafts wrongly."
    page.locator(".decide button[value=refused]").click()
    page.locator(".decisions", has_text=f"Refused by {OWNER}").wait_for()

    page.locator("a.back").first.click()
    page.locator("table a", has_text=GOOD).click()
    page.locator(".verdict:not(.outcome-refused)").wait_for()
    page.locator("#decide-reason").fill("Nothing that was measured got worse.")
    page.locator(".decide [name=confirmed]").check()  # only some suites were measured, so the check cannot say yes
    page.locator(".decide button[value=signed_off]").click()
    page.locator(".decisions", has_text=f"Signed off by {OWNER}").wait_for()
    with page.expect_download() as download:
        page.locator("a[href*='review.html']").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert GOOD in text
    assert "Nothing that was measured got worse." in text

    go(page, "fairness")
    burden = page.locator(".burden").first
    burden.wait_for()
    name = burden.locator("h2").inner_text().removeprefix("Too much for ")
    assert name in page.locator("table").first.inner_text()
    burden.locator(".do a").click()
    waiting = page.locator("#waiting button[data-act=return_request]")
    waiting.first.wait_for()
    count = waiting.count()
    waiting.first.click()
    page.wait_for_function(
        "count => document.querySelectorAll('#waiting button[data-act=return_request]').length < count", arg=count
    )
    go(page, "fairness")
    page.locator("form.round [name=older]").fill("8")
    page.locator("form.round [name=leave_out]").check()
    page.locator("form.round [type=submit]").click()
    page.locator(".plan").wait_for()
    assert page.locator(".plan table").count() >= 2
    page.locator("[data-act=offer_round]").click()
    page.locator(".notice.good").wait_for()
    (offered,) = web.assistant.store.cohort_rounds(limit=5)
    assert offered.offered_at is not None

    go(page, "log")
    lines = page.locator("#work table").first.inner_text()
    for change in (OWNER, "Signed a release off", "Sent out a cohort round"):
        assert change in lines


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_release_check_passes_axe_and_fits_the_screen(
    web: RunningWeb, browser: Browser, opened: list[BrowserContext], size: tuple[int, int], scheme: str
) -> None:
    page = new_page(browser, opened, size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    enter(page, web, OWNER)
    page.locator("#work .lede").wait_for()
    go(page, "release")
    found = violations(page, f"versions {scheme}")
    page.locator("table a", has_text=WORSENED).click()
    page.locator(".verdict").wait_for()
    found += violations(page, f"check {scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#detail table a").first.click()
    page.locator("#work table a").first.click()
    page.locator(".case-sides").wait_for()
    page.locator("button[data-panel^=right-]").first.click()
    found += violations(page, f"case {scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert found == []
    assert complaints == []


def test_a_table_is_sorted_from_the_keyboard(web: RunningWeb, browser: Browser, opened: list[BrowserContext]) -> None:
    page = new_page(browser, opened, DESKTOP)
    enter(page, web, OWNER)
    page.locator("#work .lede").wait_for()
    go(page, "fairness")
    table = page.locator("#work table[data-sortable]").first
    heading = table.locator("th.number button").first
    column = 2  # the first number, counted from 1
    heading.focus()
    page.keyboard.press("Enter")
    numbers = [int(text) for text in table.locator(f"tbody tr > :nth-child({column})").all_inner_texts()]
    assert len(set(numbers)) > 1
    assert numbers == sorted(numbers, reverse=True)
    assert table.locator("th[aria-sort=descending]").count() == 1
    page.keyboard.press("Enter")
    assert table.locator("th[aria-sort=ascending]").count() == 1
    assert table.locator(f"tbody tr > :nth-child({column})").first.inner_text() == str(min(numbers))
