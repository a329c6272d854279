"""Score the embedded engine on the labeled drafts, beside readers that know next to nothing and a second person.

    python -m evals.preparation --split test

Truth is the first reading of each draft. "majority" gives the commonest label of the training split; "length only"
is a tree of depth 2 over the logarithm of the word count, fitted there; "always asks" never leaves a draft alone and
asks for what was most often right; "second reader" is the blind second reading, the ceiling.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import build
from assistant.domain.questions import ELEMENTS, SCOPES
from assistant.preparation.batch import assess_rows
from assistant.schemas.preparation import AssessmentRow, AssessRow
from assistant.settings import Settings
from assistant.text.segments import count_words
from evals import metrics
from evals.metrics import Score
from training.rubric.data import LabeledDraft, read_drafts

Ints = NDArray[np.intp]

NO_QUESTION = len(ELEMENTS)
"""The place, after those of the elements, of asking nothing back."""
METRICS: dict[str, metrics.Metric] = {
    "presence F1, both classes": metrics.presence_f1_macro,
    "presence F1, positive": metrics.presence_f1,
    "kappa, quadratic": metrics.kappa_quadratic,
    "kappa, linear": metrics.kappa_linear,
}
SCOPE, NEXT = "scope accuracy", "next question acceptable"
NEXT_MISSING, NEXT_READY = "... where one is due", "... where none is due"


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader said of the drafts it read.

    Attributes:
        rows: Places of these drafts among all; the others are unscored.
        questions: For each, the place in `ELEMENTS` of what it would ask for, or `NO_QUESTION`.
        levels: Shape (len(rows), 7), None when it only asks.
        scopes: Places in `SCOPES`, None when it only asks.
    """

    name: str
    rows: Ints
    questions: Ints
    levels: Ints | None = None
    scopes: Ints | None = None


def question_of(elements: Sequence[str]) -> int:
    """Return the first of the acceptable questions."""
    return ELEMENTS.index(elements[0]) if elements else NO_QUESTION


def embedded_reader(drafts: Sequence[LabeledDraft]) -> Reader:
    """Read with the engine as shipped; drafts it refuses are unscored."""
    engine = build(Settings()).preparation_engine
    results = assess_rows([AssessRow(text=draft.text) for draft in drafts], engine)
    read = [(place, result) for place, result in enumerate(results) if isinstance(result, AssessmentRow)]
    asked = [[result.next_question.element] if result.next_question else [] for _, result in read]
    return Reader(
        "embedded",
        rows=np.array([place for place, _ in read], dtype=np.intp),
        questions=np.array([question_of(elements) for elements in asked]),
        levels=np.array([[result.elements[element].score for element in ELEMENTS] for _, result in read]),
        scopes=np.array([SCOPES.index(result.scope) for _, result in read]),
    )


def second_reader(drafts: Sequence[LabeledDraft]) -> Reader:
    """Return the second reading; drafts read once are unscored."""
    return Reader(
        "second reader",
        rows=np.array([place for place, draft in enumerate(drafts) if draft.second_levels is not None], dtype=np.intp),
        questions=np.array([question_of(d.second_next) for d in drafts if d.second_next is not None]),
        levels=np.array([d.second_levels for d in drafts if d.second_levels is not None]),
        scopes=np.array([d.second_scope for d in drafts if d.second_scope is not None]),
    )


def majority_reader(train: Sequence[LabeledDraft], drafts: Sequence[LabeledDraft]) -> Reader:
    """Give every draft the commonest label of the training split."""
    return _told_reader("majority", train, drafts, lambda labels: np.full(len(drafts), np.bincount(labels).argmax()))


def length_reader(train: Sequence[LabeledDraft], drafts: Sequence[LabeledDraft]) -> Reader:
    """Tell everything from the count of words."""
    from sklearn.tree import DecisionTreeClassifier

    def told(labels: Ints) -> Ints:
        tree = DecisionTreeClassifier(max_depth=2, random_state=metrics.SEED)
        said: Ints = tree.fit(_log_words(train), labels).predict(_log_words(drafts))
        return said

    return _told_reader("length only", train, drafts, told)


def asking_reader(train: Sequence[LabeledDraft], drafts: Sequence[LabeledDraft]) -> Reader:
    """Always ask for the element that was acceptable most often in the training split."""
    best = int(acceptable(train)[:, :NO_QUESTION].sum(axis=0).argmax())
    return Reader(f"always asks ({ELEMENTS[best]})", np.arange(len(drafts)), np.full(len(drafts), best))


def _told_reader(
    name: str, train: Sequence[LabeledDraft], drafts: Sequence[LabeledDraft], told: Callable[[Ints], Ints]
) -> Reader:
    """Return a reader that tells each label of `drafts` from the labels of `train` by one rule."""
    levels = np.array([draft.levels for draft in train])
    return Reader(
        name,
        rows=np.arange(len(drafts)),
        questions=told(np.array([question_of(draft.next_elements) for draft in train])),
        levels=np.stack([told(column) for column in levels.T], axis=1),
        scopes=told(np.array([draft.scope for draft in train])),
    )


def _log_words(drafts: Sequence[LabeledDraft]) -> NDArray[np.float64]:
    return np.log1p([[count_words(draft.text)] for draft in drafts])


def acceptable(drafts: Sequence[LabeledDraft]) -> NDArray[np.bool_]:
    """Return shape (n, 8): which questions the first reader accepts, the last column for asking nothing."""
    names = [*ELEMENTS, None]
    return np.array([[name in (draft.next_elements or (None,)) for name in names] for draft in drafts])


def scores_of(reader: Reader, drafts: Sequence[LabeledDraft]) -> dict[str, dict[str, Score]]:
    """Return measure -> element or "all" -> score; measures the reader does not answer are left out."""
    read = [drafts[row] for row in reader.rows]
    unscored = len(drafts) - len(read)
    found = {name: {"all": score} for name, score in _question_scores(reader, read, unscored).items()}
    if reader.scopes is not None:
        found[SCOPE] = {"all": metrics.share(reader.scopes == [d.scope for d in read], unscored=unscored)}
    if reader.levels is None or not read:
        return found
    counts = metrics.resample_counts(len(read))
    truth = np.array([draft.levels for draft in read])
    matrices = np.stack([metrics.confusions(truth[:, e], reader.levels[:, e], counts) for e in range(len(ELEMENTS))])
    score = partial(metrics.score_of, n=len(read), unscored=unscored)
    for name, metric in METRICS.items():
        samples = metric(matrices)
        found[name] = {"all": score(samples.mean(axis=0))}
        found[name] |= {element: score(row) for element, row in zip(ELEMENTS, samples, strict=True)}
    return found


def _question_scores(reader: Reader, read: Sequence[LabeledDraft], unscored: int) -> dict[str, Score]:
    if not read:
        return {}
    accepted = acceptable(read)
    right, is_ready = accepted[np.arange(len(read)), reader.questions], accepted[:, NO_QUESTION]
    return {
        NEXT: metrics.share(right, unscored=unscored),
        NEXT_MISSING: metrics.share(right[~is_ready]),
        NEXT_READY: metrics.share(right[is_ready]),
    }


Results = dict[str, dict[str, dict[str, Score]]]
"""reader -> measure -> element or "all" -> score"""


def print_tables(results: Results) -> None:
    """Print each measure for each reader, then the elements apart."""
    print(f"{'measure':<28}{'reader':<22}{'n':>5}{'unscored':>10}   value [95 % interval]")
    for measure in (*METRICS, SCOPE, NEXT, NEXT_MISSING, NEXT_READY):
        for reader, found in results.items():
            if measure in found:
                score = found[measure]["all"]
                print(f"{measure:<28}{reader:<22}{score.n:>5}{score.unscored:>10}   {score}")
    for measure in METRICS:
        shown = [reader for reader, found in results.items() if measure in found]
        print(f"\n{measure:<28}" + "".join(f"{reader:<24}" for reader in shown))
        for element in ELEMENTS:
            print(f"{element:<28}" + "".join(f"{results[reader][measure][element]!s:<24}" for reader in shown))


def as_json(results: Results) -> str:
    """Return the same figures for programs; a score that is not defined is null."""

    def plain(score: Score) -> dict[str, Any]:
        return {
            name: None if isinstance(value, float) and np.isnan(value) else value
            for name, value in asdict(score).items()
        }

    rows = {
        reader: {measure: {e: plain(s) for e, s in scores.items()} for measure, scores in found.items()}
        for reader, found in results.items()
    }
    return json.dumps(rows, indent=1)


def main() -> None:
    """Score one split and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    everything = read_drafts()
    train, drafts = ([d for d in everything if d.split == split] for split in ("train", options.split))
    readers = [
        embedded_reader(drafts),
        majority_reader(train, drafts),
        length_reader(train, drafts),
        asking_reader(train, drafts),
        second_reader(drafts),
    ]
    results = {reader.name: scores_of(reader, drafts) for reader in readers}
    if options.json:
        print(as_json(results))
        return
    print(f"{len(drafts)} drafts of the {options.split} split\n")
    print_tables(results)


if __name__ == "__main__":
    main()
