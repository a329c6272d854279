"""The shipped reader of advice, made once: encoder and weights."""

from __future__ import annotations

import pytest

from assistant.advice.read import AdviceReader
from assistant.bootstrap import build
from assistant.settings import Settings


@pytest.fixture(scope="session")
def reader() -> AdviceReader:
    return build(Settings(_env_file=None)).coaching_engine.reader
