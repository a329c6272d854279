"""Tell empty words from telling ones: replies that answer nothing, asks that ask nothing in particular."""

from __future__ import annotations

import re

_NO_ANSWER = re.compile(
    r"""^\W*(?:
        (?:(?:i(?:'m|\sam|m)?|im|am|really|honestly|just|well|um+|uh+|hm+|sorry|no|nope|nah)\W+)*
        (?:skip|pass|next|idk|dunno|no|nope|none|nothing(?:\s(?:yet|really|so\sfar))?|n/?a|unsure|whatever|\?+
          |not\s(?:really\s)?(?:sure|certain|yet|applicable)
          |(?:don'?t|do\snot)\s(?:really\s)?(?:know|care|mind|want\sto\ssay)
          |no\s(?:idea|clue|answer|comment|thanks?)
          |can'?t\s(?:say|tell)
          |rather\snot(?:\ssay)?
          |use\sit\sas\s(?:it\s)?is
        )
    )(?:\s(?:yet|really|tbh|honestly|sorry|thanks|please|about\sthat))*\W*$""",
    re.VERBOSE | re.IGNORECASE,
)


def is_no_answer(reply: str) -> bool:
    """Tell whether a reply gives nothing to work with: blank, "skip", "not sure", "idk"."""
    return not any(character.isalnum() for character in reply) or _NO_ANSWER.match(reply.replace("’", "'")) is not None


_GENERAL_ASK = re.compile(
    r"\b(?:any|some|your|need|want|looking\sfor|open\sto|appreciate|welcome|grateful\sfor)\s(?:and\sall\s)?(?:\w+\s)?"
    r"(?:advice|thoughts?|tips?|ideas?|help|suggestions?|input|pointers?|guidance|insights?|opinions?|feedback)\b"
    r"|^\W*(?:advice|thoughts?|tips|help|suggestions?|ideas)\W*$|\bwhat\s(?:do|would)\syou\s(?:guys\s)?(?:all\s)?(?:think|do|suggest|advise)\W*$",
    re.IGNORECASE,
)
_PARTICULAR_ASK = re.compile(
    r"\b(?:how|which|whether|should|when|where|who|why|is\s(?:it|there|this)|are\sthere|do\si|does|can\si|could\si|would\sit|what\s(?:should|is|are|can|could|kind|type|would\sbe))\b"
    r"|\b(?:review|choose|decide|rehearse|practise|practice|plan|introduce|compare|check|explain|look\s(?:at|over)|advice\son\s(?:how|what|which|whether))\b",
    re.IGNORECASE,
)


def is_general_ask(segment: str) -> bool:
    """Tell whether a segment asks for advice as such ("any thoughts?") and for nothing in particular."""
    return _GENERAL_ASK.search(segment) is not None and _PARTICULAR_ASK.search(segment) is None
