"""A real program in a real browser: a server in a thread, and what every test does on a page."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
AXE = Path(__file__).parent / "axe" / "axe.min.js"
DESKTOP, PHONE = (1280, 800), (390, 844)
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])

FIRST_WORDS = "I want to grow in my career, any advice?"
ANSWERS = {
    "focus": "Mainly whether to leave the ward for a job that trains people on clinical systems.",
    "goal": "I want to decide whether to apply for a clinical systems trainer post or stay a ward nurse.",
    "timeframe": "The application closes on 15 January.",
    "context": "I am a staff nurse on a surgical ward, nine years in, and I trained 30 colleagues on our tablets.",
    "tried": "I asked my matron and read two job adverts, but both wanted a degree.",
    "obstacle": "I have no degree and my knees will not do twelve hour shifts for much longer.",
    "ask": "Could you help me choose between the two and tell me what to do first?",
}
TURNS_MAX = 5


@dataclass
class RunningWeb:
    """The web app on a real program in a thread; `restart` begins anew on the same data and port."""

    settings: Settings
    assistant: Assistant = field(init=False)

    def start(self) -> None:
        import uvicorn

        from assistant.web.app import create_app

        self.assistant = build(self.settings, is_demo=True)
        self.assistant.warm_up()
        config = uvicorn.Config(
            lambda: create_app(self.assistant),
            factory=True,
            host="127.0.0.1",
            port=self.settings.port,
            log_level="error",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server stopped before it was ready"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)
        self.assistant.store.close()

    def restart(self) -> None:
        self.stop()
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"


def new_page(browser: Browser, opened: list[BrowserContext], size: tuple[int, int], **options: object) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
    opened.append(context)
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def enter(page: Page, web: RunningWeb, name: str) -> None:
    """Sign in as a demo person by one click."""
    page.goto(f"{web.url}/sign-in")
    button = page.locator("button.person", has_text=name)
    if button.count():
        button.first.click()
        return
    option = page.locator("select option", has_text=name).first
    page.locator("select").select_option(value=option.get_attribute("value"))
    page.locator("form.pick button").click()


def say(page: Page, words: str) -> None:
    """Send a message and wait for the answer."""
    said = page.locator(".bubble.mentee").count()
    page.locator("#composer textarea").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_function("said => document.querySelectorAll('.bubble.mentee').length > said", arg=said)


def start_anew(page: Page) -> None:
    page.locator(".bubble").first.wait_for()
    if page.locator("[data-act=start]").count():
        page.locator("[data-act=start]").click()
        page.locator(".chat.empty").wait_for()


def prepare(page: Page) -> int:
    """Lead a vague first line to a sharp question; return how many questions were answered."""
    start_anew(page)
    say(page, FIRST_WORDS)
    turns = 0
    while page.locator("[data-act=reply]").count() and turns < TURNS_MAX:
        element = page.locator(".bubble.assistant[data-element]").last.get_attribute("data-element") or ""
        say(page, ANSWERS[element])
        turns += 1
    return turns


def open_card(page: Page) -> None:
    """On a phone the card is a sheet that has to be opened."""
    handle = page.locator("[data-open-sheet]")
    if handle.is_visible() and handle.get_attribute("aria-expanded") == "false":
        handle.click()


def violations(page: Page, where: str) -> list[str]:
    """Return what axe finds at this place."""
    page.wait_for_timeout(350)
    page.add_script_tag(path=AXE)
    result = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    return [f"{where}: {one['id']} {one['nodes'][0]['target']}" for one in result["violations"]]
