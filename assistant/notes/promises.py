"""Take a promise apart: what, by when, who."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.domain.questions import Span
from assistant.notes.due import due_date
from assistant.notes.people import People, names_in
from assistant.notes.time_words import names_a_day, time_words

_AUXILIARY = r"""(?:['’]?ll|\swill|['’]?(?:m|s|re)\s(?:going\sto|gonna|to)|\s(?:am|is|are|was)\s(?:going\sto|gonna|to)|\sgonna|['’]d|\swould|['’]s|['’]m|['’]re
    |\s(?:kindly\s)?(?:promised|offered|agreed|has\sagreed|said|says|wants)(?:\s(?:to|that|she|he|i|they)\b(?:['’](?:ll|d))?)?|\sto|\s(?:can|could|should|shall))"""
_BEGINNING = re.compile(
    r"(?:(?:and|so|then|also|now|ok|next|finally)\b,?\s+)*(?:(?:i|I)\s(?:said|told\s\w+|promised)(?:\sthat)?\s+)?"
)
_PRONOUN = re.compile(
    rf"(?P<who>[Ii]m(?=\s\w+ing)|[Ii]|[Mm]e|[Ww]e|[Yy]ou|u|[Hh]e|[Ss]he|[Tt]hey)(?P<auxiliary>{_AUXILIARY})?(?:\s(?:also|then|still|now))?\s+",
    re.VERBOSE,
)
_RELATIVE = re.compile(
    rf"(?P<who>(?:[Mm]y|[Hh]er|[Hh]is)\s[a-z]+)(?:\s[A-ZÀ-Ž]\w+)?(?P<auxiliary>{_AUXILIARY})?\s+(?=[a-z])", re.VERBOSE
)
_NAME = re.compile(
    rf"""(?P<who>(?:(?:Mrs?|Ms|Dr|Prof|Sister|Father|Uncle|Aunt|Captain)\.?\s)?[^\W\d_][\w-]*\.?(?:\s[A-ZÀ-Ž][a-zà-ž-]+|\s[A-Z]\.)?)
    (?:\s\([^)]{{1,40}}\))?(?P<auxiliary>{_AUXILIARY})?\s+(?P<rest>.*)""",
    re.VERBOSE | re.DOTALL,
)
_ACTS = re.compile(
    r"(?!is\b|was\b|has\b|does\b)[a-z]{2,}[^s\W]s\s(?:me|it|the|an?|his|her|my|our|their|up|out|him|us|them|through|over|one|two|three|for|around|with|[A-ZÀ-Ž\d])"
)
_TAG = re.compile(
    r"(?:\s*[,;|(–—-]\s*|\s(?=(?:from|by)\s))(?:from\s|by\s)?(?P<who>me|both|mentor|mentee|prof|[A-ZÀ-Ž][\wà-ž]+)[\s.)]*$"
)
_REASON = re.compile(r"\s(?:bc|b/c|because|cos|since)\s|,\s(?:that|it)['’]?s\s", re.IGNORECASE)
_ROW_OWNER = re.compile(r"(?:[A-Z]{1,2}\d\s+)?(?P<who>me|I|[A-ZÀ-Ž][\w.’'-]*)\s*(?::|,|->|→|=>|\s[-–—])\s+(?=\S)")
_EDGES = " \t\n.,;:–—->→=*/|"


@dataclass(frozen=True, slots=True)
class FoundCommitment:
    """What somebody promised, as a note has it.

    Attributes:
        what: The act, in the note's words, without person and time.
        when: The words that say by when, "" when none do.
        due: The last day that still fulfills it, None when the words name no day or the session's day is unknown.
        who: "mentee", "mentor", or the name the note gives.
        span: The words of the note it was read from.
    """

    what: str
    when: str
    due: date | None
    who: str
    span: Span


def read_promise(
    span: Span, label: str, people: People, session_date: date | None, *, anchor: date | None = None
) -> FoundCommitment:
    """Take one promise apart.

    Args:
        span: Its words.
        label: What stands before a colon at the start of its line, "" for nothing.
        people: Who is who in the note.
        session_date: The day the time is counted from, None when unknown.
        anchor: The day the promise before it is due.
    """
    owner, text = _signed(span.quote, people)
    found = time_words(text[: reason.start()] if (reason := _REASON.search(text)) else text) or time_words(text)
    when = text[found[-1][0] : found[-1][1]] if found else ""
    act = text if not found else _without(text, *found[-1])
    if owner is None:
        owner, act = _signed(act, people)
    who, act = (owner, act.strip(_EDGES)) if owner else _who(act, label, people)
    due = due_date(when, session_date, anchor=anchor) if session_date is not None else None
    return FoundCommitment(act or span.quote, when, due, who, span)


def _signed(text: str, people: People) -> tuple[str | None, str]:
    """Return whose name stands at the end ("- me", ", Roisín", "from me") and the words before it."""
    tag = _TAG.search(text)
    if tag is None or names_a_day(tag["who"]) or not _is_person(tag["who"], people):
        return None, text
    return people.who(tag["who"]), text[: tag.start()].strip(_EDGES)


def _who(act: str, label: str, people: People) -> tuple[str, str]:
    """Return whose promise it is, and the act without the words that say so."""
    owner = _ROW_OWNER.match(act)
    if owner and _is_person(owner["who"], people):
        return people.who(owner["who"]) or people.author, act[owner.end() :].strip(_EDGES)
    named = _subject(act, people)
    if named is not None:
        who, rest = named
        if who == people.author and label and _is_person(label, people):
            who = people.who(label) or who
        return who, rest
    if label and _is_person(label, people):
        return people.who(re.sub(r"\s\(.*", "", label)) or people.author, act.strip(_EDGES)
    is_told = re.match(r"[a-z]+s\s(?:me|it|the|my|a|her|his|them)\b", act)
    return people.other if people.author == "mentee" and is_told else "mentee", act.strip(_EDGES)


def _subject(act: str, people: People) -> tuple[str, str] | None:
    """Return who an act begins with, and the rest of it; None when it begins with the act itself."""
    begin = _BEGINNING.match(act)
    text = act[begin.end() :] if begin else act
    if (match := _PRONOUN.match(text)) and (rest := text[match.end() :].strip(_EDGES)):
        who = people.who("I" if match["who"].casefold() == "im" else match["who"])
        return (who, rest) if who else None
    if (match := _RELATIVE.match(text)) and (match["auxiliary"] or _ACTS.match(text, match.end())):
        return match["who"].removeprefix("My ").removeprefix("my "), text[match.end() :].strip(_EDGES)
    match = _NAME.match(text)
    if match is None or not match["rest"].strip(_EDGES):
        return None
    who = people.who(match["who"])
    is_side = who in ("mentee", "mentor")
    if not is_side and (match["auxiliary"] or "").strip() == "to":
        return None
    is_named = match["who"][0].isupper() and _is_person(match["who"], people)
    if who and (is_side or (is_named and (match["auxiliary"] or _ACTS.match(match["rest"])))):
        return who, match["rest"].strip(_EDGES)
    return None


def _is_person(word: str, people: People) -> bool:
    plain = re.sub(r"\s\(.*", "", word).strip()
    if plain.casefold() in ("me", "i", "we", "both") or people.who(plain) in ("mentee", "mentor"):
        return True
    return bool(names_in(plain)) and len(plain.split()) <= 3


def _without(text: str, begin: int, end: int) -> str:
    """Return a text without some of its words, the rest joined by one space."""
    left, right = text[:begin].rstrip(" ,:;–—-("), text[end:].lstrip(" ,:;–—-)")
    return f"{left} {right}".strip() if left and right else (left or right)
