"""Coaching: what the coach sees in a mentor's draft of advice, and the shorter version it offers.

    inspect eval evals/suites/coaching.py --model none/none

Truth are the labels of the drafts' writers (evals/datasets/coaching). Of the split drafts only the test split is
measured: the shipped heads were trained on the development split too. Drafts of more than 120 words are to come down to
60 % of them without losing what was marked as must-keep.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspect_ai import Task, task

from assistant.domain.advice import DIMENSIONS, ISSUES, Issue
from assistant.domain.evaluation import Metric
from assistant.domain.questions import Span
from assistant.evaluation.measure import confusion_tally
from assistant.schemas.coaching import CoachedRow
from assistant.wording.faithful import unsupported
from evals.coaching import LONG_WORDS, SHORT_SHARE, is_good, is_kept, matched
from evals.engine import Row, answers
from evals.suite import Case, Found, Part, Split, length_of, suite_task
from evals.tallies import f1, share, weighed, yes
from training.advice.data import DRAFTS, THIRD_HAND, LabeledAdvice, read_advice

LEVELS = "Seven dimensions of the advice agree (kappa)"
FAULTS = "Faults of the advice are named (F1)"
ACTIONS = "What the mentee is told to do is found (F1)"
SILENT = "Silent where the advice is good"
NUDGE = "One nudge where it is not"
KEPT = "Long drafts made shorter keep what they must"
SAVED = "Words a long draft is made shorter by (share)"
SHORT = f"Long drafts come down to {SHORT_SHARE:.0%} of their words"
FAITHFUL = "Shorter version says nothing new"

METRICS = (
    Metric(LEVELS, kind="kappa", is_promised=True, note="Quadratic weights, mean of the dimensions."),
    Metric(FAULTS, is_promised=True, note="Over all ten faults together."),
    Metric(ACTIONS, note="A found and a labeled action overlap; each counts once."),
    Metric(SILENT),
    Metric(NUDGE),
    Metric(KEPT, is_promised=True, note=f"Drafts of more than {LONG_WORDS} words; word for word."),
    Metric(SAVED),
    Metric(SHORT),
    Metric(FAITHFUL, is_promised=True),
)
DATASETS = (DRAFTS, THIRD_HAND)


@task
def coaching(split: Split = "all", limit: int = 0) -> Task:
    """Measure the coach."""
    part = Part(_drafts(), answers("coach"), compare, [metric.name for metric in METRICS])
    return suite_task("coaching", METRICS, [part], split=split, limit=limit)


def _drafts() -> list[Case[LabeledAdvice]]:
    """Return the test split, and the drafts of another hand, which are not split: no head has seen one."""
    own = [row for row in read_advice() if row.split == "test"]
    return [*(_case(row, split=row.split) for row in own), *map(_case, read_advice(THIRD_HAND))]


def _case(row: LabeledAdvice, **split: str) -> Case[LabeledAdvice]:
    return Case(
        row.id,
        rows=({"question": row.question, "draft": row.draft},),
        truth=row,
        input=f"Asked: {row.question}\n\nDraft of an answer: {row.draft}",
        expected=_expected(row),
        slices={
            **split,
            "field": row.field,
            "length": length_of(row.draft),
            "writer": row.id.partition("-")[0],
            "advice": "good" if is_good(row) else "with faults",
        },
    )


def compare(case: Case[LabeledAdvice], outputs: Sequence[Row]) -> Found:
    """Compare a review with the labels of the draft's writer."""
    row, said = case.truth, CoachedRow.model_validate(outputs[0])
    actions = [Span(one.start, one.end, one.quote) for one in said.actions]
    levels = [said.labels[name] for name in DIMENSIONS]
    faults = _faults(row)
    new = unsupported(said.shorter.text, row.draft)
    return Found(
        got=_reading(levels, said.issues, [span.quote for span in actions], said.nudge, said.shorter.text),
        tallies=weighed(
            {
                LEVELS: confusion_tally(row.first.levels, levels),
                FAULTS: f1(len(set(said.issues) & set(faults)), len(said.issues), len(faults)),
                ACTIONS: f1(matched(actions, row.first.actions, overlap_min=0.0), len(actions), len(row.first.actions)),
                (SILENT if is_good(row) else NUDGE): yes((said.nudge is None) == is_good(row)),
                FAITHFUL: yes(not new),
                **_shorter_tallies(row, said.shorter.text),
            }
        ),
        explanation=_differences(row, said, levels, new),
    )


def _shorter_tallies(row: LabeledAdvice, text: str) -> dict[str, tuple[float, ...]]:
    before, after = len(row.draft.split()), len(text.split())
    if before <= LONG_WORDS:
        return {}
    return {
        KEPT: share(sum(is_kept(span, text) for span in row.keep), len(row.keep)),
        SAVED: share(before - after, before),
        SHORT: yes(after <= SHORT_SHARE * before),
    }


def _faults(row: LabeledAdvice) -> list[Issue]:
    return [name for name, is_there in zip(ISSUES, row.first.issues, strict=True) if is_there]


def _differences(row: LabeledAdvice, said: CoachedRow, levels: Sequence[int], new: Sequence[str]) -> str:
    lines = [
        f"{name}: read as {given} of 2, is {right}"
        for name, right, given in zip(DIMENSIONS, row.first.levels, levels, strict=True)
        if right != given
    ]
    faults = _faults(row)
    lines += [f"fault not named: {name}" for name in faults if name not in said.issues]
    lines += [f"named, and none: {name}" for name in said.issues if name not in faults]
    lost = [span.quote for span in row.keep if not is_kept(span, said.shorter.text)]
    if len(row.draft.split()) > LONG_WORDS:
        lines += [f"lost in the shorter version: “{quote}”" for quote in lost]
    if new:
        lines.append(f"new in the shorter version: {', '.join(new)}")
    return "\n".join(lines) or "as the writer says"


def _expected(row: LabeledAdvice) -> str:
    keep = [f"must keep: {span.quote}" for span in row.keep] if len(row.draft.split()) > LONG_WORDS else []
    actions = [span.quote for span in row.first.actions]
    return "\n".join([_labels(row.first.levels, _faults(row), actions), *keep])


def _reading(
    levels: Sequence[int], faults: Sequence[str], actions: Sequence[str], nudge: str | None, shorter: str
) -> str:
    return "\n".join([_labels(levels, faults, actions), f"says: {nudge or 'nothing'}", f"shorter: {shorter}"])


def _labels(levels: Sequence[int], faults: Sequence[str], actions: Sequence[str]) -> str:
    said = ", ".join(f"{name} {level}" for name, level in zip(DIMENSIONS, levels, strict=True))
    told = [f"to do: {action}" for action in actions]
    return "\n".join([f"of 2: {said}", f"faults: {', '.join(faults) or 'none'}", *told])
