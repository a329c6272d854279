from __future__ import annotations

import logging
from threading import Event, active_count

import pytest

from assistant.adapters.beside import Beside


def test_work_runs_beside_and_once_more_when_asked_meanwhile() -> None:
    begun, may_end, runs = Event(), Event(), []

    def work() -> None:
        runs.append(active_count())
        begun.set()
        may_end.wait(10)
        if len(runs) == 2:
            done.set()

    done = Event()
    beside = Beside(work, name="work")
    beside.start()
    assert begun.wait(10)
    for _ in range(5):
        beside.start()
    assert len(runs) == 1
    may_end.set()
    assert done.wait(10)
    assert len(runs) == 2


def test_work_that_fails_is_logged_and_can_run_again(caplog: pytest.LogCaptureFixture) -> None:
    failed, ran = Event(), Event()

    def work() -> None:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("no luck")
        ran.set()

    beside = Beside(work, name="the work")
    with caplog.at_level(logging.ERROR):
        beside.start()
        assert failed.wait(10)
        beside.start()
        assert ran.wait(10)
    assert "the work failed" in caplog.text
