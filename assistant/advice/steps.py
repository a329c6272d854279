"""Cut a draft of advice into steps: the smallest pieces that can be an action, or be left out.

A step is a sentence, or the part of one that begins where a further imperative, a reason or a remark begins:
"Ring her today, | ask for the form | and keep a copy, | because they lose things". Steps lie in order, do not
overlap, and together hold every word of the draft but joining words between two steps and the numbers of a list.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.advice.openings import is_circumstance, is_imperative, opens_with_verb
from assistant.domain.questions import Span
from assistant.text.segments import count_words, sentences

_JOINT = re.compile(
    r"""
    (?:[,;:.–—]\s*(?:(?:and|then|or|but|so|also|next)\s+){0,2}   # a stop, with or without a joining word
      |\s+(?:(?:and|then|or|but|so|also)\s+){1,2}                # a joining word alone
    )
    (?P<adverb>(?:(?:then|also|please|just|only|maybe|perhaps|first|next|finally|instead)[,\s]\s*)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SUBJECT = r"(?:i|i'm|i'd|i've|i'll|we|we'd|you|you'll|you'd|you're|it|it's|its|it'll|he|he'll|she|she'll|they|they're|they'll|that's|there|there's|nobody|someone|everyone|people|most)"
_REMARK = re.compile(
    rf"""
    (?:,\s*|\s+)(?=(?:because|cos|since\s(?:they|it|you|the)|although|though|whereas)\s)
    | (?:,\s*|\s+)(?=(?:and|so|but)\s+(?:{_SUBJECT}|that|this)\s)
    | ,\s*(?={_SUBJECT}\s)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LAST_REMARK = re.compile(
    r",\s*(?=(?:which|as\s(?:it|they|you|most|many|half|some|we|the|i)|if|when|once|unless)\s[^,]*$)", re.IGNORECASE
)
"""Remarks that may also stand in the middle of a clause, where cutting would leave a torso; here they end it."""
_LABEL = re.compile(r"(?:[\w'’-]+\s+){0,4}[\w'’-]+:\s+")
_LIST_NUMBER = re.compile(r"\(?\d{1,2}[.):]*")
_REST_WORDS_MIN = 3
"""A remark has at least this many words."""
_HEAD_WORDS_MIN = 2
"""What stands before a further imperative or a remark has at least this many words."""
_TRIM = " \t\n,;–—•▪*-"
_HANGING = re.compile(r"(?:[\s,;]+(?:and|or|then|so|but|also))+\s*$", re.IGNORECASE)


def steps(draft: str) -> list[Span]:
    """Return the steps of a draft in order, without white space and joining words after; none for a blank draft."""
    told = (sentence for sentence in sentences(draft) if not _LIST_NUMBER.fullmatch(sentence.quote))
    return [step for sentence in told for step in _steps_of(draft, sentence)]


def _steps_of(draft: str, sentence: Span) -> list[Span]:
    cuts = sorted({*_imperative_cuts(draft, sentence), *_remark_cuts(draft, sentence), *_label_cuts(draft, sentence)})
    bounds = [sentence.start, *_far_enough(draft, sentence, cuts), sentence.end]
    return [step for start, end in pairwise(bounds) if (step := _trimmed(draft, start, end)) is not None]


def _imperative_cuts(draft: str, sentence: Span) -> list[int]:
    cuts: list[int] = []
    for match in _JOINT.finditer(draft, sentence.start, sentence.end):
        before = draft[cuts[-1] if cuts else sentence.start : match.start()]
        is_joined_by_word = match.group()[0].isspace()
        if (
            opens_with_verb(draft[match.end() : sentence.end])
            and not is_circumstance(before)
            and not (is_joined_by_word and not is_imperative(before))
        ):
            cuts.append(match.start("adverb"))
    return cuts


def _remark_cuts(draft: str, sentence: Span) -> list[int]:
    found = [
        *_REMARK.finditer(draft, sentence.start, sentence.end),
        *_LAST_REMARK.finditer(draft, sentence.start, sentence.end),
    ]
    return [match.end() for match in found if count_words(draft[match.end() : sentence.end]) >= _REST_WORDS_MIN]


def _label_cuts(draft: str, sentence: Span) -> list[int]:
    match = _LABEL.match(draft, sentence.start, sentence.end)
    return [match.end()] if match is not None else []


def _far_enough(draft: str, sentence: Span, cuts: list[int]) -> list[int]:
    """Leave out cuts that would leave a piece of a single word before them, labels apart."""
    kept: list[int] = []
    for cut in cuts:
        piece = draft[kept[-1] if kept else sentence.start : cut]
        if count_words(piece) >= _HEAD_WORDS_MIN or piece.rstrip().endswith(":"):
            kept.append(cut)
    return kept


def _trimmed(draft: str, start: int, end: int) -> Span | None:
    while start < end and draft[start] in _TRIM:
        start += 1
    hanging = _HANGING.search(draft, start, end)
    end = hanging.start() if hanging is not None else end
    while end > start and draft[end - 1] in _TRIM:
        end -= 1
    if not any(character.isalnum() for character in draft[start:end]):
        return None
    return Span(start, end, draft[start:end])
