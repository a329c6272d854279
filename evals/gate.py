"""The fast gate: stop a change after which preparation or briefs are clearly worse than what was promised.

    python -m evals.gate

Deterministic, on the development split and the simulated mentees, some twenty seconds. A measure fails when it lies below its
floor. The development split chose epoch and thresholds, so its scores flatter: the gate guards against loss, and
`evals.preparation` on the test split says how good the engine is.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from assistant.bootstrap import build
from assistant.settings import Settings
from evals.briefs import embedded_composer, fact_share, findings_of, read_rows
from evals.monotone import steps_of
from evals.preparation import NEXT_MISSING, SCOPE, embedded_reader, scores_of
from evals.simulated_mentees import outcome_of, read_mentees
from training.rubric.data import read_drafts


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured share or score and the floor it must not fall below."""

    name: str
    value: float
    floor: float

    @property
    def holds(self) -> bool:
        """Tell whether the promise is kept."""
        return self.value >= self.floor


def measures() -> list[Measure]:
    """Return everything the gate looks at, measured now."""
    dev = [draft for draft in read_drafts() if draft.split == "dev"]
    engine = build(Settings()).preparation_engine
    scores = scores_of(embedded_reader(dev), dev)
    outcomes = [outcome_of(mentee, engine) for mentee in read_mentees()]
    briefs = [row for row in read_rows() if row.split == "dev"]
    compose = embedded_composer(engine.rubric)
    found = [findings_of(row, compose(row)) for row in briefs]
    clean = np.mean(
        [not (one.leaks or one.invented or one.unsourced or one.stale) and one.words <= 120 for one in found]
    )
    fallen = np.mean([bool(step.fallen) for step in steps_of(dev, engine.rubric)])
    return [
        Measure("presence F1, both classes", scores["presence F1, both classes"]["all"].value, 0.74),
        Measure("kappa, quadratic", scores["kappa, quadratic"]["all"].value, 0.64),
        Measure("scope accuracy", scores[SCOPE]["all"].value, 0.64),
        Measure("next question, where one is due", scores[NEXT_MISSING]["all"].value, 0.58),
        Measure("mentees who end readier", float(np.mean([o.is_readier for o in outcomes])), 0.92),
        Measure("questions without invention", float(np.mean([not o.invented for o in outcomes])), 0.98),
        Measure("questions of 1 to 90 words", float(np.mean([o.is_short for o in outcomes])), 1.0),
        Measure("added sentences that lower nothing", 1.0 - float(fallen), 1.0),
        Measure("facts that briefs have to say", fact_share(briefs, [one.verbatim for one in found]).value, 0.90),
        Measure("briefs that say nothing wrong", float(clean), 1.0),
    ]


def main() -> int:
    """Print every measure beside its floor; return 1 when one lies below."""
    found = measures()
    for measure in found:
        print(
            f"{'ok  ' if measure.holds else 'FAIL'}  {measure.name:<36}{measure.value:.3f}  (floor {measure.floor:.2f})"
        )
    return 0 if all(measure.holds for measure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
