"""Stop calling an endpoint that keeps failing, and try it again after a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Opens after consecutive failures; once `open_seconds` have passed, lets one probe through at a time.

    Safe to share between threads (Nygard, Release It!, 2007).

    Args:
        failures_max: Failures in a row after which no call goes out.
        open_seconds: How long; also how long a probe that never reports keeps others waiting.
        monotonic: Seconds that never go back.
    """

    def __init__(
        self, *, failures_max: int = 3, open_seconds: float = 30.0, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures_max = failures_max
        self._open_seconds = open_seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failures = 0
        self._shut_until = 0.0

    def admits(self) -> bool:
        """Tell whether a call may go out now; the caller then reports how it went."""
        with self._lock:
            if self._failures < self._failures_max:
                return True
            now = self._monotonic()
            if now < self._shut_until:
                return False
            self._shut_until = now + self._open_seconds
            return True

    def report_success(self) -> None:
        """Close the circuit: calls go out freely again."""
        with self._lock:
            self._failures = 0

    def report_failure(self) -> None:
        """Count a failure; opens the circuit, or keeps it open, when it is one too many."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._failures_max:
                self._shut_until = self._monotonic() + self._open_seconds
