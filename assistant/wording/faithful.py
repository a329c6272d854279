"""Check that a wording says nothing its source does not say.

Pure and strict: names, numbers, dates, amounts, acronyms and every content word must stand in the
source, in any inflection; so must whether a thing was denied, and what a number counts. Words that frame a question are free.
It cannot see who did what to whom: facts put together anew from the same words pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from assistant.text.calendar import calendar_name, spell_numeric_dates
from assistant.text.inflection import is_misspelling, lemmas
from assistant.text.numbers import Number, read_number
from assistant.text.words import tidy_chat_spelling, tokens
from assistant.wording.framing_words import CLAUSE_WORDS, FRAMING, GENDERED, GRAMMAR, NEGATORS

_NEGATION_REACH = 3
_COUNTED_REACH = 3
_COUNT_WINDOW = 6
"""How many words a number may stand from what it counts: in a candidate, and in its source."""
_DATE_WINDOW = 2

_CONTRACTION = re.compile(r"(?:'(?:m|re|ve|d|ll|s)|'+)$", re.IGNORECASE)
_DIGITS_AND_LETTERS = re.compile(r"^(\d[\d.,:]*)([a-z]+)$", re.IGNORECASE)
_GROUPING_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_INSIDE = re.compile(r"[-/]+")
_SENTENCE_BREAK = re.compile(r"[.!?:;\n“”\"(\[…•—–]")
_CLAUSE_BREAK = re.compile(r"[.!?:;,\n“”\"()\[\]…•—–]")
_SYMBOLS = {
    "£": ("pound", "gbp", "sterling"),
    "$": ("dollar", "usd", "bucks"),
    "€": ("euro", "eur"),
    "%": ("percent", "per cent"),
    "¥": ("yen",),
    "₹": ("rupee",),
}
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|mine|myself)\b", re.IGNORECASE)
_THIRD_PERSON = re.compile(r"\b(?:the|this|a|our) (?:mentee|user|author|asker|person asking)\b", re.IGNORECASE)
_QUESTION_MARKS = re.compile(r"[?？]+")


@dataclass(frozen=True, slots=True)
class _Word:
    """One word; `written` is as in the text, `plain` lower case without contraction."""

    written: str
    plain: str
    starts_sentence: bool
    clause: int
    is_denied: bool = False
    calendar: str | None = None
    number: Number | None = None


@dataclass(frozen=True)
class _Text:
    """A text's words and what they state."""

    text: str
    words: tuple[_Word, ...]

    @cached_property
    def plain(self) -> frozenset[str]:
        return frozenset(word.plain for word in self.words) | frozenset(
            _INSIDE.sub("", token.quote.casefold()) for token in tokens(self.text)
        )

    @cached_property
    def bases(self) -> dict[str, frozenset[bool]]:
        """Return every base form with whether it is denied, stated, or both."""
        found: dict[str, frozenset[bool]] = {}
        for word in self.words:
            for base in lemmas(word.plain):
                found[base] = found.get(base, frozenset()) | {word.is_denied}
        return found

    @cached_property
    def calendar(self) -> frozenset[str]:
        named = {word.calendar for word in self.words if word.calendar}
        opening = {
            _opening_month(word, after) for word, after in zip(self.words, [*self.words[1:], None], strict=False)
        }
        return frozenset(named | opening) - {None}  # type: ignore[return-value]

    @cached_property
    def numbers(self) -> frozenset[tuple[object, bool]]:
        return frozenset((word.number.value, word.number.is_ordinal) for word in self.words if word.number)

    @cached_property
    def capitals(self) -> frozenset[str]:
        return frozenset(word.written for word in self.words if word.written.isupper())


def unsupported(candidate: str, source: str, *, framing: AbstractSet[str] = FRAMING) -> tuple[str, ...]:
    """Return the words of a candidate that its source does not support, as written, each once, in order.

    Args:
        candidate: The wording to check.
        source: All that may be said; upper and lower case, spelling of numbers and inflection do not matter.
        framing: Words that are free.

    Returns:
        Nothing when the candidate is faithful; a blank candidate is.
    """
    known = _read(source)
    words = _read(candidate).words
    found = [word.written for place, word in enumerate(words) if not _is_supported(words, place, known, framing)]
    found += [symbol for symbol in _SYMBOLS if symbol in candidate and not _has_symbol(symbol, known)]
    return tuple(dict.fromkeys(found))


def kept_share(candidate: str, source: str) -> float:
    """Return the share of the source's content words that a candidate keeps; 1.0 when there are none."""
    kept = _read(candidate).bases
    wanted = [word for word in _read(source).words if word.plain not in FRAMING and word.plain not in NEGATORS]
    if not wanted:
        return 1.0
    return sum(not lemmas(word.plain).isdisjoint(kept) for word in wanted) / len(wanted)


def is_first_person(text: str) -> bool:
    """Tell whether the mentee speaks: "I" or "my", and nobody called the mentee."""
    return _FIRST_PERSON.search(text) is not None and _THIRD_PERSON.search(text) is None


def is_within(text: str, words_max: int) -> bool:
    """Tell whether a text has at least one word and at most `words_max`, as separated by white space."""
    return 1 <= len(text.split()) <= words_max


def count_questions(text: str) -> int:
    """Count the questions asked: runs of question marks."""
    return len(_QUESTION_MARKS.findall(text))


def _is_supported(words: Sequence[_Word], place: int, known: _Text, framing: AbstractSet[str]) -> bool:
    word = words[place]
    if word.calendar:
        return word.calendar in known.calendar
    if word.number:
        return _is_number_known(words, place, known, framing)
    if word.plain in NEGATORS:
        return True
    if word.plain in GENDERED:
        return any(GENDERED.get(other) == GENDERED[word.plain] for other in known.plain)
    if _is_acronym(word) and word.plain in GRAMMAR:
        return word.written in known.capitals
    if _is_name(word):
        return not lemmas(word.plain).isdisjoint(known.bases)
    return word.plain in framing or _is_stated(word, known)


def _is_stated(word: _Word, known: _Text) -> bool:
    """Tell whether the source says the word, and denies it only where the candidate does."""
    polarities = [known.bases[base] for base in lemmas(word.plain) if base in known.bases]
    if polarities:
        return any(word.is_denied in polarity for polarity in polarities)
    return any(is_misspelling(other, word.plain) for other in known.plain)


def _is_name(word: _Word) -> bool:
    return word.written[:1].isupper() and not word.starts_sentence and word.plain != "i"


def _is_acronym(word: _Word) -> bool:
    return len(word.written) > 1 and word.written.isupper()


def _is_number_known(words: Sequence[_Word], place: int, known: _Text, framing: AbstractSet[str]) -> bool:
    number = words[place].number
    assert number is not None
    counted = _counted(words, place, framing)
    if number.value == 1 and counted != place + 1:
        return True  # "which one", "comes first", "one of them"
    if counted is None and (months := _calendar_beside(words, place)):
        return any(
            other.number and other.number.value == number.value and months & _calendar_beside(known.words, at)
            for at, other in enumerate(known.words)
        )
    if (number.value, number.is_ordinal) not in known.numbers:
        return False
    return counted is None or _counts(known, number, words[counted])


def _calendar_beside(words: Sequence[_Word], place: int) -> frozenset[str]:
    """Return the months and weekdays beside a number: "3 May", "3rd of May"."""
    beside = words[max(0, place - _DATE_WINDOW) : place + _DATE_WINDOW + 1]
    return frozenset(word.calendar for word in beside if word.calendar and word.clause == words[place].clause)


def _counted(words: Sequence[_Word], place: int, framing: AbstractSet[str]) -> int | None:
    """Return the place of the content word a number counts, None when none follows closely."""
    for after in range(place + 1, min(place + 1 + _COUNTED_REACH, len(words))):
        word = words[after]
        if word.clause != words[place].clause or word.number:
            return None
        if word.calendar is None and word.plain not in framing and word.plain not in NEGATORS:
            return after
    return None


def _counts(known: _Text, number: Number, counted: _Word) -> bool:
    """Tell whether the source has this number near that word, or lacks the word (which is then reported itself)."""
    wanted = lemmas(counted.plain)
    if wanted.isdisjoint(known.bases):
        return True
    for place, word in enumerate(known.words):
        if word.number and (word.number.value, word.number.is_ordinal) == (number.value, number.is_ordinal):
            near = known.words[max(0, place - _COUNT_WINDOW) : place + _COUNT_WINDOW + 1]
            if any(not wanted.isdisjoint(lemmas(other.plain)) for other in near):
                return True
    return False


def _has_symbol(symbol: str, known: _Text) -> bool:
    lower = known.text.casefold()
    return (
        symbol in lower or any(name in lower for name in _SYMBOLS[symbol]) or (symbol == "£" and "quid" in known.plain)
    )


def _opening_month(word: _Word, after: _Word | None) -> str | None:
    """Return the month a capital at the start of a source's sentence may name ("March is too late")."""
    if (
        not word.starts_sentence
        or not word.written[:1].isupper()
        or (after is not None and after.plain in ("i", "we", "you", "it", "they"))
    ):
        return None
    return calendar_name(word.written, before="in", after="", starts_sentence=True)


def _read(text: str) -> _Text:
    plain = spell_numeric_dates(_GROUPING_COMMA.sub("", text))
    tidy = "\n".join(tidy_chat_spelling(line) for line in plain.splitlines())
    words = list(_split(tidy))
    read: list[_Word] = []
    for _, clause in groupby(words, key=lambda word: word.clause):
        read += _read_clause(list(clause))
    return _Text(tidy, tuple(read))


def _split(text: str) -> Iterator[_Word]:
    """Cut a text into words; compounds and digits with letters come apart."""
    end, clause = 0, 0
    for token in tokens(text):
        gap = text[end : token.start]
        starts = end == 0 or _SENTENCE_BREAK.search(gap) is not None
        clause += _CLAUSE_BREAK.search(gap) is not None
        for part in _parts(token.quote):
            yield _Word(part, _plain(part), starts, clause)
            starts = False
        end = token.end


def _parts(token: str) -> list[str]:
    found = []
    for part in _INSIDE.split(token):
        joined = _DIGITS_AND_LETTERS.match(part)
        number = read_number(part)
        if joined and number is not None and number.unit:
            found += [joined[1], joined[2]]
        elif part.casefold().replace("’", "'").endswith("n't"):
            found += [part[:-3] or part, "not"]
        elif part:
            found.append(part)
    return found


def _plain(part: str) -> str:
    lower = part.casefold().replace("’", "'")
    return _CONTRACTION.sub("", lower) or lower


def _read_clause(words: Sequence[_Word]) -> Iterator[_Word]:
    """Fill in what depends on neighbors: denial, months, numbers, a.m. and p.m."""
    denied_until = -1
    for place, word in enumerate(words):
        before = words[place - 1].written if place else ""
        after = words[place + 1].written if place + 1 < len(words) else ""
        plain = f"{word.plain}-hour" if word.plain in ("am", "pm") and before[:1].isdigit() else word.plain
        if plain in CLAUSE_WORDS:
            denied_until = -1
        is_denied = place <= denied_until and plain not in GRAMMAR and plain not in NEGATORS
        if plain in NEGATORS:
            denied_until = place + _NEGATION_REACH
        elif is_denied and plain not in FRAMING:
            denied_until = -1
        name = calendar_name(word.written, before=before, after=after, starts_sentence=word.starts_sentence)
        yield _Word(
            word.written,
            plain,
            word.starts_sentence,
            word.clause,
            is_denied,
            name,
            None if name else read_number(word.plain),
        )
