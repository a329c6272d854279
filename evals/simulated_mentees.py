"""Lead simulated mentees to their sharpened questions and count how often that goes well.

    python -m evals.simulated_mentees

Each has a first message and replies of their own. Counted: whether readiness rose enough, whether the sharpened
question says only what they said, whether a mentor reads it in one breath, and how many questions back it took.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from assistant.bootstrap import build
from assistant.domain.questions import READY_READINESS, SHARPENED_WORDS_MAX
from assistant.errors import InvalidInput
from assistant.preparation.batch import prepare_row
from assistant.preparation.engine import PreparationEngine
from assistant.rubric.answers import is_no_answer
from assistant.schemas.preparation import PreparedRow, PrepareRow
from assistant.settings import Settings
from assistant.wording.faithful import is_within, unsupported
from evals import DATASETS
from evals.metrics import share

SIMULATED = DATASETS / "preparation/simulated.jsonl"
GAIN_MIN = 0.25


class SimulatedMentee(PrepareRow):
    """One line of the file."""

    id: str
    field: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one mentee.

    Attributes:
        before, after: Readiness of the first message and of everything said, 0 to 1.0.
        invented: Words of the sharpened question that the mentee never said.
    """

    mentee: SimulatedMentee
    prepared: PreparedRow
    before: float
    after: float
    invented: tuple[str, ...]

    @property
    def is_readier(self) -> bool:
        """Tell whether readiness rose by 0.25 or reached what needs no further question."""
        return self.after - self.before >= GAIN_MIN - 1e-9 or self.after >= READY_READINESS

    @property
    def is_short(self) -> bool:
        """Tell whether there is a sharpened question, of at most 90 words."""
        return is_within(self.prepared.sharpened.text, SHARPENED_WORDS_MAX)


def read_mentees(path: Path = SIMULATED) -> list[SimulatedMentee]:
    """Return all simulated mentees, in file order."""
    adapter = TypeAdapter(SimulatedMentee)
    return [adapter.validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def outcome_of(mentee: SimulatedMentee, engine: PreparationEngine) -> Outcome:
    """Prepare one mentee. Raises InvalidInput when their words cannot be read."""
    first = prepare_row(mentee.model_copy(update={"max_turns": 0}), engine)
    return outcome(mentee, first, prepare_row(mentee, engine))


def outcome(mentee: SimulatedMentee, first: PreparedRow, prepared: PreparedRow) -> Outcome:
    """Compare the conversation with the first message alone."""
    replies = [turn.reply for turn in prepared.turns if not is_no_answer(turn.reply)]
    invented = unsupported(prepared.sharpened.text, "\n".join([mentee.text, *replies]))
    return Outcome(mentee, prepared, first.assessment.readiness, prepared.assessment.readiness, invented)


def print_outcomes(outcomes: Sequence[Outcome], unread: Sequence[str]) -> None:
    """Print shares with 95 % intervals over mentees, then every mentee with whom something failed."""
    turns = np.array([len(outcome.prepared.turns) for outcome in outcomes])
    measures = {
        "ready before any question": np.array([o.before >= READY_READINESS for o in outcomes]),
        f"+{GAIN_MIN} readiness or ready": np.array([o.is_readier for o in outcomes]),
        "nothing invented": np.array([not o.invented for o in outcomes]),
        f"1 to {SHARPENED_WORDS_MAX} words": np.array([o.is_short for o in outcomes]),
        "mean questions back": turns,
        "mean readiness before": np.array([o.before for o in outcomes]),
        "mean readiness after": np.array([o.after for o in outcomes]),
    }
    print(f"{len(outcomes)} simulated mentees, {len(unread)} unscored{': ' if unread else ''}{', '.join(unread)}")
    for name, values in measures.items():
        print(f"{name:<30}{share(values)}")
    for outcome in outcomes:
        if not (outcome.is_readier and outcome.is_short and not outcome.invented):
            _print_failure(outcome)


def _print_failure(outcome: Outcome) -> None:
    asked = " ".join(f"{turn.element}:{turn.readiness:.2f}" for turn in outcome.prepared.turns)
    scope, sharpened = outcome.prepared.assessment.scope, outcome.prepared.sharpened
    print(f"\n{outcome.mentee.id}  {outcome.before:.2f} -> {outcome.after:.2f}  {scope}  {asked}")
    print(f"  said: {' '.join(outcome.mentee.text.split())[:240]}")
    print(f"  sharpened ({sharpened.words} words): {sharpened.text}")
    if outcome.invented:
        print(f"  invented: {', '.join(outcome.invented)}")


def main() -> None:
    """Lead all of them and print."""
    engine = build(Settings()).preparation_engine
    outcomes: list[Outcome] = []
    unread: list[str] = []
    for mentee in read_mentees():
        try:
            outcomes.append(outcome_of(mentee, engine))
        except InvalidInput:
            unread.append(mentee.id)
    print_outcomes(outcomes, unread)


if __name__ == "__main__":
    main()
