"""A brief scores 1 when it says all a mentor has to know, and nothing that was taken out."""

from __future__ import annotations

from typing import Any

from assistant.text.redaction import contains_any
from evals.briefs import LabeledBrief
from evals.suite import Case
from evals.suites.briefs import CURRENT, FACTS, FAITHFUL, REDACTED, SHORT, SOURCED, briefs, compare

ROW = LabeledBrief.model_validate(
    {
        "id": "r",
        "split": "test",
        "question": "How do I lead by May? I asked Acme once.",
        "chat": [{"speaker": "mentee", "text": "Sorry, by June."}],
        "redacted": ["Acme"],
        "facts": [
            {"kind": "ask", "quote": "How do I lead", "source": "question"},
            {"kind": "date", "quote": "by June", "source": "chat:1"},
        ],
        "stale": ["by May"],
    }
)
CASE = Case("r", ({},), ROW, "", "")


def said(*lines: tuple[str, str]) -> dict[str, Any]:
    return {
        "lines": [{"text": text, "source": source, "part": "ask"} for text, source in lines],
        "words": 0,
        "who": "",
        "agenda": [],
    }


def test_a_brief_that_says_everything_right_scores_one() -> None:
    found = compare(CASE, [said(("How do I lead", "question"), ("By June", "chat:1"))])
    assert found.tallies == {
        FACTS: (2.0, 2.0),
        CURRENT: (1.0, 1.0),
        REDACTED: (1.0, 1.0),
        FAITHFUL: (6.0, 6.0),
        SOURCED: (2.0, 2.0),
        SHORT: (1.0, 1.0),
    }
    assert found.explanation == "all facts, and nothing against it"


def test_what_is_wrong_with_a_brief_costs_its_metric_and_is_told() -> None:
    found = compare(CASE, [said(("I asked Acme by May", "question"), ("boss", "chat:9"))])
    assert (found.tallies[FACTS], found.tallies[CURRENT], found.tallies[REDACTED]) == (
        (0.0, 2.0),
        (0.0, 1.0),
        (0.0, 1.0),
    )
    assert (found.tallies[FAITHFUL], found.tallies[SOURCED]) == ((5.0, 6.0), (1.0, 2.0))
    for told in (
        "missing ask: “How do I lead”",
        "taken out: “I asked Acme",
        "source: boss",
        "source: chat:9",
        "“by May”",
    ):
        assert told in found.explanation


def test_a_brief_of_121_words_is_too_long() -> None:
    assert compare(CASE, [said(("I " * 121, "question"))]).tallies[SHORT] == (0.0, 1.0)


def test_where_nothing_was_taken_out_leaks_are_not_scored() -> None:
    row = ROW.model_copy(update={"redacted": []})
    assert REDACTED not in compare(Case("r", ({},), row, "", ""), [said(("How do I lead", "question"))]).tallies


def test_every_row_is_asked_again_with_a_word_of_its_own_taken_out() -> None:
    cases = {str(sample.id): sample for sample in briefs().dataset}
    masked = [name for name in cases if name.endswith("-masked")]
    assert 2 * len(masked) == len(cases)
    for name in masked:
        [row], [before] = ((cases[one].metadata or {})["rows"] for one in (name, name.removesuffix("-masked")))
        *others, word = row["redacted"]
        assert others == before["redacted"]
        assert contains_any(" ".join([row["question"], *(turn["text"] for turn in row["chat"])]), [word])
