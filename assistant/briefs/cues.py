"""Words by which people take back what they said."""

from __future__ import annotations

import re

TURNING = re.compile(
    r"""\b(?:(?:no|oh),?\swait|hang\son|hold\son|(?:scratch|scrap|strike|forget)\sthat|no,?\ssorry|sorry,?\s(?=no\b|i\smeant)|i\smeant?\b(?!\sto)|correction
      |make\sthat|oops|(?:let\sme|to)\scorrect)(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
"""In the middle of a turn: what follows takes back what went before."""
CLEAR = re.compile(
    rf"""{TURNING.pattern}|\b(?:actually|correct\smyself|wait[,.!]|is\sright|was\swrong|my\smistake|mistyped|typo|mixed\s(?:it|that|them)\sup|call\sit|looked\sit\sup)(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Somebody corrects themselves."""
POINTING = re.compile(rf"{CLEAR.pattern}|\bsorry\b", re.VERBOSE | re.IGNORECASE)
"""What comes right after is what was meant."""
MOVED = re.compile(
    r"\b(?:moved|extended|postponed|delayed|pushed (?:\w+ ){0,3}back|brought (?:\w+ ){0,3}forward|earlier than|later than|changed|update|turns out|more (?:time|days|weeks|months))\b",
    re.IGNORECASE,
)
"""Something changed in the meantime."""
WEAK = re.compile(
    r"\b(?:rather than|instead of|any ?more|no longer|now|it was|already|just (?:told|wrote|sent|said|asked|heard|rang|called)|today|yesterday|not (?!sure|yet|really)\w+|sorry)\b",
    re.IGNORECASE,
)
"""Perhaps something changed; much more has to speak for it."""
NO_MORE = re.compile(r"\b(?:any ?more|no longer)\b", re.IGNORECASE)
NAMED = re.compile(
    r"\b(?:(?:and\s)?not|rather\sthan|instead\sof|no\slonger|isn['’]t|wasn['’]t)\s(?:(?:on|by|in|at|until|from|before|to|the|a|an)\s)*([^,.;:!?]{1,40}?)(?=\s(?:but|it|as|any|so)\b|[,.;:!?]|$)",
    re.IGNORECASE,
)
"""What is no longer so is called by name: group 1."""
GIVEN_UP = re.compile(
    r"""(?:changed\smy\smind\s(?:about|on)|(?:don['’]?t|do\snot|no\slonger)\s(?:really\s)?(?:want|plan|wish|intend|consider|care\sabout|aim)(?:\sto)?|forget(?:\sabout)?
      |instead\sof|rather\sthan|gave\sup(?:\son)?|dropped\sthe\sidea\sof)\s(?P<plan>[^,.;:!?]{3,80}?)(?:\s(?:any\s?more|now|at\sall))?(?=[,.;:!?]|$)""",
    re.VERBOSE | re.IGNORECASE,
)
"""A plan is given up."""
