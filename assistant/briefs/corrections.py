"""The latest statement wins: find what the mentee said before and took back later in the chat.

Only a turn that says so ("actually", "they moved it", "15 %, not 20 %") takes something back, and only what it
answers: a date for the date, an amount for the amount, figures it names with "not", a plan it gives up. What was taken back is struck
from the earlier text, the rest of which stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.briefs.said import Said
from assistant.briefs.times import NUMBER, TIME
from assistant.text.inflection import lemmas
from assistant.text.numbers import read_number
from assistant.text.segments import count_words, segments
from assistant.text.words import is_function_word, tokens

Range = tuple[int, int]

_CLEAR_CUE = re.compile(
    r"""\b(?:actually|correction|correct\smyself|scratch\sthat|strike\sthat|sorry|(?:(?:no|oh|hang\son),?\s)?wait[,.!]|(?:no|oh)\swait|i\smeant
      |is\sright|was\swrong|my\smistake|mistyped|typo|(?:make|call)\s(?:that|it)|looked\sit\sup)(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_MOVED_CUE = re.compile(
    r"\b(?:moved|extended|postponed|delayed|pushed back|brought forward|earlier than|later than|changed|update|turns out|more (?:time|days|weeks|months))\b",
    re.IGNORECASE,
)
_WEAK_CUE = re.compile(
    r"\b(?:rather than|instead of|any ?more|no longer|now|it was|already|just (?:told|wrote|sent|said|asked|heard|rang|called)|today|yesterday|not (?!sure|yet|really)\w+)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:(?:and\s)?not|rather\sthan|instead\sof|no\slonger|isn['’]t|wasn['’]t)\s(?:(?:on|by|in|at|until|from|before|to|the|a|an)\s)*([^,.;:!?]{1,40}?)(?=\s(?:but|it|as|any|so)\b|[,.;:!?]|$)",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"""(?:changed\smy\smind\s(?:about|on)|(?:don['’]?t|do\snot|no\slonger)\s(?:really\s)?(?:want|plan|wish|intend|consider|care\sabout|aim)(?:\sto)?|forget(?:\sabout)?
      |instead\sof|rather\sthan|gave\sup(?:\son)?|dropped\sthe\sidea\sof)\s(?P<plan>[^,.;:!?]{3,80}?)(?:\s(?:any\s?more|now|at\sall))?(?=[,.;:!?]|$)""",
    re.VERBOSE | re.IGNORECASE,
)
_NAME = re.compile(r"(?<=\w\s)[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*|^[A-Z][\w'’-]+$")
_SAME_PLAN_SHARE = 0.6
_DEADLINE = re.compile(
    r"\b(?:by|until|till|before|due|deadline|closes?|decide|decision|answer|valid|ends?|expires?|starts?|from|last\sday|within|interview|review|form|offer|hold)\b",
    re.IGNORECASE,
)
_SHARED_WORTH, _DEADLINE_WORTH, _ASKED_WORTH, _ANSWER_WORTH = 2, 3, 4, 2
"""Why an earlier time is the one replaced: words it shares with the correction, words of deadlines beside it, being
named in the question that the correction answers, being itself the answer to "by when"."""
_ENOUGH, _ENOUGH_AFTER_WEAK_CUE = 3, 5
_SHORT_WORDS_MAX = 6
"""So short a correction ("sorry, November") can only be about the one thing it names."""
_AMOUNT_LEAD = re.compile(
    r"(?:\b(?:with|of|for|at|around|about|to|from|only|roughly|some)\s+)?(?:\b(?:an?|the)\s+)?$", re.IGNORECASE
)
_AMOUNT_TAIL = re.compile(
    r"(?:\s(?:before\stax|after\stax|gross|net|a\s(?:day|week|month|year)|allowance|raise|each|per\s\w+))*",
    re.IGNORECASE,
)


def struck(said: Sequence[Said]) -> list[list[Range]]:
    """Return for each text what a later one took back, as ranges of characters in order."""
    found: list[list[Range]] = [[] for _ in said]
    for later in range(1, len(said)):
        if any(cue.search(said[later].text) for cue in (_CLEAR_CUE, _MOVED_CUE, _WEAK_CUE, _GIVEN_UP)):
            for earlier, span in _taken_back(said[:later], said[later]):
                found[earlier].append(span)
    return [_merged(spans) for spans in found]


def _taken_back(before: Sequence[Said], later: Said) -> Iterator[tuple[int, Range]]:
    named = [match[1] for match in _NOT.finditer(later.text)]
    yield from _named_figures(before, named)
    yield from _replaced_time(before, later, named)
    yield from _replaced_amount(before, later)
    yield from _given_up_plans(before, later)


def _named_figures(before: Sequence[Said], named: Sequence[str]) -> Iterator[tuple[int, Range]]:
    """Yield the times, amounts and names said before that the later text calls by name: "not 20 %"."""
    wanted = [_plain(match) for words in named for match in _named(words)]
    for place, one in enumerate(before):
        for match in _named(one.text):
            if any(_is_same(_plain(match), plain) for plain in wanted):
                yield place, _with_lead(one.text, match)


def _replaced_time(before: Sequence[Said], later: Said, named: Sequence[str]) -> Iterator[tuple[int, Range]]:
    """Yield the time that a new one replaces: the one with most reason to, the last of equals."""
    new = {_plain(match) for match in TIME.finditer(later.text) if not any(match["time"] in words for words in named)}
    if not new - {"today", "tomorrow"}:
        return
    olds = [(place, match) for place, one in enumerate(before) for match in TIME.finditer(one.text)]
    weighed = [
        (_reasons(before[place], match, later), place, match) for place, match in olds if _plain(match) not in new
    ]
    if weighed:
        weight, place, match = max(weighed, key=lambda one: (one[0], one[1], one[2].start()))
        is_plain = _CLEAR_CUE.search(later.text) or _MOVED_CUE.search(later.text)
        if weight >= (_ENOUGH if is_plain else _ENOUGH_AFTER_WEAK_CUE):
            yield place, _with_lead(before[place].text, match)


def _reasons(one: Said, match: re.Match[str], later: Said) -> int:
    """Weigh the reasons to think that a time is the one a later text replaces."""
    around = _clause_around(one.text, match)
    shared = (_content(later.text) | _content(later.asked)) & _content(around)
    is_asked_about = match["time"].casefold() in later.asked.casefold()
    return (
        _SHARED_WORTH * len(shared)
        + _DEADLINE_WORTH * (_DEADLINE.search(around) is not None)
        + _ASKED_WORTH * is_asked_about
        + _ANSWER_WORTH * (one.part.answers == "timeframe")
        + _ENOUGH * (count_words(later.text) <= _SHORT_WORDS_MAX)
    )


def _replaced_amount(before: Sequence[Said], later: Said) -> Iterator[tuple[int, Range]]:
    """Yield the one amount of the turn before that a plain correction with one amount replaces: "no wait, 1,700 is right"."""
    if len(before) < 2 or not _CLEAR_CUE.search(later.text) or TIME.search(later.text):
        return
    new, old = list(NUMBER.finditer(later.text)), list(NUMBER.finditer(before[-1].text))
    if len(new) == len(old) == 1 and _plain(new[0]) != _plain(old[0]):
        yield len(before) - 1, _with_lead(before[-1].text, old[0])


def _given_up_plans(before: Sequence[Said], later: Said) -> Iterator[tuple[int, Range]]:
    """Yield the clauses that hardly say more than a plan that is given up: "I no longer want to lead a team"."""
    plans = [_content(match["plan"]) for match in _GIVEN_UP.finditer(later.text)]
    for place, one in enumerate(before):
        for clause in segments(one.text):
            words = _content(clause.quote)
            if any(words and len(words & plan) >= _SAME_PLAN_SHARE * len(words) for plan in plans):
                yield place, (clause.start, clause.end)


def _named(text: str) -> list[re.Match[str]]:
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
