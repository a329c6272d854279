"""Tell a reply that answers from one that only says that there is no answer."""

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
