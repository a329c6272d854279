"""The hand-over note: a first draft from the mentee's own words, theirs to change. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.text.redaction import redacted

TITLE_WORDS_MAX: Final = 12


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a note is drafted from; what is not known is empty.

    Attributes:
        question: As the mentee asked it.
        promised: What they set out to do.
        tried: What they said about what they tried, and about how it went.
        advised: Advice they were given; the note has its first words.
    """

    question: str = ""
    promised: Sequence[str] = ()
    tried: Sequence[str] = ()
    advised: Sequence[str] = ()


def hand_over_note(own: OwnWords, redactions: Sequence[str]) -> str:
    """Return the draft of a note, "" when nothing is known; words the mentee took out are masked."""
    parts = (
        ("What I would like to sort out", [own.question] if own.question.strip() else []),
        ("What I set out to do", _points(own.promised)),
        ("What I tried", _points(own.tried)),
        ("What mentors suggested", _points([title_of(text) for text in own.advised])),
    )
    text = "\n\n".join("\n".join((f"{name}:", *lines)) for name, lines in parts if lines)
    return redacted(text, redactions)


def title_of(text: str) -> str:
    """Return the first words of a piece of advice, with … where some are left out."""
    words = text.split()
    return " ".join(words) if len(words) <= TITLE_WORDS_MAX else " ".join(words[:TITLE_WORDS_MAX]) + " …"


def _points(texts: Sequence[str]) -> list[str]:
    """Return each text once, as a line with a dash."""
    plain = (" ".join(text.split()) for text in texts)
    return [f"- {text}" for text in dict.fromkeys(plain) if text]
