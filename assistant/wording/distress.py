"""Hear that the writer is not well. No diagnosis: it only decides whether help is offered.

What counts is what they say of themselves, now: neither what is said of others ("a depressed colleague"), nor what
is denied ("I don't think I'm depressed"). Where it is in doubt it counts: offering help to somebody who is fine
costs one kind sentence.
"""

from __future__ import annotations

import re
from typing import Final


def _any(*phrases: str) -> str:
    """Return a pattern of phrases; a space in them stands for any white space, an apostrophe for either kind."""
    return "(?:" + "|".join(phrase.replace(" ", r"\s+").replace("'", "['’]") for phrase in phrases) + ")"


def _compiled(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\b" + "".join(parts) + r"(?![\w'’])", re.IGNORECASE)


_FILLERS: Final = (
    "really just also still even often now honestly already always constantly completely totally utterly very so quite pretty "
    "a bit been getting feeling having had in and almost basically probably end up off with at least all of my regular severe"
).split()
_SOME: Final = rf"(?:[\s,]+{_any(*_FILLERS)}\b){{0,5}}[\s,]+"
_I: Final = _any(
    "i'?m", "i am", "i'?ve", "i have", "i had", "i feel", "i get", "i suffer from", "i was diagnosed with", "i"
)
_CANNOT: Final = _any("can'?t", "cannot", "haven'?t", "don'?t", "not", "barely", "hardly", "no longer")

DANGER: Final = _compiled(
    _any(
        r"(?<!career.)suicid(?:e|al)(?! (?:prevention|hotline|line|lane|watch|risk))",
        "(?:kill|harm|hurt|cut)(?:t?ing)? myself",
        "self.?harm(?:ing|ed)?",
        "(?:end|finish)(?:ing)? (?:it all|my life)",
        "not be here any ?more",
        "no reason to live",
        "better off without me",
        "don'?t want to (?:live|wake up|be alive|be here any ?more)",
        "(?:wish|want) (?:i was|i were|to be) dead",
    )
)
"""They may be in danger now."""

_STATE: Final = _compiled(
    _I,
    _SOME,
    _any(
        "depress(?:ed|ion)",
        "hopeless",
        "desperate",
        r"burn(?:ed|t|ing)[\s-]?out",
        "(?:panic|anxiety) attacks?",
        "breakdown",
        "breaking down",
        "falling apart",
        "crying(?! out for)",
        "in tears",
        "numb",
        "worthless",
        "(?:bad|dark) place",
        "the end of my (?:rope|tether)",
    ),
)
_FAILING: Final = _compiled(
    _I,
    _SOME,
    _CANNOT,
    r"(?:\s+(?:even|really|properly|been))*\s+",
    _any(
        "sleep(?:ing)?",
        "slept",
        "eat(?:ing)?",
        "eaten",
        "cope",
        "coping",
        "breathe",
        "go on",
        "get out of bed",
        "take (?:it|this) any ?more",
        "see (?:a|any|the) way (?:out|forward)",
        "know what to do any ?more",
        "want to get up",
        "stop crying",
    ),
)
_SUFFERING: Final = _compiled(
    _any(
        r"i(?: \w+)? (?:cry|sob)(?! (?:laughing|wolf|foul))",
        "i (?:feel|am|get) sick (?:every|each|before|when|at the thought)",
        "i drink (?:to (?!(?:that|your|his|her|their))|almost|nearly|every|each|alone|too much).*?",
        "i'?m drinking (?:too|every|alone|more|to)",
        r"(?:i'?m|i am|i was|i'?ve been|i have been) off(?: work| sick)?(?: \w+){0,5}? (?:with|for|because of|due to)(?: \w+){0,2}? "
        r"(?:anxiety|depression|burn ?-?out|stress|panic)",
    )
)
_DENIED_BEFORE: Final = re.compile(r"\b(?:don['’]?t|not|never|doubt)(?:\s+\w+)?(?:\s+that)?\s*$", re.IGNORECASE)


def speaks_of_danger(text: str) -> bool:
    """Tell whether the words say that the writer may be in danger of hurting themselves."""
    return DANGER.search(text) is not None


def shows_distress(text: str) -> bool:
    """Tell whether the writer says of themselves that they are in danger, unwell, or cannot go on."""
    if any(pattern.search(text) for pattern in (DANGER, _FAILING, _SUFFERING)):
        return True
    return any(not _DENIED_BEFORE.search(text[: match.start()]) for match in _STATE.finditer(text))
