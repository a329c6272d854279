from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InvalidInput
from assistant.text.intake import MESSAGE_LETTERS_MAX, checked_text, foreign_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_text"),
        (" \n\t ", "empty_text"),
        ("?!…", "empty_text"),
        (None, "not_text"),
        (17, "not_text"),
        ("\x00\x01\x02\x7f" * 20, "not_text"),
        ("x" * (MESSAGE_LETTERS_MAX + 1), "too_long"),
        ("Quiero cambiar de trabajo pero no sé cómo hacerlo, estoy muy cansado de mi jefe", "not_english"),
        ("Ich möchte meine Arbeit wechseln, aber ich weiß nicht wie und wann", "not_english"),
        ("Я хочу сменить работу, что мне делать?", "not_english"),
        ("我想换工作,应该怎么办?", "not_english"),
    ],
)
def test_unreadable_input_gets_a_specific_error(text: object, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_text(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "MSc econ, Bocconi. Junior analyst.",
        "naïve café résumé question from Zoë",
        "kitchen porter → chef de partie??",
        "idk",
    ],
)
def test_terse_or_accented_english_is_accepted(text: str) -> None:
    assert checked_text(text) == text
    assert foreign_language(text) is None


def test_invisible_and_control_characters_do_not_survive() -> None:
    assert (
        checked_text("my pay\u202e rise\x07 please, if there is any chance at all")
        == "my pay rise  please, if there is any chance at all"
    )


@given(st.text(max_size=300))
def test_whatever_is_sent_it_is_text_afterwards_or_a_clear_error(text: str) -> None:
    with suppress(InvalidInput):
        assert any(character.isalnum() for character in checked_text(text))
