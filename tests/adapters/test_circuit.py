"""An endpoint that keeps failing is left alone for a while."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.adapters.circuit import CircuitBreaker
from assistant.adapters.time_limit import call_within


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def open_circuit(seconds: Seconds) -> CircuitBreaker:
    circuit = CircuitBreaker(failures_max=2, open_seconds=30, monotonic=seconds)
    circuit.report_failure()
    circuit.report_failure()
    return circuit


def test_failures_in_a_row_open_it(open_circuit: CircuitBreaker) -> None:
    assert not open_circuit.admits()


def test_a_success_between_failures_keeps_it_closed(seconds: Seconds) -> None:
    circuit = CircuitBreaker(failures_max=2, monotonic=seconds)
    for _ in range(5):
        circuit.report_failure()
        assert circuit.admits()
        circuit.report_success()


def test_after_a_while_one_probe_goes_out(open_circuit: CircuitBreaker, seconds: Seconds) -> None:
    seconds.now += 30
    assert [open_circuit.admits() for _ in range(3)] == [True, False, False]


def test_one_of_many_threads_gets_the_probe(open_circuit: CircuitBreaker, seconds: Seconds) -> None:
    seconds.now += 30
    with ThreadPoolExecutor(8) as pool:
        admitted = list(pool.map(lambda _: open_circuit.admits(), range(40)))
    assert sum(admitted) == 1


def test_a_probe_that_succeeds_closes_it_and_one_that_fails_opens_it_again(
    open_circuit: CircuitBreaker, seconds: Seconds
) -> None:
    seconds.now += 30
    assert open_circuit.admits()
    open_circuit.report_failure()
    seconds.now += 29
    assert not open_circuit.admits()
    seconds.now += 1
    assert open_circuit.admits()
    open_circuit.report_success()
    assert open_circuit.admits()
    assert open_circuit.admits()


def test_a_probe_that_never_reports_does_not_shut_it_for_good(open_circuit: CircuitBreaker, seconds: Seconds) -> None:
    seconds.now += 30
    assert open_circuit.admits()
    seconds.now += 30
    assert open_circuit.admits()


def test_a_call_within_its_time_returns_or_raises_as_it_would() -> None:
    assert call_within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        call_within(5, lambda: 1 // 0)


def test_a_call_over_its_time_is_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        call_within(0.05, lambda: time.sleep(1))
    assert time.monotonic() - begun < 0.8
