"""Knowledge: which cards are shown for a draft, and that none is where none fits.

    inspect eval evals/suites/knowledge.py --model none/none

Truth are grades of the cards (evals/datasets/knowledge). `python -m evals.knowledge` prints the same beside trivial searchers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from inspect_ai import Task, task

from assistant.bootstrap import Assistant
from assistant.domain.evaluation import Metric
from assistant.program.imports import import_cards
from assistant.shipped import shipped_dir
from evals.engine import Answers, Row, Subject
from evals.knowledge import ANSWERS, QUERIES, SHOWN_MAX, Query, Ranked, first_answers, ndcg, read_queries, shipped_cards
from evals.suite import Case, Found, Part, Split, length_of, suite_task
from evals.tallies import yes

ORDER = "Cards come in the right order (nDCG@3)"
FIRST = "First card answers"
SHOWN = "A card is shown, where one fits"
SILENT = "No card is shown, where none fits"

METRICS = (
    Metric(ORDER, note="Of the three that may be shown; nothing shown counts as 0."),
    Metric(FIRST, is_promised=True, note="Of drafts that a card answers; nothing shown is wrong."),
    Metric(SHOWN),
    Metric(
        SILENT, is_promised=True, note="Work that no card is on, the same words on another subject, no career question."
    ),
)
DATASETS = (QUERIES,)
_GRADE_WORDS = {ANSWERS: "answers", 1: "helps with a part"}


@task
def knowledge(split: Split = "all", limit: int = 0) -> Task:
    """Measure the finding of knowledge cards."""
    fitting = [_case(query) for query in read_queries() if query.cards]
    other = [_case(query) for query in read_queries() if not query.cards]
    search = Answers(64, _found_cards)
    parts = [Part(fitting, search, compare, (ORDER, FIRST, SHOWN)), Part(other, search, compare, (SILENT,))]
    return suite_task("knowledge", METRICS, parts, split=split, limit=limit)


def _case(query: Query) -> Case[Query]:
    return Case(
        query.id,
        rows=({"text": query.text},),
        truth=query,
        input=query.text,
        expected="\n".join(f"{_title(card)} ({_GRADE_WORDS[grade]})" for card, grade in query.cards.items())
        or "No card: " + query.kind,
        slices={
            "split": query.split,
            "what fits": query.kind,
            "field": query.field,
            "voice": query.voice,
            "length": length_of(query.text),
        },
    )


def _found_cards(rows: Sequence[Row], subject: Subject) -> list[Row]:
    assistant = _with_cards(subject.assistant)
    return [_shown(str(row["text"]), assistant) for row in rows]


@cache
def _with_cards(assistant: Assistant) -> Assistant:
    import_cards([shipped_dir("knowledge")], assistant.store)
    assistant.sync_index()
    return assistant


def _shown(text: str, assistant: Assistant) -> Row:
    hits = assistant.find_cards(text, limit=SHOWN_MAX)
    return {"cards": [{"id": h.card.id, "section": h.section, "score": round(h.score, 4)} for h in hits]}


def compare(case: Case[Query], outputs: Sequence[Row]) -> Found:
    """Compare the cards shown with those that fit."""
    query, cards = case.truth, outputs[0]["cards"]
    assert isinstance(cards, list)
    shown = [(card["id"], card["score"]) for card in cards]
    right = first_answers(query.cards, shown)
    tallies = {SILENT: yes(not shown)}
    if query.cards:
        tallies = {ORDER: (ndcg(query.cards, shown), 1.0), FIRST: yes(right), SHOWN: yes(bool(shown))}
    return Found(
        got="\n".join(f"{_title(c['id'])} · {c['section']} ({c['score']:.2f})" for c in cards) or "No card.",
        tallies=tallies,
        explanation=_difference(query.cards, shown, is_right=right),
    )


def _difference(cards: Mapping[str, int], shown: Ranked, *, is_right: bool) -> str:
    if not cards:
        return "shown, though no card fits" if shown else "silent, as it should be"
    ids = [card for card, _ in shown]
    missed = [_title(card) for card, grade in cards.items() if grade == ANSWERS and card not in ids]
    lines = [f"not shown: {title}" for title in missed]
    if shown and not is_right:
        lines.append(f"first came: {_title(ids[0])}")
    return "\n".join(lines) or ("the first card answers" if is_right else "the card that answers is not first")


@cache
def _titles() -> Mapping[str, str]:
    return {card.id: card.title for card in shipped_cards()}


def _title(card_id: str) -> str:
    return _titles().get(card_id, card_id)
