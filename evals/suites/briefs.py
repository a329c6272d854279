"""Briefs: what a mentor has to know before a session, and nothing that was taken out.

    inspect eval evals/suites/briefs.py --model none/none

Truth are the facts marked in each row (evals/datasets/briefs). Each row is asked a second time with one word more
taken out, the longest of its question: it has to be gone, and the other facts still there.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspect_ai import Task, task

from assistant.domain.briefs import BRIEF_WORDS_MAX
from assistant.domain.evaluation import Metric
from assistant.schemas.briefs import BriefedRow
from assistant.text.redaction import contains_any
from assistant.text.words import is_function_word, tokens
from evals.briefs import ROWS, Findings, LabeledBrief, findings_of, read_rows
from evals.engine import Row, answers
from evals.suite import Case, Found, Part, Split, length_of, suite_task
from evals.tallies import share, weighed, yes

FACTS = "What a mentor has to know stands in the brief"
CURRENT = "What the mentee took back is not said"
REDACTED = "Words taken out cannot be read"
FAITHFUL = "Every word stands in the source its line names"
SOURCED = "Every line names a source that exists"
SHORT = f"Brief has {BRIEF_WORDS_MAX} words at most"

METRICS = (
    Metric(FACTS, is_promised=True, note="Word for word; an outcome beside its advice."),
    Metric(CURRENT),
    Metric(REDACTED, is_promised=True),
    Metric(FAITHFUL, is_promised=True),
    Metric(SOURCED, is_promised=True),
    Metric(SHORT, is_promised=True),
)
DATASETS = (ROWS,)


@task
def briefs(split: Split = "all", limit: int = 0) -> Task:
    """Measure the composer of briefs."""
    rows = read_rows()
    cases = [*(_case(row.id, row) for row in rows), *(_case(f"{row.id}-masked", _masked(row)) for row in rows)]
    part = Part(cases, answers("brief"), compare, [metric.name for metric in METRICS])
    return suite_task("briefs", METRICS, [part], split=split, limit=limit)


def _case(case_id: str, row: LabeledBrief) -> Case[LabeledBrief]:
    return Case(
        case_id,
        rows=(row.model_dump(mode="json", exclude={"id", "split", "facts", "stale"}),),
        truth=row,
        input=_input_text(row),
        expected=_facts_text(row),
        slices={
            "split": row.split,
            "chat": _how_many(len(row.chat), "turns"),
            "earlier advice": _how_many(len(row.history), "pieces"),
            "length": length_of(row.question),
            "words taken out": _how_many(len(row.redacted), "words"),
            "asked": "with one word more taken out" if case_id.endswith("-masked") else "as written",
        },
    )


def _masked(row: LabeledBrief) -> LabeledBrief:
    """Return the row with the longest content word of its question (of the chat where it has none) taken out too.

    Facts that hold the word are no longer to be said.
    """
    texts = [row.question, *(turn.text for turn in row.chat)]
    words = next(found for text in texts if (found := _content(text)))
    word = max(words, key=len)
    facts = [fact for fact in row.facts if not contains_any(fact.quote, [word])]
    stale = [quote for quote in row.stale if not contains_any(quote, [word])]
    return row.model_copy(update={"redacted": [*row.redacted, word], "facts": facts, "stale": stale})


def _content(text: str) -> list[str]:
    return [word.quote for word in tokens(text) if word.quote.isalpha() and not is_function_word(word.quote)]


def _how_many(count: int, of_what: str) -> str:
    return "none" if count == 0 else f"1 to 4 {of_what}" if count <= 4 else f"5 and more {of_what}"


def compare(case: Case[LabeledBrief], outputs: Sequence[Row]) -> Found:
    """Compare a brief with what it has to say."""
    row, said = case.truth, BriefedRow.model_validate(outputs[0])
    found = _findings(row, said)
    words = sum(len(line.text.split()) for line in said.lines)
    return Found(
        got=_brief_text(said),
        tallies=weighed(
            {
                FACTS: share(sum(found.verbatim), len(found.verbatim)),
                CURRENT: share(len(row.stale) - len(found.stale), len(row.stale)),
                REDACTED: share(not found.leaks, bool(row.redacted)),
                FAITHFUL: share(words - len(found.invented), words),
                SOURCED: share(len(said.lines) - len(found.unsourced), len(said.lines)),
                SHORT: yes(found.words <= BRIEF_WORDS_MAX),
            }
        ),
        explanation=_differences(row, found),
    )


def _findings(row: LabeledBrief, said: BriefedRow) -> Findings:
    return findings_of(row, [(line.text, line.source) for line in said.lines])


def _differences(row: LabeledBrief, found: Findings) -> str:
    missing = [
        f"missing {fact.kind}: “{fact.quote}”{' (nearly said)' if is_near else ''}"
        for fact, is_there, is_near in zip(row.facts, found.verbatim, found.near, strict=True)
        if not is_there
    ]
    return "\n".join([*missing, *_wrong(found)]) or "all facts, and nothing against it"


def _wrong(found: Findings) -> list[str]:
    return [
        *(f"can be read though taken out: “{text}”" for text in found.leaks),
        *(f"not in its source: {word}" for word in found.invented),
        *(f"no such source: {source}" for source in found.unsourced),
        *(f"said though taken back: “{words}”" for words in found.stale),
    ]


def _brief_text(said: BriefedRow) -> str:
    return "\n".join(f"{line.text}  [{line.source}]" for line in said.lines) or "empty"


def _facts_text(row: LabeledBrief) -> str:
    stale = [f"taken back, not to be said: “{words}”" for words in row.stale]
    return "\n".join([*(f"{fact.kind}: “{fact.quote}”  [{fact.source}]" for fact in row.facts), *stale])


def _input_text(row: LabeledBrief) -> str:
    return "\n".join(
        [
            f"question: {row.question}",
            *(f"{turn.speaker}: {turn.text}" for turn in row.chat),
            *(f"earlier, {one.mentor}: {one.text} ({one.outcome or 'outcome not known'})" for one in row.history),
            *(f"pull apart: {one.a} and {one.b}, {one.why}" for one in row.open_conflicts),
            f"taken out: {', '.join(row.redacted) or 'nothing'}",
        ]
    )
