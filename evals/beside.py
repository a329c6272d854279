"""Measure suites in processes of their own, two at once: the engines are busy in Python, which takes one core a process."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from multiprocessing.queues import SimpleQueue
from threading import Thread
from typing import Final, TypeVar

from assistant.domain.evaluation import Suite
from evals.suite import telling_of_cases

PROCESSES_MAX: Final = 2
_SECONDS_BETWEEN_LOOKS: Final = 0.2
_CASE_DONE: Final = ""
_told: list[SimpleQueue[str]] = []
"""In a process that measures: where it tells what it does. Empty in every other process."""

ResultT = TypeVar("ResultT")


def measure_beside(
    suites: Sequence[Suite],
    measure: Callable[[Suite], ResultT],
    *,
    begun: Callable[[Suite], None],
    case_done: Callable[[], None],
) -> dict[Suite, Future[ResultT]]:
    """Call `measure` for every suite in other processes; return when all are done.

    Args:
        suites: In the order they begin.
        measure: Goes to the other process, so it has to be importable there, with its arguments.
        begun: Called here when a suite begins.
        case_done: Called here after each case.
    """
    context = multiprocessing.get_context("spawn")
    told: SimpleQueue[str] = context.SimpleQueue()
    known = {str(suite): suite for suite in suites}

    def pass_on() -> None:
        while not told.empty():
            word = told.get()
            if word == _CASE_DONE:
                case_done()
            else:
                begun(known[word])

    processes = min(PROCESSES_MAX, len(suites), os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(told,)) as pool:
        futures = {suite: pool.submit(_measured, measure, suite) for suite in suites}
        while wait(futures.values(), timeout=_SECONDS_BETWEEN_LOOKS).not_done:
            pass_on()
        pass_on()
    return futures


def _begin(told: SimpleQueue[str]) -> None:
    """Prepare a process that measures: it tells, and ends with the one that began it."""
    _told.append(told)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _measured(measure: Callable[[Suite], ResultT], suite: Suite) -> ResultT:
    [told] = _told
    told.put(suite)
    with telling_of_cases(lambda: told.put(_CASE_DONE)):
        return measure(suite)
