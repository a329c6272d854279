"""Runs in processes of their own, here of small scripts that do as `assistant evals run` does."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters.evaluation_runner import SubprocessRunner
from assistant.adapters.run_progress import PROGRESS_FILE, STOPPED, read_progress, write_progress
from assistant.domain.evaluation import Suite
from assistant.errors import Conflict, InvalidInput
from assistant.ports.evaluations import Progress, RunStatus
from tests.fakes.clock import StandingClock

TOP = Path(__file__).parent.parent.parent
BEGINS = """
import os, sys, time
from dataclasses import replace
from pathlib import Path
from assistant.adapters.run_progress import read_progress, write_progress
suites = [word for word in sys.argv[1:] if not word.startswith("--")]
given = dict(word.split("=", 1) for word in sys.argv[1:] if word.startswith("--"))
folder = Path(os.environ["ASSISTANT_EVAL_LOGS"]) / given["--run-id"]
progress = read_progress(folder).progress
assert list(progress.suites) == suites and progress.label == given["--label"]
write_progress(folder, replace(progress, suite=suites[0], cases_done=3, cases_total=9))
"""
FINISHES = "write_progress(folder, replace(progress, status='finished', cases_done=9, run_id=folder.name))"
WAITS = "time.sleep(60)"
BREAKS = "print('assistant: the data are not there', file=sys.stderr); sys.exit(2)"
SUITES_ASKED: tuple[Suite, ...] = ("preparation", "briefs")


def runner(tmp_path: Path, then: str) -> SubprocessRunner:
    command = (sys.executable, "-c", BEGINS + then)
    return SubprocessRunner(tmp_path / "logs", checkout=TOP, clock=StandingClock(), command=command)


def until(found: Callable[[], Progress | None], is_so: Callable[[Progress], bool]) -> Progress:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        seen = found()
        if seen is not None and is_so(seen):
            return seen
        time.sleep(0.05)
    raise AssertionError(f"it never came so far: {found()}")


def status(wanted: RunStatus) -> Callable[[Progress], bool]:
    return lambda seen: seen.status == wanted


def stop(tmp_path: Path) -> None:
    """End the process that the last run was begun in."""
    import os
    import signal

    [file] = (tmp_path / "logs").glob(f"*/{PROGRESS_FILE}")
    found = read_progress(file.parent)
    assert found is not None
    os.kill(found.process, signal.SIGKILL)


def test_nothing_was_started_yet(tmp_path: Path) -> None:
    assert runner(tmp_path, FINISHES).progress() is None


def test_a_run_goes_from_started_to_finished_and_names_what_can_be_opened(tmp_path: Path) -> None:
    one = runner(tmp_path, FINISHES)
    begun = one.start("new weights", SUITES_ASKED)
    assert (begun.status, begun.label, begun.suites) == ("running", "new weights", SUITES_ASKED)
    ended = until(one.progress, status("finished"))
    assert (tmp_path / "logs" / ended.run_id).is_dir()


def test_one_runs_at_a_time_and_everybody_sees_how_far_it_got(tmp_path: Path) -> None:
    one, other = runner(tmp_path, WAITS), runner(tmp_path, FINISHES)
    one.start("first", SUITES_ASKED)
    try:
        seen = until(other.progress, lambda seen: seen.cases_done > 0)
        assert (seen.suite, seen.cases_done, seen.cases_total) == ("preparation", 3, 9)
        with pytest.raises(Conflict, match="first"):
            other.start("second", SUITES_ASKED)
        with pytest.raises(Conflict):
            one.start("second", SUITES_ASKED)
    finally:
        stop(tmp_path)
    assert until(other.progress, status("failed")).problem == STOPPED


def test_a_run_that_breaks_says_why_and_the_next_may_start(tmp_path: Path) -> None:
    one = runner(tmp_path, BREAKS)
    one.start("broken", SUITES_ASKED)
    assert until(one.progress, status("failed")).problem == "the data are not there"
    assert one.start("again", SUITES_ASKED).status == "running"
    until(one.progress, status("failed"))


def test_a_run_without_a_suite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="No suite"):
        runner(tmp_path, FINISHES).start("nothing", [])
    assert not (tmp_path / "logs").exists()


def test_an_unreadable_progress_file_says_nothing(tmp_path: Path) -> None:
    (tmp_path / PROGRESS_FILE).write_text("{")
    assert read_progress(tmp_path) is None
    write_progress(tmp_path, Progress("x", SUITES_ASKED, StandingClock()()))
    found = read_progress(tmp_path)
    assert found is not None
    assert found.is_running
