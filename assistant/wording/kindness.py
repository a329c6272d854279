"""Words for drafts that need somebody other than a mentor: kind, concrete, nothing diagnosed."""

from __future__ import annotations

import re
from typing import Literal

from assistant.wording.distress import DANGER

Need = Literal["crisis", "harassment", "permit", "rights", "health"]
"""What a draft may need help with that no mentor can give."""

_PLACES: tuple[tuple[Need, re.Pattern[str], str], ...] = (
    (
        "crisis",
        DANGER,
        "If you are in danger now, call your country's emergency number or a crisis line, or go to somebody you trust today. You do not have to sort this out alone.",
    ),
    (
        "harassment",
        re.compile(
            r"\b(harass\w*|grop\w*|touch(ed|es|ing) me|sexual\w*|assault\w*|hit me|threat(en\w*|s)?|stalk\w*|bull(y|ied|ying)|racis\w*|slur\w*|discriminat\w*)\b",
            re.I,
        ),
        "Your HR department, a union or staff representative, or an equality advice service can act on this and can protect you while they do. Write down dates and words while you remember them.",
    ),
    (
        "permit",
        re.compile(r"\b(visa|work permit|residence permit|immigration|sponsorship|deport\w*)\b", re.I),
        "For permits and visas, ask the immigration authority or a qualified immigration adviser before you decide anything: a mentor could only guess.",
    ),
    (
        "rights",
        re.compile(
            r"\b(contract|lawyer|solicitor|tribunal|sued?|suing|legal\w*|dismiss\w*|unpaid|wages?|not (been )?paid|paid me|payroll|withh\w*|overtime|redundan\w*|severance|non.?compete|settlement|fired)\b",
            re.I,
        ),
        "A union, a free employment advice service or an employment lawyer can tell you what you are owed and which deadlines run. Bring your contract and the letters you got.",
    ),
    (
        "health",
        re.compile(
            r"\b(depress\w*|anxiety|panic\w*|burn(ed|t)?.?out|can'?t sleep|not sle(ep|pt)\w*|drink\w*|crying|breakdown|doctor|gp|therap\w*|ill|exhaust\w*|medication|injur\w*|pain)\b",
            re.I,
        ),
        "Please talk to your doctor or an occupational health service first; many employers also have a free, confidential counselling line.",
    ),
)
_ANYBODY = "Your HR department, a union or staff representative, or a free advice service is the right first place for this; for your health, your doctor."
_REFER_OPENING = "Thank you for telling me this. It sounds as if somebody other than a mentor should help first."
_REFER_CLOSING = (
    "A mentor can still help with the career side afterwards: when you are ready, write what you would like to ask."
)
_NOT_MENTORING = (
    "This does not look like a question for a mentor: mentors here talk about work, study and careers from their own experience. "
    "If there is a career question behind it, tell me in a sentence what you would like to decide or reach."
)


def refer_notice(draft: str) -> str:
    """Return a kind notice naming who to turn to, by what the draft speaks of; at most two kinds of places."""
    places = [place for _, pattern, place in _PLACES if pattern.search(draft)][:2]
    return " ".join([_REFER_OPENING, *(places or [_ANYBODY]), _REFER_CLOSING])


def needs_in(draft: str) -> tuple[Need, ...]:
    """Return what the draft speaks of, most urgent first; single words decide, so ask only about drafts to be referred."""
    return tuple(need for need, pattern, _ in _PLACES if pattern.search(draft))


def place_for(need: Need) -> str:
    """Return the sentence that names who helps with a need."""
    return next(place for one, _, place in _PLACES if one == need)


def not_mentoring_notice() -> str:
    """Return a kind notice for what is no mentoring question, with a way on."""
    return _NOT_MENTORING


def is_guidance(text: str) -> bool:
    """Tell whether a bubble is one of this module's notices."""
    return text.startswith(_REFER_OPENING) or text == _NOT_MENTORING
