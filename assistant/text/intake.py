"""Check what people send before anything is done with it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from assistant.errors import InvalidInput
from assistant.text.words import FUNCTION_WORDS, tokens

MESSAGE_LETTERS_MAX: Final = 8_000
_CONTROL_SHARE_MAX = 0.05
_FOREIGN_LETTER_SHARE_MAX = 0.5
_FOREIGN_WORDS_MIN = 4
_FOREIGN: Final[dict[str, frozenset[str]]] = {
    "Spanish": frozenset(
        "el los las una que por para con pero como está estoy quiero trabajo mi muy cómo del necesito hola tengo".split()
    ),
    "French": frozenset(
        "le les des une que pour avec mais je suis mon ma est dans comment veux travail vous nous sur pas bonjour".split()
    ),
    "German": frozenset(
        "der die das und ich nicht ein eine mit für auf ist wie mein meine möchte habe arbeit oder wenn aber kann".split()
    ),
    "Portuguese": frozenset(
        "os uma que por para com mas como estou quero trabalho meu minha muito não em do da você".split()
    ),
    "Italian": frozenset("il gli una che per con ma come sono voglio lavoro mio mia molto non di della vorrei".split()),
    "Dutch": frozenset("de het een en ik niet met voor op is hoe mijn wil heb werk maar kan ook van".split()),
    "Polish": frozenset("nie jest się na do jak mam chcę praca moja mój ale czy dla jestem żeby".split()),
    "Turkish": frozenset("bir ve için ama nasıl ben benim çok istiyorum iş bu mi ile var".split()),
    "Swedish": frozenset("och att det jag är inte en ett som på för med har vill mitt min hur".split()),
}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def checked_text(text: object, *, letters_max: int = MESSAGE_LETTERS_MAX) -> str:
    """Return the text with line breaks unified and invisible characters removed.

    Raises:
        InvalidInput: Not text (`not_text`), blank (`empty_text`), over the limit (`too_long`) or clearly in
            another language than English (`not_english`); the message can be shown to the writer.
    """
    if not isinstance(text, str):
        raise InvalidInput(f"found {type(text).__name__}, expected text", code="not_text")
    if len(text) > letters_max:
        raise InvalidInput(
            f"This has {len(text):,} characters; up to {letters_max:,} fit in one message. Please send the part that matters most.",
            code="too_long",
        )
    plain = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    controls = sum(unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\n\t" for c in plain)
    if controls > _CONTROL_SHARE_MAX * len(plain):
        raise InvalidInput("This looks like binary data, not like text. Please type or paste words.", code="not_text")
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\n\t" else c for c in plain)
    if not any(character.isalnum() for character in plain):
        raise InvalidInput(
            "There are no words in this yet. A sentence about what you would like to reach is enough to start.",
            code="empty_text",
        )
    language = foreign_language(plain)
    if language is not None:
        raise InvalidInput(
            f"This seems to be written in {language}. I can only read English so far; a few simple English sentences are enough.",
            code="not_english",
        )
    return plain


def foreign_language(text: str) -> str | None:
    """Return the language a text is clearly written in when it is not English, else None; in doubt None."""
    letters = [character for character in text if character.isalpha()]
    foreign = [character for character in letters if not unicodedata.name(character, "").startswith("LATIN")]
    if letters and len(foreign) > _FOREIGN_LETTER_SHARE_MAX * len(letters):
        return "a language with another script"
    words = [token.quote.lower().replace("’", "'") for token in tokens(text)]
    english = sum(word in FUNCTION_WORDS for word in words)
    counts = {language: sum(word in common for word in words) for language, common in _FOREIGN.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _FOREIGN_WORDS_MIN and counts[best] > 2 * english else None
