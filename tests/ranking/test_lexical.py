"""Shared words count, rare ones more, function words not at all."""

from __future__ import annotations

import pytest

from assistant.ranking.lexical import LexicalIndex


def test_the_document_that_shares_rare_words_scores_highest() -> None:
    index = LexicalIndex(["I mend bicycles in Utrecht", "I mend shoes", "I sell shoes"])
    scores = index.scores("Who mends a bicycle?")
    assert scores.argmax() == 0
    assert scores[1] > 0
    assert scores[2] == 0


@pytest.mark.parametrize("question", ["what should I do?", "", "zzz"])
def test_a_text_without_known_topic_words_scores_nothing(question: str) -> None:
    assert LexicalIndex(["I mend bicycles", "I sell shoes"]).scores(question).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("texts", [[], ["", "and the"]])
def test_documents_without_words_are_no_error(texts: list[str]) -> None:
    assert LexicalIndex(texts).scores("bicycle").tolist() == [0.0] * len(texts)
