"""Find the words that say by when: "by Friday", "on the 3rd at ten", "once it is drafted"."""

from __future__ import annotations

import re

from assistant.notes.due import day_spans

_PREPOSITION = r"(?:by|of|before|until|till?|on|from|for|in|within|over|at|during|starting|beginning|around|about|latest|no\slater\sthan|come|each|every)"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?(?:\s?(?:am|pm|h|o['’]clock))?|noon|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_BEFORE = re.compile(
    rf"\b(?:(?:at|before|by)\s{_CLOCK}(?:\son)?|{_PREPOSITION})\s(?:the\s|about\s|around\s)?$|\bbefore\s\w+\s(?:\w+\s){{1,2}}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"""(?:,?\s?(?:
        (?:in\sthe\s)?(?:early\s)?(?:morning|afternoon|evening|eve|night|lunchtime|noon|midday|EOD|first\sthing|latest|at\sthe\slatest|pm|am)\b
      | (?:at\s)?\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm|h|o['’]clock)\b
      | at\s{_CLOCK}\b
      | ['’]s\s(?:meeting|session|call|mtg)\b
      | after\s(?:school|work|class|lunch|dinner|breakfast|the\sbank\sholiday)\b
      | or\s(?:tomorrow|so|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b
    ))+""",
    re.VERBOSE | re.IGNORECASE,
)
_LEANING = re.compile(
    r"""\b(?:
        the\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\s(?:after|following)\b
      | (?:the\s)?(?:day|week)\safter\b(?!\s(?:next|tomorrow))
      | (?:on\s|in\s)?(?:the\s)?same\s(?:day|week|evening|night|morning|afternoon)\b
      | within\s(?:an?|one|two|three|\d{1,2})\s(?:days?|weeks?)\s(?:after|of\s[\w\s]{2,20})\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_VAGUE = re.compile(
    r"""\b(?:
        soon(?:ish)?|asap|as\ssoon\sas\spossible|at\ssome\s(?:point|stage)|some\s?day|some\s?time|eventually|one\sof\sthese\sdays
      | (?:to|at|for|before|until|by|on)\s(?:our|the|my|her|his)\snext\s(?:meeting|session|call|visit|time|one)|next\s(?:time|session|meeting)
      | (?:over|after|before|during|in|by)\s(?:the\s)?(?:\w+\s)?(?:summer|holidays?|break|term|semester|winter|spring|autumn|fall|vacations?|exams?)
      | (?:by\s)?then$
      | at\sthe\sreturn\b[^,.;:!?()]*
      | (?:in|by)\s[A-Z][a-z]+\ssome\s?day
      | (?:as\ssoon\sas|once|whenever|when|until|by\sthe\stime|after|before)\b[^,.;:!?()]*$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_LENGTH = re.compile(
    r"^(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|couple)\b.*"
    r"\b(?:hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?)$",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset({"sat", "sun", "mon", "wed"})
_COUNTING = re.compile(r"\b(?:in|within|inside|by|over|next|(?:a|the)\scouple)\s$", re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:the\s)?\d{1,2}(?:st|nd|rd|th)$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
_OWNING = re.compile(r"\b(?:the|an?|my|your|his|her|their|our|of)\s$", re.IGNORECASE)
_NOUN = re.compile(
    r"^\s(?!and|or|if|when|at|to|he|she|i|we|you|they|in|for|so|but|by|with|w|from|before|after|then|because|bc)[a-z]+\b"
)


def time_words(text: str) -> list[tuple[int, int]]:
    """Return where the words that say by when begin and end, in order, apart from each other.

    Words that name a day come with "by", "before" and the time of day; where there are none, words that name no
    day ("soon", "once it is drafted") count.
    """
    named = [span for begin, end in day_spans(text) if (span := _widened(text, begin, end)) is not None]
    leaning = [match.span() for match in _LEANING.finditer(text)]
    found = leaning + [span for span in named if not any(_meet(span, other) for other in leaning)]
    if found:
        return _joined(sorted(found))
    vague = _VAGUE.search(text)
    return [vague.span()] if vague else []


def names_a_day(text: str) -> bool:
    """Tell whether words name a day by their calendar or by their distance."""
    return any(_widened(text, begin, end) is not None for begin, end in day_spans(text))


def _widened(text: str, begin: int, end: int) -> tuple[int, int] | None:
    """Return an expression with the words around it; None when it is a length of time, a count or another word."""
    words, lead = text[begin:end], text[:begin]
    end -= len(words) - len(words.rstrip("."))
    if _is_length(words, lead):
        return None
    is_named_after_a_day = _ORDINAL.match(words) or (_WEEKDAY.match(words) and _OWNING.search(lead))
    if is_named_after_a_day and _NOUN.match(text[end:]):
        return None
    before = _BEFORE.search(lead)
    after = _AFTER.match(text, end)
    if words.casefold() in _ALSO_WORDS and words.islower():
        is_alone = not (before or after or not text[end:].strip(" .,;)"))
        if is_alone or lead.casefold().endswith("the "):
            return None
    return before.start() if before else begin, after.end() if after else end


def _is_length(words: str, lead: str) -> bool:
    """Tell whether words such as "two weeks" say how long, not by when."""
    return _LENGTH.match(words) is not None and _COUNTING.search(lead) is None


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans with at most a comma and a space between them."""
    joined = spans[:1]
    for begin, end in spans[1:]:
        if begin <= joined[-1][1] + 2:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
