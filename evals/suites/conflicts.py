"""Conflicts: which pieces of advice pull apart, one pair at a time and in whole histories.

    inspect eval evals/suites/conflicts.py --model none/none

Truth are the sides of written decisions (evals/datasets/guidance). A crossed block holds two wordings of each side: both
pairs of opposite sides are to score higher than both pairs of one side. A history holds two pieces of advice on each of
six decisions of one person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, product
from typing import Final, Literal, TypeVar

from inspect_ai import Task, task

from assistant.domain.disagreements import Advice
from assistant.domain.evaluation import Metric
from assistant.schemas.conflicts import FoundConflictRow, JudgedHistoryRow, JudgedPairRow
from evals.conflicts import OPPOSED_SHARE, Block, blocks_of
from evals.engine import Row, answers
from evals.suite import Case, Found, Part, Split, suite_task
from evals.tallies import f1, share, weighed
from training.conflicts.data import DATA, HistoryItem, histories, load

BLOCKS = "Opposite sides score higher than one side, in blocks of four pairs"
PAIRS = "An opposed pair scores higher than one of one side (AUC in a block)"
LABELS = "Opposed pairs are called so (F1)"
GROUPS = "Advice on one decision is put together (F1)"
FLAGS = "What pulls apart in a history is flagged (F1)"
RIGHT = "Flags in a history are right (precision)"
DECIDERS = "A flag comes with a question that would decide"
QUOTED = "A flag rests on words of both, word for word"

METRICS = (
    Metric(BLOCKS, is_promised=True, note="Chance is 0.5; ties count half."),
    Metric(PAIRS, note="Chance is 0.5; ties count half."),
    Metric(LABELS),
    Metric(GROUPS, is_promised=True, note="Over pairs of pieces in one history."),
    Metric(FLAGS, is_promised=True, note="A quarter of the partners pull apart."),
    Metric(RIGHT),
    Metric(DECIDERS, is_promised=True),
    Metric(QUOTED, is_promised=True),
)
DATASETS = (DATA,)
BLOCKS_SEED: Final = 3
HISTORIES_SEED: Final = 5
HISTORIES_EACH: Final = 8
"""As in `evals.conflicts`; another seed would be other cases under the same ids."""

TruthT = TypeVar("TruthT")
Half = Literal["dev", "test"]

Pair = tuple[int, int]
"""Places of two items in their history, the earlier one first."""


@task
def conflicts(split: Split = "all", limit: int = 0) -> Task:
    """Measure the judge of pairs, and grouping and flags of histories."""
    return suite_task(
        "conflicts",
        METRICS,
        [
            Part(_both(_blocks), answers("conflicts"), compare_block, (BLOCKS, PAIRS, LABELS)),
            Part(_both(_histories), answers("conflicts"), compare_history, (GROUPS, FLAGS, RIGHT, DECIDERS, QUOTED)),
        ],
        split=split,
        limit=limit,
    )


def _both(cases: Callable[[Half], list[Case[TruthT]]]) -> list[Case[TruthT]]:
    return [*cases("dev"), *cases("test")]


# crossed blocks of pairs


def _blocks(split: Half) -> list[Case[Block]]:
    decisions = load(split=split)
    blocks = blocks_of(decisions, seed=BLOCKS_SEED)
    return [
        Case(
            f"{decision.id}-axis{axis}",
            rows=tuple({"a": _advice(one), "b": _advice(other)} for one, other in block.pairs),
            truth=block,
            input="\n\n".join(f"A: {one.text}\nB: {other.text}" for one, other in block.pairs),
            expected="\n".join(f"pair {n}: {_word(opposed)}" for n, opposed in enumerate(block.is_opposed, start=1)),
            slices={
                "split": split,
                "writer": decision.writer,
                "difference": decision.axes[axis].kind,
                "each side right": "under circumstances" if decision.axes[axis].is_conditional else "always",
            },
        )
        for (decision, axis), block in zip(product(decisions, (0, 1)), blocks, strict=True)
    ]


def _advice(piece: Advice) -> dict[str, str]:
    return {"text": piece.text, "question": piece.question}


def _word(is_opposed: bool) -> str:
    return "pull apart" if is_opposed else "one side"


def compare_block(case: Case[Block], outputs: Sequence[Row]) -> Found:
    """Compare the scores of opposed and crossed pairs."""
    truth, said = case.truth.is_opposed, [JudgedPairRow.model_validate(output) for output in outputs]
    opposed, crossed = (
        [one.score for one, is_ in zip(said, truth, strict=True) if is_ is side] for side in (True, False)
    )
    called = [one.label in ("conflict", "conditional") for one in said]
    right = sum(is_called and is_ for is_called, is_ in zip(called, truth, strict=True))
    return Found(
        got="\n".join(f"pair {n}: {one.label}, score {one.score:.2f}" for n, one in enumerate(said, start=1)),
        tallies={
            BLOCKS: share(_above(sum(opposed), sum(crossed)), 1),
            PAIRS: share(sum(_above(one, other) for one in opposed for other in crossed), len(opposed) * len(crossed)),
            LABELS: f1(right, sum(called), sum(truth)),
        },
        explanation=f"opposite sides {sum(opposed):.2f} together, one side {sum(crossed):.2f}",
    )


def _above(one: float, other: float) -> float:
    return 1.0 if one > other else 0.5 if one == other else 0.0


# whole histories


def _histories(split: Half) -> list[Case[Sequence[HistoryItem]]]:
    decisions = load(split=split)
    people = {(one.writer, one.persona): one.id for one in reversed(decisions)}
    drawn = histories(decisions, seed=HISTORIES_SEED, each=HISTORIES_EACH, opposed_share=OPPOSED_SHARE)
    return [
        Case(
            f"{first}-history{number}",
            rows=({"items": [{"id": n, "text": one.text, "question": one.question} for n, one in enumerate(items)]},),
            truth=items,
            input="\n".join(f"{n}. ({one.question}) {one.text}" for n, one in enumerate(items)),
            expected=_history_text(_together([one.decision for one in items]), _opposed(items)),
            slices={"split": split, "writer": first.partition("-")[0]},
        )
        for (first, number), items in zip(product(reversed(people.values()), range(HISTORIES_EACH)), drawn, strict=True)
    ]


def compare_history(case: Case[Sequence[HistoryItem]], outputs: Sequence[Row]) -> Found:
    """Compare groups and flags with what was written."""
    items, said = case.truth, JudgedHistoryRow.model_validate(outputs[0])
    group_of = {int(item): n for n, group in enumerate(said.decisions) for item in group}
    together, right_together = (
        _together([group_of[n] for n in range(len(items))]),
        _together([one.decision for one in items]),
    )
    flagged, opposed = {_pair(one) for one in said.conflicts}, _opposed(items)
    return Found(
        got=_history_text(together, flagged, [_flag_text(one) for one in said.conflicts]),
        tallies=weighed(
            {
                GROUPS: f1(len(together & right_together), len(together), len(right_together)),
                FLAGS: f1(len(flagged & opposed), len(flagged), len(opposed)),
                RIGHT: share(len(flagged & opposed), len(flagged)),
                DECIDERS: share(sum(bool(one.decider) for one in said.conflicts), len(said.conflicts)),
                QUOTED: share(sum(_is_quoted(one, items) for one in said.conflicts), len(said.conflicts)),
            }
        ),
        explanation=_differences(together, right_together, flagged, opposed),
    )


def _pair(flag: FoundConflictRow) -> Pair:
    one, other = sorted((int(flag.a), int(flag.b)))
    return one, other


def _together(groups: Sequence[int]) -> set[Pair]:
    return {(a, b) for a, b in combinations(range(len(groups)), 2) if groups[a] == groups[b]}


def _opposed(items: Sequence[HistoryItem]) -> set[Pair]:
    return {(a, b) for a, b in combinations(range(len(items)), 2) if items[a].opposes(items[b])}


def _is_quoted(flag: FoundConflictRow, items: Sequence[HistoryItem]) -> bool:
    return all(
        quote != "" and quote in items[int(item)].text
        for quote, item in ((flag.quote_a, flag.a), (flag.quote_b, flag.b))
    )


def _history_text(together: set[Pair], flagged: set[Pair], flags: Sequence[str] = ()) -> str:
    return "\n".join([f"one decision: {_listed(together)}", f"pull apart: {_listed(flagged)}", *flags])


def _flag_text(flag: FoundConflictRow) -> str:
    return f"{flag.a} and {flag.b} ({flag.score:.2f}): “{flag.quote_a}” / “{flag.quote_b}” {flag.decider or ''}"


def _listed(pairs: set[Pair]) -> str:
    return ", ".join(f"{one} and {other}" for one, other in sorted(pairs)) or "none"


def _differences(together: set[Pair], right: set[Pair], flagged: set[Pair], opposed: set[Pair]) -> str:
    lines = {
        "wrongly together": together - right,
        "wrongly apart": right - together,
        "flagged, and none": flagged - opposed,
        "not flagged": opposed - flagged,
    }
    return "\n".join(f"{name}: {_listed(pairs)}" for name, pairs in lines.items() if pairs) or "as written"
