"""The shipped preparation engine, made once: encoder, rubric weights, phrases."""

from __future__ import annotations

import pytest

from assistant.bootstrap import build
from assistant.preparation.engine import PreparationEngine
from assistant.settings import Settings


@pytest.fixture(scope="session")
def preparation_engine() -> PreparationEngine:
    return build(Settings(_env_file=None)).preparation_engine
