from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.text.redaction import contains_any
from evals.briefs import LabeledBrief, equal_shares, fact_share, findings_of, first_words, read_rows, sources_of
from tests.test_layers import TOP

ROW = LabeledBrief.model_validate(
    {
        "id": "r",
        "split": "dev",
        "question": "How do I lead by May? I asked Acme once.",
        "chat": [{"speaker": "mentee", "text": "Sorry, by June."}],
        "history": [{"id": "h", "mentor": "Amara", "text": "Talk to each alone.", "outcome": "done"}],
        "open_conflicts": [{"a": "h", "b": "x", "why": "alone or together"}],
        "redacted": ["Acme"],
        "facts": [
            {"kind": "ask", "quote": "How do I lead", "source": "question"},
            {"kind": "date", "quote": "by June", "source": "chat:1"},
            {"kind": "advised", "quote": "Talk to each alone", "source": "history:h"},
            {"kind": "outcome", "quote": "done", "source": "history:h"},
        ],
        "stale": ["by May"],
    }
)
GOOD = [("How do I lead", "question"), ("By June", "chat:1"), ("Amara: talk to each alone (done)", "history:h")]


@pytest.fixture(scope="module")
def rows() -> list[LabeledBrief]:
    return read_rows(TOP / "evals" / "datasets" / "briefs" / "briefs.jsonl")


def test_a_brief_that_says_everything_right_has_nothing_against_it() -> None:
    found = findings_of(ROW, GOOD)
    assert all(found.verbatim)
    assert (found.leaks, found.invented, found.unsourced, found.stale, found.words) == ((), (), (), (), 12)


def test_what_is_wrong_with_a_brief_is_found() -> None:
    found = findings_of(ROW, [("I asked ACME’s boss by May", "question"), ("done", "history:other")])
    assert found.verbatim == (False, False, False, False)
    assert found.leaks == ("I asked ACME’s boss by May",)
    assert found.unsourced == ("history:other",)
    assert found.stale == ("by May",)
    assert "boss" in found.invented


def test_an_outcome_counts_only_beside_its_advice() -> None:
    assert findings_of(ROW, [("done", "question")]).verbatim[3] is False
    assert findings_of(ROW, [("(done)", "history:h")]).verbatim[3] is True


def test_the_same_words_in_another_order_are_near() -> None:
    found = findings_of(ROW, [("Alone is how to talk to each", "history:h")])
    assert (found.verbatim[2], found.near[2]) == (False, True)


def test_shares_are_of_one_kind_or_of_all() -> None:
    hits = [(True, False, True, True)]
    assert fact_share([ROW], hits).value == 0.75
    assert fact_share([ROW], hits, "date").value == 0.0


def test_baselines_stay_within_the_words_and_leak_nothing(rows: list[LabeledBrief]) -> None:
    for row in rows:
        for lines in (first_words(row), equal_shares(row)):
            found = findings_of(row, lines)
            assert found.words <= 120
            assert found.leaks == found.unsourced == ()


def quotes(rows: list[LabeledBrief]) -> Iterator[tuple[LabeledBrief, str, str]]:
    for row in rows:
        for fact in row.facts:
            yield row, fact.quote, fact.source


def test_every_fact_stands_in_its_source_and_holds_no_redacted_word(rows: list[LabeledBrief]) -> None:
    for row, quote, source in quotes(rows):
        assert quote in sources_of(row)[source], (row.id, quote)
        assert not contains_any(quote, row.redacted), (row.id, quote)


def test_what_was_taken_back_stands_in_its_row(rows: list[LabeledBrief]) -> None:
    for row in rows:
        assert all(words in " ".join(sources_of(row).values()) for words in row.stale)


def test_all_facts_of_a_row_have_room_in_a_brief(rows: list[LabeledBrief]) -> None:
    assert max(sum(len(fact.quote.split()) for fact in row.facts) for row in rows) <= 120


def test_no_text_stands_in_both_splits(rows: list[LabeledBrief]) -> None:
    texts = {split: {row.question for row in rows if row.split == split} for split in ("dev", "test")}
    assert texts["dev"].isdisjoint(texts["test"])
    assert len(texts["dev"]) + len(texts["test"]) == len(rows)
