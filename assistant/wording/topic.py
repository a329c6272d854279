"""Name what a mentee writes about, in their own words.

Candidates are runs of content words (as in RAKE, Rose et al. 2010); the closest to the whole draft
by the sentence encoder wins (as in KeyBERT, Grootendorst 2020), weighted by how much the segment it
stands in is about the goal or the ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from assistant.domain.questions import Span
from assistant.ports.encoder import Encoder
from assistant.rubric.assess import Reading
from assistant.text.words import is_function_word, tokens

_WORDS_MAX = 4
_CANDIDATES_MAX = 24
_INNER_WORDS = frozenset({"of", "to", "for", "in", "as", "a", "the", "my", "into", "from", "at", "on", "and"})
_SEGMENT_WEIGHT = 0.35
_LENGTH_BONUS = {1: -0.08, 2: 0.02, 3: 0.03, 4: 0.01}


def name_topic(reading: Reading, encoder: Encoder) -> Span | None:
    """Return the mentee's words that name the topic best; None when no content word is there."""
    found = _candidates(reading)
    if not found:
        return None
    phrases = [phrase for phrase, _ in found]
    vectors = encoder.encode([reading.assessment.text, *(phrase.quote for phrase in phrases)])
    closeness = vectors[1:] @ vectors[0]
    weight = np.array([weight for _, weight in found])
    length = np.array([_LENGTH_BONUS[min(4, len(phrase.quote.split()))] for phrase in phrases])
    return phrases[int((closeness + _SEGMENT_WEIGHT * weight + length).argmax())]


def _candidates(reading: Reading) -> list[tuple[Span, float]]:
    """Return phrases with the weight of their segment, the most telling segments first."""
    weighed = [
        (span, max(reading.probability(row, "goal"), reading.probability(row, "ask"), 0.6 * reading.probability(row, "obstacle")))
        for row, span in enumerate(reading.spans)
    ]
    weighed.sort(key=lambda pair: -pair[1])
    found: dict[str, tuple[Span, float]] = {}
    for segment, weight in weighed:
        for phrase in _phrases(segment):
            found.setdefault(phrase.quote.lower(), (phrase, weight))
    return list(found.values())[:_CANDIDATES_MAX]


def _phrases(segment: Span) -> list[Span]:
    """Return content-word runs of a segment, also two runs joined by "of", "to", "for" and the like."""
    runs = _content_runs(segment)
    phrases = [_cover(segment, run) for run in runs]
    for left, right in pairwise(runs):
        between = segment.quote[left[-1].end : right[0].start].split()
        if between and len(between) <= 2 and all(word in _INNER_WORDS for word in between):
            if len(left) + len(between) + len(right) <= _WORDS_MAX + 1:
                phrases.append(_cover(segment, [*left, *right]))
    return phrases


def _content_runs(segment: Span) -> list[list[Span]]:
    runs: list[list[Span]] = [[]]
    end = 0
    for word in tokens(segment.quote):
        breaks = is_function_word(word.quote) or len(word.quote) < 2 or word.quote.isdigit()
        if breaks or segment.quote[end : word.start].strip():
            runs.append([])
        if not breaks:
            runs[-1].append(word)
        end = word.end
    return [run[-_WORDS_MAX:] for run in runs if run]


def _cover(segment: Span, words: Sequence[Span]) -> Span:
    start, end = words[0].start, words[-1].end
    return Span(segment.start + start, segment.start + end, segment.quote[start:end])
