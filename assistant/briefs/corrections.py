"""The latest statement wins: find what the mentee said before and took back later.

Only words that say so ("actually", "they moved it", "15 %, not 20 %") take something back, and only what they answer:
a time for the time, an amount for the amount, what they name with "not", a plan they give up. What was taken back is
struck from the earlier text, the rest of which stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.briefs import cues
from assistant.briefs.said import Said
from assistant.briefs.times import NUMBER, TIME, is_length
from assistant.text.inflection import lemmas
from assistant.text.numbers import read_number
from assistant.text.segments import count_words, segments
from assistant.text.words import is_function_word, tokens

Range = tuple[int, int]

_NAME = re.compile(r"(?<=\w\s)[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*|^[A-Z][\w'’-]+$")
_DEADLINE = re.compile(
    r"\b(?:by|until|till|before|due|deadline|closes?|decide|decision|answer|valid|ends?|expires?|starts?|from|last\sday|within|interview|review|form|offer|hold)\b",
    re.IGNORECASE,
)
_SHARED_WORTH, _DEADLINE_WORTH, _ASKED_WORTH, _ANSWER_WORTH, _KIND_WORTH = 2, 3, 4, 2, 1
"""Why an earlier time is the one replaced: words it shares with the correction, words of deadlines beside it, being
named in the question that the correction answers, being itself the answer to "by when", being a length of time too."""
_ENOUGH, _ENOUGH_AFTER_WEAK_CUE = 3, 5
_SHORT_WORDS_MAX = 6
"""So short a correction ("sorry, November") can only be about the one thing it names."""
_POINTING_WORDS_MAX, _POINTING_LETTERS_MAX = 4, 60
"""A time so close after a clear cue is what the correction is about."""
_SAME_PLAN_SHARE = 0.6
_AMOUNT_LEAD = re.compile(
    r"(?:\b(?:with|of|for|at|around|about|to|from|only|roughly|some)\s+)?(?:\b(?:an?|the)\s+)?$", re.IGNORECASE
)
_AMOUNT_TAIL = re.compile(
    r"(?:\s(?:before\stax|after\stax|gross|net|a\s(?:day|week|month|year)|allowance|raise|each|per\s\w+))*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A text of the mentee, or the part of one from where it turns to correct itself.

    Attributes:
        said: Place of the text among what was said.
        start: Where the statement begins in it.
        asked: What it answers, "" for none.
    """

    said: int
    start: int
    text: str
    asked: str
    answers_when: bool


_Struck = tuple[_Statement, Range]


def struck(said: Sequence[Said]) -> list[list[Range]]:
    """Return for each text what was taken back later, as ranges of characters in order."""
    found: list[list[Range]] = [[] for _ in said]
    statements = [statement for place, one in enumerate(said) for statement in _statements(place, one)]
    for number, later in enumerate(statements):
        if number and any(cue.search(later.text) for cue in (cues.CLEAR, cues.MOVED, cues.WEAK, cues.GIVEN_UP)):
            for earlier, (start, end) in _taken_back(statements[:number], later):
                found[earlier.said].append((start + earlier.start, end + earlier.start))
    return [_merged(spans) for spans in found]


def corrects(said: Said) -> bool:
    """Tell whether a turn of the chat says plainly that something is not, or no longer, as it was said."""
    plain = (cues.CLEAR, cues.MOVED, cues.GIVEN_UP, cues.NO_MORE)
    return said.source != "question" and any(cue.search(said.text) for cue in plain)


def _statements(place: int, said: Said) -> list[_Statement]:
    turns = [match.start() for match in cues.TURNING.finditer(said.text) if match.start() > 0]
    bounds = pairwise([0, *turns, len(said.text)])
    answers_when = said.part.answers == "timeframe"
    return [_Statement(place, start, said.text[start:end], said.asked, answers_when) for start, end in bounds]


def _taken_back(before: Sequence[_Statement], later: _Statement) -> Iterator[_Struck]:
    named = [match[1] for match in cues.NAMED.finditer(later.text)]
    yield from _named_things(before, named)
    yield from _replaced_time(before, later, named)
    yield from _replaced_amount(before, later)
    yield from _given_up_plans(before, later)


def _named_things(before: Sequence[_Statement], named: Sequence[str]) -> Iterator[_Struck]:
    """Yield the times, amounts and names said before that the later text calls by name: "not 20 %"."""
    wanted = [_plain(match) for words in named for match in _nameable(words)]
    for one in before if wanted else ():
        for match in _nameable(one.text):
            if any(_is_same(_plain(match), plain) for plain in wanted):
                yield one, _with_lead(one.text, match)


def _replaced_time(before: Sequence[_Statement], later: _Statement, named: Sequence[str]) -> Iterator[_Struck]:
    """Yield the time that a new one replaces: the one with most reason to, the last of equals."""
    new = [match for match in TIME.finditer(later.text) if not any(match["time"] in words for words in named)]
    known = {_plain(match) for match in new}
    if not known - {"today", "tomorrow"}:
        return
    is_length_new = is_length(new[-1]["time"])
    olds = [(one, match) for one in before for match in _times(one.text) if _plain(match) not in known]
    weighed = [(_reasons(one, match, later, is_length_new), n) for n, (one, match) in enumerate(olds)]
    if weighed:
        weight, number = max(weighed)
        one, match = olds[number]
        if weight >= _enough(later) or (_points_at_time(later) and is_length(match["time"]) == is_length_new):
            yield one, _with_lead(one.text, match)


def _enough(later: _Statement) -> int:
    is_plain = cues.CLEAR.search(later.text) or cues.MOVED.search(later.text)
    return _ENOUGH if is_plain else _ENOUGH_AFTER_WEAK_CUE


def _points_at_time(later: _Statement) -> bool:
    """Tell whether a time follows a clear cue at once: "sorry, it is the 22nd"."""
    for cue in cues.POINTING.finditer(later.text):
        rest = later.text[cue.end() : cue.end() + _POINTING_LETTERS_MAX]
        time = TIME.search(rest)
        if time is not None and count_words(rest[: time.start()]) <= _POINTING_WORDS_MAX:
            return True
    return False


def _reasons(one: _Statement, match: re.Match[str], later: _Statement, is_length_new: bool) -> int:
    """Weigh the reasons to think that a time is the one a later text replaces."""
    around = _clause_around(one.text, match)
    shared = (_content(later.text) | _content(later.asked)) & _content(around)
    is_asked_about = match["time"].casefold() in later.asked.casefold()
    return (
        _SHARED_WORTH * len(shared)
        + _DEADLINE_WORTH * (_DEADLINE.search(around) is not None)
        + _ASKED_WORTH * is_asked_about
        + _ANSWER_WORTH * one.answers_when
        + _KIND_WORTH * (is_length_new and is_length(match["time"]))
        + _ENOUGH * (count_words(later.text) <= _SHORT_WORDS_MAX)
    )


def _replaced_amount(before: Sequence[_Statement], later: _Statement) -> Iterator[_Struck]:
    """Yield the one amount said just before that a plain correction with one amount replaces: "no wait, 1,700 is right"."""
    last = before[-1]
    is_plain = cues.CLEAR.search(later.text) and not TIME.search(later.text)
    if not is_plain or (last.said == 0 and later.said != 0):
        return
    new, old = list(NUMBER.finditer(later.text)), list(NUMBER.finditer(last.text))
    if len(new) == len(old) == 1 and _plain(new[0]) != _plain(old[0]):
        yield last, _with_lead(last.text, old[0])


def _given_up_plans(before: Sequence[_Statement], later: _Statement) -> Iterator[_Struck]:
    """Yield the clauses that hardly say more than a plan that is given up: "I no longer want to lead a team"."""
    plans = [_content(match["plan"]) for match in cues.GIVEN_UP.finditer(later.text)]
    for one in before if plans else ():
        for clause in segments(one.text):
            words = _content(clause.quote)
            if any(words and len(words & plan) >= _SAME_PLAN_SHARE * len(words) for plan in plans):
                yield one, (clause.start, clause.end)


@lru_cache(maxsize=1_000)
def _times(text: str) -> list[re.Match[str]]:
    """Return the times a text names; "the December close" names none."""
    return [match for match in TIME.finditer(text) if not _is_attribute(text, match)]


def _is_attribute(text: str, match: re.Match[str]) -> bool:
    return match[0].lower().startswith("the ") and re.match(r"\s[a-z]", text[match.end() :]) is not None


def _nameable(text: str) -> list[re.Match[str]]:
    return [match for pattern in (TIME, NUMBER, _NAME) for match in pattern.finditer(text)]


def _clause_around(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in ".?!;\n") + 1
    ends = [place for mark in ".?!;\n" if (place := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]


def _with_lead(text: str, match: re.Match[str]) -> Range:
    """Return the range of a match with the preposition before it, so that what is left reads on."""
    if match.re is TIME:
        return match.span()
    lead, tail = _AMOUNT_LEAD.search(text, 0, match.start()), _AMOUNT_TAIL.match(text, match.end())
    return lead.start() if lead else match.start(), tail.end() if tail else match.end()


def _plain(match: re.Match[str]) -> str:
    words = match["time"] if match.re is TIME else match[0]
    return re.sub(r"^(?:the|a|an)\s|[\s,]+|\sof\s|[£$€]", "", words.casefold()).strip(".")


def _is_same(one: str, other: str) -> bool:
    return one == other or (len(other) > 3 and other in one) or (len(one) > 3 and one in other)


@lru_cache(maxsize=1_000)
def _content(text: str) -> frozenset[str]:
    words = [token.quote for token in tokens(text) if not is_function_word(token.quote)]
    return frozenset(min(lemmas(word)) for word in words if read_number(word) is None)


def _merged(spans: Sequence[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
