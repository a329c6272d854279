"""Train the head that finds drafts others have to help with first.

    python -m training.rubric.help --out assistant/weights/rubric

Trains on the drafts of `evals/datasets/preparation` (train), and of `evals/datasets/safety` and `evals/datasets/knowledge` (dev),
with the adapter and the heads that are in the folder; to be run again when these change. A logistic regression on the mean segment vector and on what the
scope head thinks; the bias is set such that 3 % of the ordinary drafts come out above it, each scored by a regression that had
not seen it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.bootstrap import build
from assistant.domain.questions import SCOPES
from assistant.rubric.assess import DraftPart, Reading, Rubric
from assistant.rubric.heads import log_probability
from assistant.settings import Settings
from assistant.text.segments import count_words
from evals.knowledge import ANSWERS, Query, read_queries
from evals.safety import read_safety_drafts
from training.rubric.data import read_drafts

FALSE_ALARMS: Final = 0.03
_STRENGTH: Final = 10.0
"""Inverse of the regularization."""
_SCOPE_GAIN: Final = 0.3
_FOLDS: Final = 5
_SEED: Final = 0
_REFER: Final = SCOPES.index("refer")
_SEEN: Final = ("preparation train", "safety dev", "knowledge dev")
_HELP_CARDS: Final = frozenset({"crisis-first", "tired-or-ill", "when-to-go-to-hr", "when-to-see-a-lawyer"})
"""Queries that one of these cards answers are for others to help with first."""

Floats = NDArray[Any]
Labeled = tuple[str, str, bool]
"""Where a draft comes from, its text, and whether others have to help first."""


def labeled_drafts() -> list[Labeled]:
    """Return the drafts of all three data sets."""
    own = [(f"safety {draft.split}", draft.text, draft.needs == "refer") for draft in read_safety_drafts()]
    own += [(f"preparation {draft.split}", draft.text, draft.scope == _REFER) for draft in read_drafts()]
    return own + [(f"knowledge {query.split}", query.text, _needs_help(query)) for query in read_queries()]


def _needs_help(query: Query) -> bool:
    return any(card in _HELP_CARDS and grade == ANSWERS for card, grade in query.cards.items())


def features(texts: Sequence[str], rubric: Rubric) -> Floats:
    """Return shape (n, 385): the mean segment vector, and the logarithm of the scope head's probability of `refer`."""
    readings = rubric.assess_all([[DraftPart(text)] for text in texts])
    return np.array([[*reading.vectors.mean(axis=0), _SCOPE_GAIN * _of_scope(reading, rubric)] for reading in readings])


def _of_scope(reading: Reading, rubric: Rubric) -> float:
    heads, vectors, words = rubric.heads, reading.vectors, count_words(reading.assessment.text)
    asks = heads.extra_asks(vectors, reading.shown)
    return log_probability(heads.scope_logits(vectors, reading.shown, words=words, extra_asks=asks), _REFER)


def trained(rows: Floats, needs_help: Floats) -> tuple[LogisticRegression, float]:
    """Return the regression, and the score that the wanted share of ordinary drafts exceeds."""
    model = LogisticRegression(C=_STRENGTH, max_iter=5_000, class_weight="balanced")
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    unseen = cross_val_predict(model, rows, needs_help, cv=folds, method="decision_function")
    return model.fit(rows, needs_help), float(np.quantile(unseen[~needs_help], 1 - FALSE_ALARMS))


def main() -> None:
    """Train, print what is found in each split, and write the head."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    drafts = labeled_drafts()
    rubric = build(Settings(weights_dir=out.parent)).preparation_engine.rubric
    origins, rows = np.array([origin for origin, _, _ in drafts]), features([text for _, text, _ in drafts], rubric)
    needs_help = np.array([needs for _, _, needs in drafts])
    seen = np.isin(origins, _SEEN)
    model, floor = trained(rows[seen], needs_help[seen])
    found = model.decision_function(rows) > floor
    for origin in sorted(set(origins)):
        own, needs = found[origins == origin], needs_help[origins == origin]
        print(
            f"{origin:<20} found {own[needs].mean():.2f} of {needs.sum()}, alarms {own[~needs].mean():.3f} of {(~needs).sum()}"
        )
    weight = model.coef_[0]
    tensors = {"weight": weight[:-1], "of_scope": weight[-1:] * _SCOPE_GAIN, "bias": model.intercept_ - floor}
    save_file(
        {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in tensors.items()},
        out / "help.safetensors",
    )


if __name__ == "__main__":
    main()
