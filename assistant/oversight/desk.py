"""What the use cases of load and fairness work with."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.clock import Clock
from assistant.matching.engine import MatchingEngine
from assistant.oversight.replay import ReplayKeeper
from assistant.ports.store import Store


@dataclass(frozen=True, slots=True)
class FairnessDesk:
    """The parts.

    Attributes:
        replays: Keeps the requests of the past as arrays, so that a slider is answered at once.
    """

    store: Store
    engine: MatchingEngine
    replays: ReplayKeeper
    clock: Clock


def fairness_desk(store: Store, engine: MatchingEngine, clock: Clock) -> FairnessDesk:
    """Join the parts."""
    return FairnessDesk(store, engine, ReplayKeeper(store, engine), clock)
