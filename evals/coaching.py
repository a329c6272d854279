"""Score the coach on the labeled drafts, beside readers that know next to nothing and a second person.

    python -m evals.coaching --split test

Truth is what the writer of a draft said of it. "majority" gives the commonest label of the other splits; "length only"
and "likeness to the question only" are trees of depth 2 over one number, fitted there; "most frequent" names the
commonest issue always; "second reader" is the blind second reading, the ceiling. An action found matches a labeled one
when they overlap; each counts once. A kept span is kept when it stands in the shorter version word for word.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.advice.openings import is_imperative
from assistant.advice.verbs import VERBS
from assistant.bootstrap import build
from assistant.coaching.engine import CoachingEngine
from assistant.domain.advice import DIMENSIONS, ISSUES, AdviceReview
from assistant.domain.questions import Span
from assistant.settings import Settings
from assistant.text.segments import count_words, sentences
from evals import metrics
from evals.metrics import Score
from training.advice.data import LabeledAdvice, read_advice

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
Results = dict[str, dict[str, Score]]
"""measure -> reader -> score"""

LONG_WORDS = 120
"""Drafts with more words than this are to come down to `SHORT_SHARE`."""
SHORT_SHARE = 0.6
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader says of every draft; None for what it does not say."""

    levels: Ints | None = None
    issues: NDArray[np.bool_] | None = None
    actions: Sequence[Sequence[Span]] | None = None
    shorter: Sequence[str] | None = None


def embedded(drafts: Sequence[LabeledAdvice], engine: CoachingEngine) -> tuple[Reading, list[AdviceReview]]:
    """Read with the engine as shipped."""
    reviews = engine.reviews([(row.question, row.draft) for row in drafts])
    return (
        Reading(
            levels=np.array([[review.levels[name] for name in DIMENSIONS] for review in reviews], dtype=np.intp),
            issues=np.array([[name in review.issues for name in ISSUES] for review in reviews]),
            actions=[review.actions for review in reviews],
            shorter=[review.shorter or review.draft for review in reviews],
        ),
        reviews,
    )


def second_reader(drafts: Sequence[LabeledAdvice]) -> Reading:
    """Return the blind second reading of drafts that all have one; it made nothing shorter."""
    read = [row.second for row in drafts if row.second is not None]
    return Reading(
        levels=np.array([labels.levels for labels in read], dtype=np.intp),
        issues=np.array([labels.issues for labels in read]),
        actions=[labels.actions for labels in read],
    )


def majority(known: Sequence[LabeledAdvice], drafts: Sequence[LabeledAdvice]) -> Reading:
    """Say the commonest level, and name no issue."""
    commonest = [int(np.bincount(column).argmax()) for column in _levels(known).T]
    return Reading(
        levels=np.tile(np.array(commonest, dtype=np.intp), (len(drafts), 1)),
        issues=np.zeros((len(drafts), len(ISSUES)), dtype=bool),
    )


def most_frequent_issue(known: Sequence[LabeledAdvice], drafts: Sequence[LabeledAdvice]) -> Reading:
    """Name the commonest issue always."""
    issues = np.zeros((len(drafts), len(ISSUES)), dtype=bool)
    issues[:, int(_issues(known).sum(axis=0).argmax())] = True
    return Reading(issues=issues)


def from_one_number(known: Floats, labels: Sequence[LabeledAdvice], told: Floats) -> Reading:
    """Tell levels and issues from one number a draft, by trees of depth 2."""
    from sklearn.tree import DecisionTreeClassifier

    def said(column: NDArray[np.generic]) -> NDArray[np.generic]:
        tree = DecisionTreeClassifier(max_depth=2, random_state=metrics.SEED)
        found: NDArray[np.generic] = tree.fit(known[:, None], column).predict(told[:, None])
        return found

    return Reading(
        levels=np.stack([said(column) for column in _levels(labels).T], axis=1).astype(np.intp),
        issues=np.stack([said(column) for column in _issues(labels).T], axis=1).astype(bool),
    )


def sentence_reader(drafts: Sequence[LabeledAdvice], is_action: Callable[[str], bool]) -> Reading:
    """Call every sentence an action that looks like one."""
    return Reading(actions=[[s for s in sentences(row.draft) if is_action(s.quote)] for row in drafts])


def shortening_readers(drafts: Sequence[LabeledAdvice]) -> dict[str, Reading]:
    """Shorten without reading."""

    def head(row: LabeledAdvice) -> str:
        words = row.draft.split()
        return " ".join(words[: int(len(words) * SHORT_SHARE)])

    def those(row: LabeledAdvice, wanted: Callable[[str], bool]) -> str:
        return " ".join(s.quote for s in sentences(row.draft) if wanted(s.quote))

    return {
        "first 60 % of the words": Reading(shorter=[head(row) for row in drafts]),
        "sentences with a digit": Reading(shorter=[those(row, lambda s: bool(_DIGIT.search(s))) for row in drafts]),
        "imperative sentences": Reading(shorter=[those(row, is_imperative) for row in drafts]),
        "imperative or with a digit": Reading(
            shorter=[those(row, lambda s: is_imperative(s) or bool(_DIGIT.search(s))) for row in drafts]
        ),
    }


def opens_with_any_verb(text: str) -> bool:
    """Tell whether the first word can be a verb."""
    first = re.match(r"[\w'’-]+", text)
    return first is not None and first.group().lower() in VERBS


def matched(found: Sequence[Span], wanted: Sequence[Span], *, overlap_min: float) -> int:
    """Return how many pairs overlap (intersection over union above `overlap_min`), best first, each span once."""
    pairs = sorted(((_overlap(f, w), p, q) for p, f in enumerate(found) for q, w in enumerate(wanted)), reverse=True)
    taken: set[int] = set()
    given: set[int] = set()
    for overlap, place, other in pairs:
        if overlap > overlap_min and place not in taken and other not in given:
            taken.add(place)
            given.add(other)
    return len(taken)


def is_kept(span: Span, text: str) -> bool:
    """Tell whether words stand in a text one after the other; case and punctuation do not count."""
    return f" {_plain(span.quote)} " in f" {_plain(text)} "


def scores_of(reading: Reading, drafts: Sequence[LabeledAdvice]) -> dict[str, Score]:
    """Return measure -> score for all that a reader says."""
    counts = metrics.resample_counts(len(drafts))
    found: dict[str, Score] = {}
    if reading.levels is not None:
        found |= _level_scores(reading.levels, drafts, counts)
    if reading.issues is not None:
        truth = _issues(drafts)
        hits, wrong = reading.issues & truth, reading.issues != truth
        found["issues, micro F1"] = _f1(hits.sum(axis=1), wrong.sum(axis=1), counts)
        found |= {f"  {name}": _f1(hits[:, p], wrong[:, p], counts) for p, name in enumerate(ISSUES)}
    if reading.actions is not None:
        for name, overlap_min in (("actions, F1 (overlap)", 0.0), ("actions, F1 (half of both)", 0.5)):
            pairs = [
                (matched(own, row.first.actions, overlap_min=overlap_min), len(own) + len(row.first.actions))
                for own, row in zip(reading.actions, drafts, strict=True)
            ]
            hit = np.array([one for one, _ in pairs])
            found[name] = _f1(hit, np.array([all_ for _, all_ in pairs]) - 2 * hit, counts)
    if reading.shorter is not None:
        found |= _shorter_scores(reading.shorter, drafts, counts)
    return found


def _level_scores(levels: Ints, drafts: Sequence[LabeledAdvice], counts: Floats) -> dict[str, Score]:
    truth = _levels(drafts)
    matrices = np.stack([metrics.confusions(truth[:, p], levels[:, p], counts) for p in range(len(DIMENSIONS))])
    kappa = metrics.kappa_quadratic(matrices)
    n = len(drafts)
    return {"kappa, quadratic": metrics.score_of(kappa.mean(axis=0), n)} | {
        f"  {name}": metrics.score_of(row, n) for name, row in zip(DIMENSIONS, kappa, strict=True)
    }


def _shorter_scores(shorter: Sequence[str], drafts: Sequence[LabeledAdvice], counts: Floats) -> dict[str, Score]:
    is_long = np.array([len(row.draft.split()) > LONG_WORDS for row in drafts])
    kept = np.array([sum(is_kept(s, text) for s in row.keep) for text, row in zip(shorter, drafts, strict=True)])
    wanted = np.array([len(row.keep) for row in drafts])
    words = np.array([len(text.split()) for text in shorter])
    total = np.array([len(row.draft.split()) for row in drafts])
    n = int(is_long.sum())

    def share(part: Ints, whole: Ints, those: NDArray[np.bool_]) -> Score:
        sums = counts @ np.stack([part * those, whole * those], axis=1).astype(float)
        return metrics.score_of(sums[:, 0] / np.maximum(sums[:, 1], 1), int(those.sum()))

    return {
        "long drafts: must-keep spans kept": share(kept, wanted, is_long),
        "long drafts: share of words": share(words, total, is_long),
        "long drafts: in 60 % of the words": Score(
            float(np.mean((words <= SHORT_SHARE * total)[is_long])), np.nan, np.nan, n
        ),
        "other drafts: must-keep spans kept": share(kept, wanted, ~is_long),
        "other drafts: share of words": share(words, total, ~is_long),
    }


def nudge_scores(reviews: Sequence[AdviceReview], drafts: Sequence[LabeledAdvice]) -> dict[str, Score]:
    """Return how often the coach is silent on good advice, and speaks on the rest."""
    good = np.array([is_good(row) for row in drafts])
    is_silent = np.array([review.nudge is None for review in reviews])
    return {
        "silent where the advice is good": metrics.share(is_silent[good]),
        "one nudge where it is not": metrics.share(~is_silent[~good]),
    }


def is_good(row: LabeledAdvice) -> bool:
    """Tell whether the writer of a draft sees no fault in it, and nothing missing."""
    return not any(row.first.issues) and min(row.first.levels) > 0


def _f1(hits: NDArray[np.generic], wrong: NDArray[np.generic], counts: Floats) -> Score:
    sums = counts @ np.stack([hits, wrong], axis=1).astype(float)
    with np.errstate(invalid="ignore"):
        samples = 2 * sums[:, 0] / (2 * sums[:, 0] + sums[:, 1])
    return metrics.score_of(samples, len(hits))


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (one.end - one.start + other.end - other.start - max(0, shared))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _levels(drafts: Sequence[LabeledAdvice]) -> Ints:
    return np.array([row.first.levels for row in drafts], dtype=np.intp)


def _issues(drafts: Sequence[LabeledAdvice]) -> NDArray[np.bool_]:
    return np.array([row.first.issues for row in drafts])


def _lengths(drafts: Sequence[LabeledAdvice]) -> Floats:
    return np.log1p([count_words(row.draft) for row in drafts]).astype(float)


def results_of(known: Sequence[LabeledAdvice], drafts: Sequence[LabeledAdvice]) -> Results:
    """Return every measure for every reader."""
    assistant = build(Settings())
    reading, reviews = embedded(drafts, assistant.coaching_engine)

    def likeness(rows: Sequence[LabeledAdvice]) -> Floats:
        questions, texts = (
            assistant.encoder.encode([getattr(row, part) for row in rows]) for part in ("question", "draft")
        )
        closeness: Floats = (questions * texts).sum(axis=1).astype(float)
        return closeness

    readings: dict[str, Reading] = {
        "embedded": reading,
        "majority": majority(known, drafts),
        "most frequent issue": most_frequent_issue(known, drafts),
        "length only": from_one_number(_lengths(known), known, _lengths(drafts)),
        "likeness to the question only": from_one_number(likeness(known), known, likeness(drafts)),
        "every sentence": sentence_reader(drafts, lambda _: True),
        "sentences that open with a verb": sentence_reader(drafts, opens_with_any_verb),
        **shortening_readers(drafts),
        "second reader": second_reader(drafts),
    }
    results: Results = {}
    for name, one in readings.items():
        for measure, score in scores_of(one, drafts).items():
            results.setdefault(measure, {})[name] = score
    for measure, score in nudge_scores(reviews, drafts).items():
        results[measure] = {"embedded": score}
    return results


def print_tables(results: Mapping[str, Mapping[str, Score]]) -> None:
    """Print each measure for each reader."""
    print(f"{'measure':<38}{'reader':<34}{'n':>4}   value [95 % interval]")
    for measure, found in results.items():
        for reader, score in found.items():
            if not measure.startswith("  ") or reader in ("embedded", "second reader"):
                print(f"{measure:<38}{reader:<34}{score.n:>4}   {score}")


def main() -> None:
    """Score one split and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    everything = read_advice()
    drafts = [row for row in everything if row.split == options.split]
    known = [row for row in everything if row.split != "test" and row.split != options.split]
    results = results_of(known, drafts)
    if options.json:
        print(json.dumps({m: {r: asdict(s) for r, s in found.items()} for m, found in results.items()}, indent=1))
        return
    print(f"{len(drafts)} drafts of the {options.split} split\n")
    print_tables(results)


if __name__ == "__main__":
    main()
