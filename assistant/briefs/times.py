"""Words for days, periods and amounts."""

from __future__ import annotations

import re

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_YEAR = r"(?:20\d\d)"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|a\sfew)"
_LENGTH = rf"{_COUNT}\s(?:days?|weeks?|months?|years?|fortnight)"
TIME = re.compile(
    rf"""(?P<lead>\b(?:(?:due\s)?(?:by|before|until|till|on|in|from|at|to|for|within|after|around)|due)\s)?
    (?P<time>(?:the\s)?
      (?:(?:(?:early|mid|late)[\s-]|(?:the\s)?(?:end|middle|beginning|start|week|first\sweek|last\sday)\sof\s(?:the\s)?)*
        (?:
          {_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?
        | {_MONTH}\s{_DAY}(?!\d)(?:,?\s{_YEAR})?
        | {_MONTH}\b(?:,?\s{_YEAR})?
        | (?:(?:this|next|the|coming|following)\s)*(?:mon|tues|wednes|thurs|fri|satur|sun)day
        | (?:(?:this|next|the|coming|following|second|first|third|fourth|last)\s)+(?:week|month|quarter|year|term|semester|cycle)
        | (?:(?:this|next|the|coming|following)\s)*(?:spring|summer|autumn|fall|winter|christmas|easter|pentecost|new\syear|thanksgiving)(?:\s(?:term|holidays?|season|break))?(?:\s(?:of\s)?{_YEAR})?
        | q[1-4](?:\s{_YEAR})?
        | {_YEAR}(?:-\d\d-\d\d)?
        | (?<=in\s){_LENGTH}|(?<=within\s){_LENGTH}|(?<=after\s){_LENGTH}|(?<=until\s){_LENGTH}|(?<=that\s){_LENGTH}|(?<=call\sit\s){_LENGTH}|(?<=['’]s\s){_LENGTH}|(?<=\bis\s){_LENGTH}|(?<=now\s){_LENGTH}
        | \d{{1,2}}(?:st|nd|rd|th)
        | (?:today|tomorrow)
        )
      )
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
NUMBER = re.compile(
    r"[£$€]?\d+(?:[.,]\d+)*(?:\s?(?:%|percent|per\scent|k|euros?|pounds?|dollars?|hours?|people|minutes?))?",
    re.IGNORECASE,
)


def is_length(words: str) -> bool:
    """Tell whether words of time say how long ("eighteen months"), not which day."""
    return re.fullmatch(_LENGTH, words, re.IGNORECASE) is not None


def figures(text: str) -> frozenset[str]:
    """Return the days, periods and amounts a text names, in lower case and without spaces."""
    found = (
        match.groupdict().get("time") or match[0] for pattern in (TIME, NUMBER) for match in pattern.finditer(text)
    )
    return frozenset("".join(words.casefold().split()).strip(".,") for words in found)


def names_time(text: str) -> bool:
    """Tell whether a text names a day or a period to come."""
    return TIME.search(text) is not None
