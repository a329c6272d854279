"""Preparation: levels of elements, scope, the question back, growing drafts, whole conversations.

    inspect eval evals/suites/preparation.py --model none/none

Truth are first readings of the labeled drafts (evals/datasets/preparation).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspect_ai import Task, task

from assistant.domain.evaluation import Metric
from assistant.domain.questions import ELEMENTS, SCOPES, SHARPENED_WORDS_MAX, Element
from assistant.evaluation.measure import confusion_tally
from assistant.schemas.preparation import AssessmentRow, PreparedRow
from evals.engine import Row, answers
from evals.monotone import SUPPLYING
from evals.preparation import NO_QUESTION, acceptable
from evals.simulated_mentees import GAIN_MIN, Outcome, SimulatedMentee, outcome, read_mentees
from evals.suite import Case, Found, Part, Split, length_of, suite_task
from training.rubric.data import DRAFTS, LabeledDraft, read_drafts

LEVELS = "Levels of the seven elements agree (kappa)"
THERE = "Elements that are there are found (F1)"
MISSING = "Elements that are missing are noticed (F1)"
SCOPE = "Scope is right"
ASKED = "Question back is a good one, where one is due"
SILENT = "No question back, where none is due"
GROWING = "A sentence added lowers no element"
READIER = "Mentees end readier, or ready"
FAITHFUL = "Sharpened question says only what was said"
SHORT = "Sharpened question has 1 to 90 words"

METRICS = (
    Metric(LEVELS, kind="kappa", is_promised=True, note="Quadratic weights, mean of the elements."),
    Metric(THERE),
    Metric(MISSING, is_promised=True),
    Metric(SCOPE, is_promised=True),
    Metric(ASKED, is_promised=True, note="One of the questions the reader accepts."),
    Metric(SILENT),
    Metric(GROWING, is_promised=True),
    Metric(READIER, is_promised=True, note=f"Readiness rises by {GAIN_MIN}, or needs no further question."),
    Metric(FAITHFUL, is_promised=True),
    Metric(SHORT, is_promised=True),
)
LEVEL_WORDS = ("missing", "vague", "clear")
SCOPE_WORDS = {
    "micro15": "15 minutes",
    "micro30": "30 minutes",
    "micro60": "60 minutes",
    "sustained": "several sessions",
    "refer": "others have to help first",
    "not_mentoring": "no question for mentors",
}
DATASETS = (DRAFTS, DRAFTS.with_name("simulated.jsonl"))


@task
def preparation(split: Split = "all", limit: int = 0) -> Task:
    """Measure the engine that prepares questions."""
    drafts = read_drafts()
    return suite_task(
        "preparation",
        METRICS,
        [
            Part(_drafts(drafts), answers("assess"), _compare_draft, (LEVELS, THERE, MISSING, SCOPE)),
            Part(list(_growing(drafts)), answers("assess"), _compare_growing, (GROWING,)),
            Part(_mentees(), answers("prepare"), _compare_mentee, (READIER, FAITHFUL, SHORT)),
        ],
        split=split,
        limit=limit,
    )


def _slices(draft: LabeledDraft) -> dict[str, str]:
    return {"split": draft.split, "field": draft.field, "form": draft.form, "length": length_of(draft.text)}


# one reading of one draft


def _drafts(drafts: Sequence[LabeledDraft]) -> list[Case[LabeledDraft]]:
    return [
        Case(
            draft.id,
            rows=({"text": draft.text},),
            truth=draft,
            input=draft.text,
            expected=_reading_text(draft.levels, SCOPES[draft.scope], draft.next_elements),
            slices=_slices(draft),
        )
        for draft in drafts
    ]


def _compare_draft(case: Case[LabeledDraft], outputs: Sequence[Row]) -> Found:
    draft, said = case.truth, AssessmentRow.model_validate(outputs[0])
    levels = [said.elements[element].score for element in ELEMENTS]
    asked = said.next_question
    is_good = bool(acceptable([draft])[0, ELEMENTS.index(asked.element) if asked else NO_QUESTION])
    return Found(
        got=_reading_text(levels, said.scope, [asked.element] if asked else [], asked.text if asked else ""),
        tallies={
            LEVELS: confusion_tally(draft.levels, levels),
            THERE: _f1_tally([level > 0 for level in draft.levels], [level > 0 for level in levels]),
            MISSING: _f1_tally([level == 0 for level in draft.levels], [level == 0 for level in levels]),
            SCOPE: (float(said.scope == SCOPES[draft.scope]), 1.0),
            (ASKED if draft.next_elements else SILENT): (float(is_good), 1.0),
        },
        explanation=_differences(draft, said, is_good=is_good),
    )


def _f1_tally(truth: Sequence[bool], given: Sequence[bool]) -> tuple[float, float]:
    """Return what one case adds to F1: twice the hits, over all that is true and all that was given."""
    return 2.0 * sum(t and g for t, g in zip(truth, given, strict=True)), float(sum(truth) + sum(given))


def _differences(draft: LabeledDraft, said: AssessmentRow, *, is_good: bool) -> str:
    lines = []
    for element, level in zip(ELEMENTS, draft.levels, strict=True):
        found = said.elements[element]
        if found.score != level:
            quotes = "; ".join(f"“{span.quote}”" for span in found.evidence) or "no words"
            lines.append(f"{element}: read as {LEVEL_WORDS[found.score]} ({quotes}), is {LEVEL_WORDS[level]}")
    if said.scope != SCOPES[draft.scope]:
        lines.append(f"scope: {SCOPE_WORDS[said.scope]}, is {SCOPE_WORDS[SCOPES[draft.scope]]}")
    if not is_good:
        lines.append("the question back is not one the reader accepts")
    return "\n".join(lines) or "as the reader says"


def _reading_text(levels: Sequence[int], scope: str, asked: Sequence[str], question: str = "") -> str:
    by_level = [
        f"{LEVEL_WORDS[level]}: {', '.join(names) or 'none'}"
        for level in (2, 1, 0)
        for names in [[name for name, own in zip(ELEMENTS, levels, strict=True) if own == level]]
    ]
    about = f"question back about {' or '.join(asked)}" if asked else "no question back"
    return "\n".join([*by_level, f"scope: {SCOPE_WORDS[scope]}", f"{about}{f': {question}' if question else ''}"])


# a sentence added that supplies what was missing


def _growing(drafts: Sequence[LabeledDraft]) -> Iterator[Case[Element]]:
    for draft in drafts:
        for element, level in zip(ELEMENTS, draft.levels, strict=True):
            if level == 0:
                added = SUPPLYING[element]
                yield Case(
                    f"{draft.id}+{element}",
                    rows=({"text": draft.text}, *({"text": f"{draft.text}\n{sentence}"} for sentence in added)),
                    truth=element,
                    input=f"{draft.text}\n\nAdded, one at a time:\n" + "\n".join(added),
                    expected=f"No element falls when a sentence on {element} is added.",
                    slices={**_slices(draft), "element": element},
                )


def _compare_growing(case: Case[Element], outputs: Sequence[Row]) -> Found:
    before, *after = [AssessmentRow.model_validate(output) for output in outputs]
    fallen = [
        (sentence, [name for name in ELEMENTS if grown.elements[name].score < before.elements[name].score])
        for sentence, grown in zip(SUPPLYING[case.truth], after, strict=True)
    ]
    bad = [f"{', '.join(names)} fell: {sentence}" for sentence, names in fallen if names]
    return Found(
        got="\n".join(bad) or "No element fell.",
        tallies={GROWING: (float(len(after) - len(bad)), float(len(after)))},
        explanation=f"{len(after)} sentences added one at a time, {len(bad)} lowered something",
    )


# a whole conversation


def _mentees() -> list[Case[SimulatedMentee]]:
    return [
        Case(
            mentee.id,
            rows=({**_said(mentee), "max_turns": 0}, _said(mentee)),
            truth=mentee,
            input="\n".join([mentee.text, *(f"{name}: {answer}" for name, answer in mentee.answers.items())]),
            expected=f"Readier at the end; a question of 1 to {SHARPENED_WORDS_MAX} words with nothing invented.",
            slices={"field": mentee.field, "length": length_of(mentee.text)},
        )
        for mentee in read_mentees()
    ]


def _said(mentee: SimulatedMentee) -> dict[str, object]:
    return {"text": mentee.text, "answers": dict(mentee.answers)}


def _compare_mentee(case: Case[SimulatedMentee], outputs: Sequence[Row]) -> Found:
    first, whole = [PreparedRow.model_validate(output) for output in outputs]
    came = outcome(case.truth, first, whole)
    return Found(
        got=_conversation_text(came),
        tallies={
            READIER: (float(came.is_readier), 1.0),
            FAITHFUL: (float(not came.invented), 1.0),
            SHORT: (float(came.is_short), 1.0),
        },
        explanation=f"invented: {', '.join(came.invented)}" if came.invented else "nothing invented",
    )


def _conversation_text(came: Outcome) -> str:
    turns = [f"{turn.question} — {turn.reply}" for turn in came.prepared.turns]
    ready = f"readiness {came.before:.2f}, then {came.after:.2f}"
    return "\n".join([*turns, ready, came.prepared.sharpened.text or "no sharpened question"])
