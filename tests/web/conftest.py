"""The web app on a small scripted program, and clients signed in as each of its people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.accounts.signin import open_signin
from assistant.domain.people import Person
from assistant.web.app import create_app
from assistant.web.visit import SIGNIN_COOKIE
from tests.web.scripted import ScriptedParts

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
