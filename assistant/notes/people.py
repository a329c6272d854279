"""Who is who in a note: the one who writes, the one they talked with, and others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.notes.pieces import Piece
from assistant.text.words import FUNCTION_WORDS

Side = Literal["mentee", "mentor"]

_SAYS = r"(?:says?|said|thinks?|thought|told|suggest\w*|recommend\w*|advis\w+|reckons?|asked|wants|explained|warned)"
_AUTHOR_PATTERNS = (
    r"\b(?:i|I)\s(?:\w+\s)?(?:told|suggested|advised|recommended|said\sto|urged|encouraged|warned|pointed|offered)\b",
    r"\b[Tt]old\s(?:her|him|them|[A-Z][a-z]+)\b",
    r"\b(?:told|advised|asked|warned|reminded|gave|showed|sent|let)\sme\b",
    rf"\b(?:he|she|[A-Z][a-z]+)\s(?:also\s|then\s)?{_SAYS}\b",
    r"\b(?:she|he|they|[A-Z][a-z]+)\s(?:should|could|needs\sto|ought|must|has\sto)\b",
    r"\b[Ii]\s(?:should|could|need\sto|ought|must|have\sto)\b",
    r"\bmy\smentor\b|\b[Mm]entor\s?[:=(]|\bw(?:ith|/)\s(?:my\s)?mentor\b",
    r"\bmy\smentee\b|\b[Mm]entee\b",
    r"\bmy\s(?:cv|boss|manager|thesis|supervisor|chapter|interview|job|draft|portfolio|application|team|contract|exam)\b",
    r"\b(?:her|his)\s(?:cv|boss|manager|thesis|supervisor|chapter|interview|job|draft|portfolio|application|team|contract|exam|first)\b",
    r"\bmy\s(?:advice|suggestion|recommendations?|view|remarks?|answer|main\spoint|thoughts|tips)\b|\b[Ii]n\smy\s(?:experience|view|opinion)\b",
    r"\b(?:her|his)\s(?:advice|suggestion|recommendations?|view|tips?|thoughts|take)\b|\bin\s(?:her|his)\s(?:experience|view|opinion)\b",
    r"(?m)^\W*(?:\[\d\d:\d\d\]\s)?me\s?:",
    r"\b(?:you|You)\s(?:said|told|suggested|also\ssaid|think|were|asked|recommended)\b",
    r"\b(?:wants|wanted|came|asked|worries|is\sworried|has\sbeen|struggles)\b",
    r"\b(?:my\squestion|my\sq|what\si\s(?:take|took|learned|remember)|takeaways?|note\sto\sself|i\sasked|i\sfeel|i\swas)\b",
)
_AUTHOR_COMPILED = tuple(re.compile(pattern) for pattern in _AUTHOR_PATTERNS)
AUTHOR_MARKS = 2 * len(_AUTHOR_PATTERNS)

_NAME = re.compile(
    r"(?:(?:Mrs?|Ms|Dr|Prof|Sister|Father|Uncle|Aunt|Captain)\.?\s)?[A-ZÀ-Ž][\w'’-]*[a-zà-ž][\w-]*(?:\s[A-ZÀ-Ž][a-zà-ž-]+)?"
)
_NAMED_MIN = 2.0
"""A name has to stand out this much before a speaker written without capitals is passed over."""
_NO_NAMES = frozenset(
    """i the a an and but so then she he they we you it this that these those my her his our your not no yes ok okay told said asked today
    tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december met meeting session call notes note mentor mentee what when where who why how if in on at
    for from to with by after before first second third next also maybe no don't do never always put get take ask write keep
    stop send read use let have make go be find say tell give start try leave thanks hi hey hello dear best mtg zoom quick good
    todo action actions agreed ai me re q a context background topic main then there here his her i'll i'm i've i'd she'll
    he'll she's he's it's we'll we're they'll long short just still now later only each every all some one two three""".split()
)


def author_marks(note: str) -> NDArray[np.float32]:
    """Return shape (AUTHOR_MARKS,): whether and how often a note speaks like a mentee's or a mentor's."""
    counts = np.array([len(pattern.findall(note)) for pattern in _AUTHOR_COMPILED], dtype=np.float32)
    return np.concatenate([(counts > 0).astype(np.float32), np.minimum(counts, 4) / 4])


@dataclass(frozen=True, slots=True)
class People:
    """Whose promise it is, by the words it begins or ends with.

    Attributes:
        author: Who wrote the note.
        other_name: The name of the other side, in lower case, "" while the note gives none.
    """

    author: Side
    other_name: str

    @property
    def other(self) -> Side:
        """Return the side that did not write."""
        return "mentor" if self.author == "mentee" else "mentee"

    def who(self, words: str) -> str | None:
        """Return "mentee", "mentor" or a name for a pronoun, a name or a label; None when it is neither."""
        plain = words.strip(" .,:;()-–—").replace("’", "'")
        lower = plain.casefold()
        if lower in ("i", "me", "my", "myself", "we", "us", "both", "i'll", "i'm"):
            return self.author
        if lower in ("you", "u", "he", "she", "they", "him", "her", "them"):
            return self.other
        if re.match(r"(?:my |the )?mentor$|prof$|coach$", lower):
            return "mentor"
        if re.match(r"(?:my |the )?(?:mentee|student|trainee)$", lower):
            return "mentee"
        if self._is_other(lower):
            return self.other
        return plain if plain else None

    def _is_other(self, lower: str) -> bool:
        """Tell whether a name or its short form is the other side's: "Rosalind", "R", "Mrs. C."."""
        if not self.other_name:
            return False
        words = [
            word.strip(".")
            for word in lower.split()
            if word.strip(".") not in ("mr", "mrs", "ms", "dr", "prof", "sister", "father")
        ]
        own = re.split(r"[\s-]+", self.other_name)
        if not words:
            return False
        if set(words) & set(own):
            return True
        if len(words) == 1 and len(words[0]) <= 4:
            short = words[0]
            initials = "".join(word[0] for word in own)
            return any(word.startswith(short) for word in own) or (len(short) > 1 and short == initials)
        return False


def people_of(note: str, found: list[Piece], *, author: Side) -> People:
    """Find the other side's name: the one that speaks, that stands early, that stands often."""
    scores: dict[str, float] = {}
    for name, begin, end in names_in(note):
        key = _plain_name(name)
        after, before = note[end : end + 24], note[max(0, begin - 16) : begin].casefold()
        score = 1.0
        if re.match(rf"['’]?s?\s(?:also\s|then\s)?{_SAYS}\b|\s?\(|:\s", after):
            score += 1.5
        if re.search(
            r"(?:with|w/|w|mentor|mentee|told|hi|hey|hello|dear|from|to|coach|re|met|met up with|visited|participant|spoke to|notes on)[\s:=(,]*$",
            before,
        ):
            score += 1.5
        if begin < 60:
            score += 1.5
        scores[key] = scores.get(key, 0.0) + score
    if author == "mentee":
        for key in [name for name in scores if name.startswith("me ")]:
            del scores[key]
    if max(scores.values(), default=0.0) < _NAMED_MIN and (speaker := _lower_speaker(note, found)):
        return People(author, speaker)
    if not scores:
        return People(author, _lower_speaker(note, found))
    return People(author, max(scores, key=lambda key: scores[key]))


def names_in(text: str) -> list[tuple[str, int, int]]:
    """Return what looks like a person's name, with its place."""
    found: list[tuple[str, int, int]] = []
    for match in _NAME.finditer(text):
        first, _, rest = match.group().partition(" ")
        if first.casefold().replace("’", "'") not in _NO_NAMES:
            found.append((match.group(), match.start(), match.end()))
        elif rest and rest.casefold() not in _NO_NAMES:
            found.append((rest, match.end() - len(rest), match.end()))
    return found


def _plain_name(name: str) -> str:
    words = [word.strip(".").casefold() for word in name.replace("’", "'").removesuffix("'s").split()]
    kept = [word for word in words if word not in ("mr", "mrs", "ms", "dr", "prof", "sister", "father", "captain")]
    return " ".join(kept or words)


def _lower_speaker(note: str, found: list[Piece]) -> str:
    """Return who speaks most in a note without capitals."""
    labels = [piece.label.casefold() for piece in found if piece.label and piece.label.casefold() not in ("me", "i")]
    spoken = [word for word in re.findall(rf"\b([a-z]{{3,}})\s{_SAYS}\b", note) if word not in FUNCTION_WORDS]
    named = labels + spoken
    return max(named, key=named.count) if named else ""
