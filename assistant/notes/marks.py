"""What can be seen of a piece without understanding it: mood, person, time, speech marks, place in the note."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.notes.pieces import Piece
from assistant.notes.time_words import names_a_day, time_words
from assistant.text.segments import count_words

Floats = NDArray[np.float32]

_IMPERATIVES = frozenset(
    """accept accrue act add agree allow always answer apply arrange ask attend avoid be become begin block book bring build buy call
    cancel carry change charge check choose claim close collect come compare contact copy count cover create cut decide delete
    describe do don't dont draft draw drop eat email end enjoy expect explain find finish fix focus follow forget get give go grab
    have hire hold ignore include insist invest invite join keep kill know learn leave let lead lease limit list listen look lower
    mail make mark measure meet mention move name negotiate never note offer open order own park pay phone pick plan play
    practice practise prepare present print publish pull push put quit raise reach read record reduce refuse reject remember
    remove rent repeat replace reply report request research reserve rest return review rewrite ring run save say schedule see
    sell send set share shorten show sign simplify sit skip sleep slow speak spend split stand start state stay stick stop
    strike submit switch take talk teach tell test text thank think throw track train treat trust try turn update use visit
    volunteer wait walk warn watch wear work write apologise apologize reconsider resubmit translate lend photograph""".split()
)
_PATTERNS: dict[str, str] = {
    "negative order": r"^(?:do\s?n['’]?t|don['’]t|dont|never|no\b|not\b|stop\b|avoid\b|quit\b)",
    "modal": r"\b(?:should|must|ought|needs?\sto|has\sto|have\sto|had\sbetter|could|might|mustn['’]t|shouldn['’]t)\b",
    "would": r"\b(?:would|\w+['’]d)\b",
    "first future": r"\b(?:i['’]?ll|i\swill|i['’]?m\s(?:going\sto|gonna|to\b|\w+ing)|im\s\w+ing|i\s(?:am|was)\s(?:going\sto|to\b)|i\s(?:owe|promised?))\b",
    "other future": r"\b(?:he|she|they|you|we|[A-Z][a-z]+)(?:['’]ll|\s(?:will|['’]?s\sgoing\sto|is\sgoing\sto|(?:is|are|['’]?s)\sto|promised|offered))\b|['’]ll\b|\b(?i:will|gonna|offered|promised)\b",
    "progressive": r"(?:['’]s|['’]re|['’]m|\bis|\bare|\bam)\s\w+ing\b|^\w+ing\b",
    "first": r"^(?:i|i['’]m|im|i['’]ve|ive|i['’]d|i['’]ll|me|my)\b",
    "has first": r"\b(?:i|i['’]m|i['’]ve|my|me)\b",
    "third": r"^(?:he|she|they|her|his|their)\b|^(?:he|she|they)['’]",
    "second": r"^(?:you|u|you['’]re|your)\b",
    "has second": r"\b(?:you|your|u)\b",
    "we": r"^(?:we|we['’]\w+|us|our)\b",
    "it": r"^(?:it|it['’]s|its|this|that|that['’]s|thats|there|there['’]s)\b",
    "article": r"^(?:the|a|an|one|two|three|four|\d+)\b",
    "past": r"\b(?:was|were|had|did|didn['’]t|went|came|got|took|gave|told|said|asked|spoke|talked|met|knew|felt|thought|made|left|saw|wrote|been)\b",
    "past ending": r"\b[a-z]{2,}ed\b",
    "says": r"\b(?:says?|said|thinks?|thought|reckons?|suggest\w*|recommend\w*|advis\w+|urged?|told|tells|warned|wants|mentioned|pointed|convinced|swears|insist\w*)\b",
    "third verb": r"^[a-z]{2,}(?:[^su]s|es)\b|^(?:[A-Z][a-z]+\.?|he|she|mentor|mentee)\s[a-z]{2,}(?:[^su]s|es)\b",
    "thanks": r"\b(?:thanks?|thx|cheers|grateful|great|lovely|nice|kind|funny|laughed|coffee|tea|weather|rain|hi|hello|dear|best|lol|haha|sorry)\b",
    "balance": r"\b(?:rather\sthan|instead|enough|too\s(?:many|much|long|few)|not\s\w+|before|until|first|only|at\smost|max|without|better|best|worth|matters?|point)\b",
    "if": r"^(?:if|when|whenever|once|unless|before|after|as)\b",
    "because": r"^(?:because|since|bc|cos|as|it['’]s|its|they|nobody|that['’]s|he|she)\b",
    "number": r"\d",
    "opens speech": r"\b(?:that|to|said|says|thinks?|suggested|recommended|advice|following|tips?|guidance|is|was|should|would|could|['’]d)$",
    "meeting": r"\b(?:session|meeting|call|mtg|met|meet|notes?|mentor|mentee|agenda|minutes|zoom|phone)\b",
    "question": r"\b(?:asked|wondered|question|whether|how\sto|why)\b",
    "quoted": r"[\"“”]",
    "exchange": r"\b(?:send|sends|sending|mail|mails|bring|brings|share|shares|look\sat|introduc\w+|intro|feedback|draft|version)\b",
}
_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
_FOLLOWERS = ("?", "!", ".", ",", ":", ";", "\n", ")", '"')
_BORDERS = ("line", "stop", "dash", "colon", "comma", "join", "word")
_LEADS = ("to", "that", "and", "but", "so", "then", "also", "or", '"', "(")
_OWN = 5 + len(_PATTERNS)
_PLACED = 12 + len(_FOLLOWERS) + len(_BORDERS) + len(_LEADS)
MARKS = 3 * _OWN + _PLACED + 8
"""Numbers a piece is described by."""


def marks(note: str, found: Sequence[Piece]) -> Floats:
    """Return shape (len(found), MARKS): what a piece shows itself, what its neighbors show, and where it stands."""
    if not found:
        return np.zeros((0, MARKS), dtype=np.float32)
    own = np.array([_own(piece.text) for piece in found], dtype=np.float32)
    nothing = np.zeros((1, _OWN), dtype=np.float32)
    before, after = np.concatenate([nothing, own[:-1]]), np.concatenate([own[1:], nothing])
    placed = np.array([_placed(note, piece) for piece in found], dtype=np.float32)
    around = np.array([_around(found, place, own) for place in range(len(found))], dtype=np.float32)
    return np.concatenate([own, before, after, placed, around], axis=1)


def is_imperative(text: str) -> bool:
    """Tell whether a text begins with a verb that notes use for orders."""
    words = text.split()
    first = words[0].casefold().strip("\"'“”‘’.,:;!?()*-") if words else ""
    return first.replace("’", "'") in _IMPERATIVES


def _own(text: str) -> list[float]:
    shown = [float(pattern.search(text) is not None) for pattern in _COMPILED.values()]
    count = count_words(text)
    return [
        float(is_imperative(text)),
        float(names_a_day(text)),
        float(bool(time_words(text))),
        min(count, 20) / 10,
        float(count <= 2),
        *shown,
    ]


def _placed(note: str, piece: Piece) -> list[float]:
    rest = note[piece.end :].lstrip(" ")
    label = piece.label.casefold()
    lead = piece.lead.split()
    return [
        float(piece.is_bullet),
        float(piece.is_task),
        float(piece.is_heading),
        float(piece.is_first),
        float(bool(label)),
        float(label in ("me", "i", "we", "both")),
        float(bool(label) and label not in ("me", "i", "we", "both") and piece.label[0].isupper() and " " not in label),
        float(any(word in label for word in ("todo", "action", "next", "ai", "agreed", "homework", "task", "follow"))),
        float(any(word in label for word in ("advice", "tip", "guidance", "suggest", "said", "recommend", "take"))),
        piece.start / max(len(note), 1),
        float("\n" not in note[piece.end :].strip()),
        float(piece.text[:1].isupper()),
        *(float(rest.startswith(mark)) for mark in _FOLLOWERS),
        *(float(piece.border == border) for border in _BORDERS),
        *(float(word in lead) for word in _LEADS),
    ]


def _around(found: Sequence[Piece], place: int, own: Floats) -> list[float]:
    """Return what the sentence and the line around a piece show: speech before it, time and future anywhere in it."""
    piece = found[place]
    begin = place
    while begin > 0 and found[begin].border not in ("line", "stop"):
        begin -= 1
    end = place + 1
    while end < len(found) and found[end].border not in ("line", "stop"):
        end += 1
    line = [row for row, other in enumerate(found) if other.line == piece.line]
    names = list(_PATTERNS)
    says, first, other, past = (5 + names.index(name) for name in ("says", "first future", "other future", "past"))
    sentence = own[begin:end]
    return [
        float(own[begin:place, says].any()) if place > begin else 0.0,
        float(sentence[:, 1].any()),
        float(sentence[:, first].any()),
        float(sentence[:, other].any()),
        float(sentence[:, past].any()),
        float(own[line, 1].any()),
        float(place - begin == 0),
        min(len(line), 10) / 10,
    ]
