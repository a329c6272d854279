"""Extraction: what is kept of session notes, and what was promised by when and by whom.

    inspect eval evals/suites/extraction.py --model none/none

Truth are the labels of the notes' writers (evals/datasets/notes); a found span counts when it and a labeled one share half
of what both cover, a promise when half of the words of its act are those of a labeled act.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspect_ai import Task, task

from assistant.domain.evaluation import Metric
from assistant.schemas.notes import CommitmentRow, ExtractedRow, GuidanceRow
from evals.engine import Row, answers
from evals.notes import HALF, guidance_pairs, promise_pairs
from evals.suite import Case, Found, Part, Split, length_of, suite_task
from evals.tallies import f1, share, weighed
from training.notes.data import NOTES, THIRD_HAND, LabeledCommitment, LabeledNote, read_notes

GUIDANCE = "Pieces of advice are found where they stand (F1)"
VERBATIM = "Advice kept is word for word in the note"
PROMISES = "Promises are found (F1)"
DUE = "Day of a found promise is right"
WHO = "Who made a found promise is right"

METRICS = (
    Metric(GUIDANCE, is_promised=True, note="A found and a labeled piece share at least half of what both cover."),
    Metric(VERBATIM, is_promised=True),
    Metric(PROMISES, is_promised=True, note="At least half of the words of the act are the same."),
    Metric(DUE, is_promised=True, note="The last day that still fulfills it, or none for vague words."),
    Metric(WHO),
)
DATASETS = (NOTES, THIRD_HAND)


@task
def extraction(split: Split = "all", limit: int = 0) -> Task:
    """Measure what is found in session notes."""
    part = Part(_notes(), answers("extract"), compare, [metric.name for metric in METRICS])
    return suite_task("extraction", METRICS, [part], split=split, limit=limit)


def _notes() -> list[Case[LabeledNote]]:
    return [
        Case(
            note.id,
            rows=({"note": note.note, "session_date": note.session_date.isoformat()},),
            truth=note,
            input=f"Session of {note.session_date:%A, %d %B %Y}, note by the {note.by}:\n\n{note.note}",
            expected=_listed([span.quote for span in note.guidance], note.commitments),
            slices={
                "split": note.split,
                "written by": note.by,
                "writer": note.hand,
                "length": length_of(note.note),
                "promises": _how_many(len(note.commitments)),
            },
        )
        for note in (*read_notes(), *read_notes(THIRD_HAND))
    ]


def _how_many(count: int) -> str:
    return "none" if count == 0 else "one" if count == 1 else "two or more"


def compare(case: Case[LabeledNote], outputs: Sequence[Row]) -> Found:
    """Compare what was found with the labels of the note's writer."""
    note, said = case.truth, ExtractedRow.model_validate(outputs[0])
    spans = guidance_pairs(note, said, overlap_min=HALF)
    pairs = [(said.commitments[i], note.commitments[j]) for i, j in promise_pairs(note, said)]
    is_due = [found.due == labeled.due for found, labeled in pairs]
    is_who = [found.who.casefold() == labeled.who.casefold() for found, labeled in pairs]
    return Found(
        got=_listed([piece.text for piece in said.guidance], said.commitments),
        tallies=weighed(
            {
                GUIDANCE: f1(len(spans), len(said.guidance), len(note.guidance)),
                VERBATIM: share(sum(_is_verbatim(piece, note.note) for piece in said.guidance), len(said.guidance)),
                PROMISES: f1(len(pairs), len(said.commitments), len(note.commitments)),
                DUE: share(sum(is_due), len(pairs)),
                WHO: share(sum(is_who), len(pairs)),
            }
        ),
        explanation=_differences(note, said, spans, pairs),
    )


def _is_verbatim(piece: GuidanceRow, note: str) -> bool:
    return piece.text == note[piece.start : piece.end]


def _differences(
    note: LabeledNote,
    said: ExtractedRow,
    spans: Sequence[tuple[int, int]],
    pairs: Sequence[tuple[CommitmentRow, LabeledCommitment]],
) -> str:
    found, labeled = {i for i, _ in spans}, {j for _, j in spans}
    lines = [f"missed: “{s.quote}”" for j, s in enumerate(note.guidance) if j not in labeled]
    lines += [f"not labeled: “{g.text}”" for i, g in enumerate(said.guidance) if i not in found]
    lines += [f"promise missed: {one.what}" for one in note.commitments if all(one is not c for _, c in pairs)]
    lines += [f"no promise: {one.what}" for one in said.commitments if all(one is not c for c, _ in pairs)]
    for one, right in pairs:
        if one.due != right.due:
            lines.append(f"{one.what}: due {one.due or 'no day'} (“{one.when}”), is {right.due or 'no day'}")
        if one.who.casefold() != right.who.casefold():
            lines.append(f"{one.what}: by {one.who}, is {right.who}")
    return "\n".join(lines) or "as the writer says"


def _listed(advice: Sequence[str], promises: Sequence[CommitmentRow | LabeledCommitment]) -> str:
    lines = [f"advice: {text}" for text in advice]
    lines += [f"promise of {one.who}: {one.what}, {f'due {one.due}' if one.due else 'no day'}" for one in promises]
    return "\n".join(lines) or "nothing to keep"
