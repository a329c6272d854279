"""The shipped engine of the coach, made once."""

from __future__ import annotations

import pytest

from assistant.bootstrap import build
from assistant.coaching.engine import CoachingEngine
from assistant.settings import Settings


@pytest.fixture(scope="session")
def engine() -> CoachingEngine:
    return build(Settings(_env_file=None)).coaching_engine
