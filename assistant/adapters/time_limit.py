"""Give up on a call when its time is over, whatever it waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def call_within(seconds: float, call: Callable[[], T]) -> T:
    """Return what a call returns, or raise what it raises, within a time limit.

    Time limits of HTTP clients are for each read, and name lookups have none; this one is for the whole.
    A call that is given up on goes on in a thread that does not keep the process alive.

    Raises:
        TimeoutError: The time is over.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            future.set_exception(error)

    threading.Thread(target=run, name="call-within", daemon=True).start()
    return future.result(timeout=max(0.0, seconds))
