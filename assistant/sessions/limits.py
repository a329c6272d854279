"""How long the texts of a request may be."""

from __future__ import annotations

import unicodedata

from assistant.domain.questions import SHARPENED_WORDS_MAX
from assistant.errors import InvalidInput

QUESTION_CHARACTERS_MAX = 2_000
REPLY_CHARACTERS_MAX = 600


def checked_question(text: str) -> str:
    """Return the question without white space around. Raises InvalidInput naming the limit it breaks."""
    question = _checked(text, name="question", characters_max=QUESTION_CHARACTERS_MAX)
    words = len(question.split())
    if words > SHARPENED_WORDS_MAX:
        raise InvalidInput(f"The question has {words} words; a mentor is sent at most {SHARPENED_WORDS_MAX}.")
    return question


def checked_reply(text: str, *, name: str) -> str:
    """Return a mentor's words without white space around. Raises InvalidInput naming the limit they break."""
    return _checked(text, name=name, characters_max=REPLY_CHARACTERS_MAX)


def _checked(text: str, *, name: str, characters_max: int) -> str:
    plain = text.replace("\r\n", "\n").strip()
    if not any(character.isalnum() for character in plain):
        raise InvalidInput(f"The {name} is empty; a sentence is enough.")
    if len(plain) > characters_max:
        raise InvalidInput(f"The {name} has {len(plain):,} characters; up to {characters_max:,} fit.")
    if any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in plain):
        raise InvalidInput(f"The {name} holds characters that are no text. Please type it as plain words.")
    return plain
