"""The web app on a small scripted program, and clients signed in as each of its people."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.accounts.signin import open_signin
from assistant.domain.people import Person
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.visit import SIGNIN_COOKIE
from tests.web.browser import CHROMIUM, RunningWeb
from tests.web.scripted import ScriptedParts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

SignedIn = Callable[[Person | None], TestClient]


@cache
def app_for(parts: ScriptedParts) -> FastAPI:
    """Build the app inside a running loop, as the server does: outside of one, Gradio leaves loops unclosed."""

    async def build() -> FastAPI:
        return create_app(parts)

    return asyncio.run(build())


@pytest.fixture(scope="module")
def parts() -> ScriptedParts:
    return ScriptedParts()


@pytest.fixture(scope="module")
def app(parts: ScriptedParts) -> FastAPI:
    return app_for(parts)


@pytest.fixture
def signed_in(app: FastAPI, parts: ScriptedParts) -> Iterator[SignedIn]:
    """Return a function that opens a client as a person, or as nobody."""
    clients: list[TestClient] = []

    def open_as(person: Person | None) -> TestClient:
        client = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000), follow_redirects=False)
        if person is not None:
            client.cookies.set(SIGNIN_COOKIE, open_signin(parts.store, person, now=parts.clock()).token)
        clients.append(client)
        return client

    yield open_as
    for client in clients:
        client.close()


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningWeb]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = RunningWeb(Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("web"), port=port))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM} (set CHROMIUM_PATH)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def opened(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Collect contexts and close them after the test."""
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()
