"""Cut a session note into pieces, the smallest units that advice and promises are made of.

Notes are bullets, arrows, chats with speakers, TODO lists and walls of text without a full stop, so pieces are
smaller than sentences: whatever may begin or end a piece of advice is a border ("told her to | drop the phrase |
and | keep the date"). Heads decide later which neighbors belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(
    r"""[\s>|]*(?:
        \[\d{1,2}[:.]\d{2}(?::\d{2})?\]\s*
      | \d{1,2}:\d{2}\s+(?=\w+:)
      | (?:[-*•▪·–—+~✱○◦‣»#]+|=>|->|→|>+)\s*
      | \(?(?:\d{1,2}|[a-hA-H]|i{1,3}|iv|v)[.)]\s+
      | \[[ xX]?\]\s*
      | (?i:to-?\s?dos?|action\ items?|actions?|ai|next\ steps?|next|tasks?|homework)\s*(?::|-|–)\s+(?=\S)
    )+""",
    re.VERBOSE,
)
_LABEL = re.compile(
    r"(?P<label>[^\W\d_][\w.'’&/ -]{0,28}?(?:\s\([^)\n]{1,40}\))?)\s?:\s+(?=\S)"
    r"|(?P<short>[^\W\d_][\w.'’-]{0,15})\s?(?:→|->|>)\s+(?=\S)"
)
_BOX = re.compile(r"\[[ xX]?\]")
_TASK_WORD = re.compile(r"\b(?:to-?\s?dos?|action|ai|next|task|homework|agreed|commit|promis|follow)", re.IGNORECASE)

_SAYING = r"""(?:says|said|saying|think|thinks|thought|reckon|reckons|reckoned|feels|felt|finds|suggest|suggests|suggested|recommend
    |recommends|recommended|advise|advises|advised|urge|urges|urged|tells|told|asks|asked|warns|warned|reminds|reminded|means|meant
    |wrote|typed|insists|insisted|argued|agreed|wants|wanted|encouraged|encourages|proposed|proposes)"""
_SOMEBODY = r"(?:me|her|him|them|us|you|myself|[A-Z][a-z]+)"
_PERSON = r"(?:i|you|he|she|they|we|u|[A-Z][a-z]+)"
_BORDER = re.compile(
    rf"""
      \n+
    | (?<!\b[A-Za-z])(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\b[DMS]r)(?<!\bMrs)(?<!\bProf)(?<!\bSt)(?<!\bincl)[.!?…]+["”'’)\]]*(?=\s|$)
    | (?<=\b[A-Z])\.(?=\s+[A-Z][a-z]+['’ ]\w)
    | (?<=[a-z)])[.!?](?=[A-Z][a-z])
    | \.{{2,}}
    | ;(?=\s) | ,(?=\s) | (?<=\w)["”’']?:(?=\s)
    | \s[-–—/|+]{{1,2}}(?=\s) | (?<=\w)—(?=\w)
    | \s*(?:->|→|=>|>>|•|▪|✱)\s*
    | \s(?=\() | (?<!\d)\)(?=\s)
    | \s(?=(?i:and|but|so|then|because|bc|b/c|cos|coz|since|though|whereas|plus|otherwise|also)\s)
    | \b(?i:{_SAYING})(?:\s{_SOMEBODY})?(?:\s(?:again|too|also|clearly|simply|just))?(?:\s(?i:that|to|not\sto(?=\s\w)))?(?=\s\w)
    | \b(?i:view|point|advice|suggestion|idea|opinion|tip|experience|rule|recommendation|counsel|thing|message)\s(?:for\sme\s)?(?i:is|was|were|would\sbe)(?:\s(?i:that|to|this))?(?=\s)
    | \b(?i:in)\s(?:my|her|his|their|your|[A-Z][a-z]+['’]s)\s(?:own\s)?(?i:experience|view|opinion|time|words)(?=\s)
    | \b(?i:{_PERSON})\s(?i:should|could|must|might|ought\sto|needs?\sto|has\sto|have\sto|had\sbetter|would)(?:\s(?:also|really|just|rather))?(?=\s)
    | \b(?i:i|she|he|they|you)['’]?d(?:\s(?:also|rather))?(?=\s)
    | (?<=\w)\s(?=(?i:that|to)\s+(?:not\s)?\w)(?<=\bis\s)
    | \s(?=that\s(?:i|she|he|we|you|they|the|a|in)\b)
    """,
    re.VERBOSE,
)
_LEAD = re.compile(
    r"""(?:["“”'‘(\[*_]|(?i:and|but|so|then|also|plus|or|that|to|ok|okay|well|um|uh|maybe|finally|second(?:ly)?|third(?:ly)?|fourth|first(?:ly)?\s(?=of)|lastly|next)\b(?![-'’:])[,:]?|\(?\d{1,2}\)\s|[\s,;:/+–—-])+""",
    re.VERBOSE,
)
_TAIL = ' \t\n.,;:/+–—>→=-*_"”'


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a note, in the order of the note; pieces do not overlap.

    Attributes:
        start: Where its own words begin, after bullets, labels and connecting words.
        end: Where they end, without white space, commas and the like.
        lead: The connecting words left out before it ("and", "told her to" is a piece of its own).
        border: What stands before it: "line", "stop", "comma", "colon", "dash", "join" or "word".
        label: What stands before a colon at the start of its line, a speaker or a topic; "" for none.
        line: The number of its line, from 0.
        is_bullet: Whether its line begins with a bullet, a number, an arrow or a box.
        is_first: Whether it is the first of its line.
        is_task: Whether its line, or the heading above it, is marked as a task list.
        is_heading: Whether its line is a heading.
    """

    start: int
    end: int
    text: str
    lead: str
    border: str
    label: str
    line: int
    is_bullet: bool
    is_first: bool
    is_task: bool
    is_heading: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    body: int
    label: str
    is_bullet: bool
    is_task: bool
    is_heading: bool


def pieces(note: str) -> list[Piece]:
    """Return the pieces of a note in order; none for a blank one."""
    found: list[Piece] = []
    for number, line in enumerate(_lines(note)):
        found.extend(_pieces_of(note, line, number))
    return found


def _lines(note: str) -> list[_Line]:
    lines: list[_Line] = []
    is_task = False
    for match in re.finditer(r"[^\n]+|\n(?=\n)", note):
        text = match.group()
        if not text.strip():
            continue
        marker = _MARKER.match(note, match.start(), match.end())
        body = marker.end() if marker else match.start()
        label = _LABEL.match(note, body, match.end())
        is_heading = _is_heading(note[body : match.end()], has_marker=marker is not None)
        if is_heading:
            is_task = _TASK_WORD.search(text) is not None
        own_task = bool(marker and (_BOX.search(marker.group()) or _TASK_WORD.search(marker.group())))
        start = label.end() if label else body
        lines.append(
            _Line(
                match.start(),
                match.end(),
                start,
                label=(label["label"] or label["short"]) if label else "",
                is_bullet=marker is not None and bool(marker.group().strip()),
                is_task=is_task or own_task,
                is_heading=is_heading,
            )
        )
    return lines


def _is_heading(text: str, *, has_marker: bool) -> bool:
    plain = text.strip().strip("*_=#")
    words = plain.split()
    if len(words) > 6 or not words:
        return False
    return plain.endswith(":") or (not has_marker and plain.isupper()) or text.lstrip().startswith("#")


def _pieces_of(note: str, line: _Line, number: int) -> list[Piece]:
    cuts: list[tuple[int, str]] = [(line.body, "line")]
    for match in _BORDER.finditer(note, line.body, line.end):
        cuts.append((match.end(), _kind(match.group())))
    found: list[Piece] = []
    border = "line"
    for place, (start, kind) in enumerate(cuts):
        border = kind if border == "" else _stronger(border, kind)
        end = cuts[place + 1][0] if place + 1 < len(cuts) else line.end
        bounds = _trimmed(note, start, end)
        if bounds is None:
            continue
        first, last = bounds
        found.append(
            Piece(
                first,
                last,
                note[first:last],
                lead=note[start:first].strip().casefold(),
                border=border,
                label=line.label,
                line=number,
                is_bullet=line.is_bullet,
                is_first=not found,
                is_task=line.is_task,
                is_heading=line.is_heading,
            )
        )
        border = ""
    return found


_STRENGTH = ("word", "join", "comma", "colon", "dash", "stop", "line")


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=_STRENGTH.index)


def _kind(border: str) -> str:
    plain = border.strip()
    if plain == "":
        return "join"
    if plain[0] in ".!?…;" or "\n" in border:
        return "stop"
    if plain == ",":
        return "comma"
    if plain[-1] == ":":
        return "colon"
    if plain[0].isalnum():
        return "word"
    return "dash"


def _trimmed(note: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a piece's own words begin and end; None when only connecting words and marks are left."""
    lead = _LEAD.match(note, start, end)
    first = lead.end() if lead else start
    while end > first and note[end - 1] in _TAIL:
        end -= 1
    return (first, end) if any(character.isalnum() for character in note[first:end]) else None
