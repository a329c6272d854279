from __future__ import annotations

import pytest

from assistant.rubric.answers import is_no_answer


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "  ",
        "skip",
        "Skip!",
        "not sure",
        "I'm not really sure yet",
        "idk",
        "no idea",
        "I don’t know",
        "???",
        "n/a",
        "nothing yet",
        "honestly no clue",
    ],
)
def test_a_reply_without_content_is_no_answer(reply: str) -> None:
    assert is_no_answer(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "by June",
        "no rush",
        "not my manager, the owner",
        "I'm not sure I want to stay a nurse",
        "none of my three applications worked",
        "band 5",
        "nothing but night shifts since May",
    ],
)
def test_a_reply_with_content_is_an_answer(reply: str) -> None:
    assert not is_no_answer(reply)
