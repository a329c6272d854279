"""Do work beside the present thread: never twice at once, and once more when asked meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import BoundedSemaphore, Lock, Thread

_log = logging.getLogger(__name__)
_RUNNING_AND_WAITING = 2


class Beside:
    """Runs one piece of work in threads of its own.

    Args:
        work: What to do; what it raises is logged, since nobody waits for it.
        name: What the log calls it.
    """

    def __init__(self, work: Callable[[], object], *, name: str) -> None:
        self._work, self._name = work, name
        self._alone = Lock()
        self._places = BoundedSemaphore(_RUNNING_AND_WAITING)

    def start(self) -> None:
        """See to it that the work runs from its beginning after this call; returns at once."""
        if self._places.acquire(blocking=False):
            Thread(target=self._run, name=self._name, daemon=True).start()

    def _run(self) -> None:
        try:
            with self._alone:  # what failed is logged before the next run begins
                self._work_or_log()
        finally:
            self._places.release()

    def _work_or_log(self) -> None:
        try:
            self._work()
        except Exception:  # noqa: BLE001  nobody is there to catch it
            _log.exception("%s failed", self._name)
