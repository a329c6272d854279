"""Wording: whether a judge prefers what this version says to what an earlier one said of the same texts.

    inspect eval evals/suites/wording.py --model none/none --model-role judge=openai/NAME

The judge is another model than the one that words; without a judge nothing is measured. Each pair is shown in both orders, and a
preference counts only when both agree. 0.5 is as good as before: the embedded engine unchanged says the same and is never judged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from inspect_ai import Task, task

from assistant.domain.evaluation import Metric, Tally
from assistant.errors import AssistantError
from evals.engine import Answers, Row, Subject
from evals.suite import Case, Found, Part, Split, suite_task
from evals.tallies import share, yes
from evals.wording import PAIRS, PROMPTS, PURPOSE, KeptWording, are_as_long, judged, own_wording, read_pairs

PREFERRED = "Wording is preferred to that of an earlier version (a tie is half)"
SAME_LENGTH = "Preferred among wordings of about the same length"
STEADY = "Judge says the same in both orders"

METRICS = (
    Metric(PREFERRED, note="0.5 is as good as before."),
    Metric(SAME_LENGTH, note="At most 15 % apart, because judges tend to prefer what is longer."),
    Metric(STEADY, note="How far the judge can be believed."),
)
DATASETS = (PAIRS, PROMPTS / f"{PURPOSE}.system.md", PROMPTS / f"{PURPOSE}.user.md")
NEEDS_JUDGE = True

NO_JUDGE_NAMED = "No judge was named: --judge, or --model-role judge=NAME."
_NO_JUDGE = {"code": "no_judge", "message": NO_JUDGE_NAMED}
_NO_WORDING = {"code": "no_wording", "message": "This version says nothing here."}
_WORTH = {"ours": 1.0, "kept": 0.0, "tie": 0.5}


@task
def wording(split: Split = "all", limit: int = 0) -> Task:
    """Measure wording against an earlier version, by a judge."""
    part = Part(_pairs(), Answers(1, judge_rows), compare, (PREFERRED, SAME_LENGTH, STEADY))
    return suite_task("wording", METRICS, [part], split=split, limit=limit)


def _pairs() -> list[Case[KeptWording]]:
    return [
        Case(
            pair.id,
            rows=({"id": pair.id},),
            truth=pair,
            input=_texts(pair),
            expected=f"A {pair.kind} at least as good as: {pair.kept}",
            slices={"split": pair.split, "what": pair.kind, "field": pair.field},
        )
        for pair in read_pairs()
    ]


def _texts(pair: KeptWording) -> str:
    return "\n".join(
        f"{key}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for key, value in pair.row.items()
    )


def judge_rows(rows: Sequence[Row], subject: Subject) -> list[Row]:
    """Word the texts of each pair and have the judge compare; what cannot be judged has an `error`."""
    by_id = {pair.id: pair for pair in read_pairs()}
    return [_judge_pair(by_id[str(row["id"])], subject) for row in rows]


def _judge_pair(pair: KeptWording, subject: Subject) -> Row:
    if subject.judge is None:
        return {"error": _NO_JUDGE}
    ours = own_wording(pair.kind, pair.row, subject)
    if not ours:
        return {"error": _NO_WORDING}
    if ours == pair.kept:
        return {"ours": ours, "verdict": "tie", "is_steady": None, "why": "the same words"}
    try:
        said = judged(subject.judge, pair.kind, texts=_texts(pair), ours=ours, kept=pair.kept)
    except AssistantError as error:
        return {"error": {"code": error.code, "message": str(error)}}
    return {"ours": ours, "verdict": said.verdict, "is_steady": said.is_steady, "why": said.why}


def compare(case: Case[KeptWording], outputs: Sequence[Row]) -> Found:
    """Count the verdict, and how far it can be believed."""
    said = outputs[0]
    ours, verdict, is_steady = str(said["ours"]), str(said["verdict"]), said["is_steady"]
    preferred = share(_WORTH[verdict], 1.0)
    tallies: dict[str, Tally] = {PREFERRED: preferred}
    if are_as_long(ours, case.truth.kept):
        tallies[SAME_LENGTH] = preferred
    if is_steady is not None:
        tallies[STEADY] = yes(bool(is_steady))
    return Found(got=ours, tallies=tallies, explanation=f"{verdict}: {said['why']}")
