"""Name what a mentee writes about, in their own words.

Candidates are runs of content words (as in RAKE, Rose et al. 2010); the closest to what the draft says
of goal and ask wins by the sentence encoder (as in KeyBERT, Grootendorst 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.domain.questions import Span
from assistant.ports.encoder import Encoder
from assistant.rubric.assess import Reading
from assistant.text.words import is_function_word, tokens

_WORDS_MAX = 4
_CANDIDATES_MAX = 12
_CORE_SEGMENTS = 3
_INNER_WORDS = frozenset({"of", "to", "for", "in", "as", "a", "the", "my", "into", "from", "at", "on", "and"})
_SEGMENT_WEIGHT = 0.35
_WEIGHT_MIN = 0.3
"""Segments that say less of goal, ask or obstacle name the topic only when no other does."""
_LENGTH_BONUS = {1: -0.12, 2: 0.02, 3: 0.03, 4: 0.01}


@dataclass(frozen=True, slots=True)
class TopicCandidates:
    """What a draft's topic is chosen from.

    Attributes:
        core: The segments that say most about goal and ask, as one text.
        phrases: Candidate words of the mentee, those of the most telling segments first.
        weights: How telling each candidate's segment is, 0 to 1.
    """

    core: str
    phrases: tuple[Span, ...]
    weights: tuple[float, ...]

    @property
    def texts(self) -> list[str]:
        """Return what is to be encoded: the core, then the phrases."""
        return [self.core, *(phrase.quote for phrase in self.phrases)]


def topic_candidates(reading: Reading) -> TopicCandidates:
    """Return the candidates of a draft; no phrases when no content word is there."""
    weighed = sorted(((_weight(reading, row), -row) for row in range(len(reading.spans))), reverse=True)
    core = sorted(-row for _, row in weighed[:_CORE_SEGMENTS])
    found: dict[str, tuple[Span, float]] = {}
    for weight, row in weighed:
        if found and weight < _WEIGHT_MIN:
            break
        for phrase in _phrases(reading.spans[-row]):
            found.setdefault(phrase.quote.lower(), (phrase, weight))
    kept = list(found.values())[:_CANDIDATES_MAX]
    return TopicCandidates(
        core=" ".join(reading.spans[row].quote for row in core),
        phrases=tuple(phrase for phrase, _ in kept),
        weights=tuple(weight for _, weight in kept),
    )


def name_topic(candidates: TopicCandidates, encoder: Encoder) -> Span | None:
    """Return the mentee's words that name the topic best; None when no content word is there."""
    if not candidates.phrases:
        return None
    vectors = encoder.encode(candidates.texts)
    length = np.array([_LENGTH_BONUS[min(4, len(phrase.quote.split()))] for phrase in candidates.phrases])
    worth = vectors[1:] @ vectors[0] + _SEGMENT_WEIGHT * np.array(candidates.weights) + length
    return candidates.phrases[int(worth.argmax())]


def _weight(reading: Reading, row: int) -> float:
    goal, ask, obstacle = (reading.probability(row, element) for element in ("goal", "ask", "obstacle"))
    return max(goal, ask, 0.6 * obstacle)


def _phrases(segment: Span) -> list[Span]:
    """Return content-word runs of a segment, also two runs joined by "of", "to", "for" and the like."""
    runs = _content_runs(segment)
    phrases = [_cover(segment, run) for run in runs]
    for left, right in pairwise(runs):
        between = segment.quote[left[-1].end : right[0].start].split()
        is_joined = 1 <= len(between) <= 2 and all(word in _INNER_WORDS for word in between)
        if is_joined and len(left) + len(between) + len(right) <= _WORDS_MAX + 1:
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
