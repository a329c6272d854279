"""Words: tokens with their places, function words, light tidying of chat spelling."""

from __future__ import annotations

import re

from assistant.domain.questions import Span

FUNCTION_WORDS = frozenset(
    """a about above after again against all almost already also although always am an and another any anybody anyone
    anything are aren't around as at away back be became because become been before being below between both but by came
    can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each either else enough
    even ever every everyone everything few first for from further gave get gets getting give go goes going gone gonna got
    had hadn't half has hasn't have haven't having he he's her here hers herself hi him himself his how however i i'd i'll
    i'm i've if im in into is isn't it it's its itself ive just keep kept kind know last least less let lets like lot lots
    made make makes many may maybe me mean might mine more most much must my myself need never new next no nobody none nor
    not nothing now of off often on once one only onto or other our ours out over own per perhaps please put quite rather
    really said same say says see seem seems shall she she's should shouldn't since so some somebody someone something
    sometimes soon still such take taken tell than thank thanks that that's the their them then there there's these they
    they're thing things think this those though thought through till to too took toward two um under unless until up upon
    us use used very want wanted wants was wasn't way we we're well went were weren't what what's when where whether which
    while who whom why will with within without won't would wouldn't yes yet you you're your yours yourself basically
    actually honestly literally hello hey dear anyway okay ok lol tbh etc dont cant didnt doesnt isnt wont thats whats
    feel feels felt sort stuff bit around year years month months week weeks day days today tomorrow yesterday time times
    wondering wonder hoping hope trying try tried advice help question guess sure able been looking look""".split()
)
"""Words that cannot carry a topic by themselves."""

_TOKEN = re.compile(r"[^\W_][\w'’&/+#-]*(?:\.[^\W_][\w'’-]*)*")


def tokens(text: str) -> list[Span]:
    """Return the words of a text with their offsets; punctuation is left out."""
    return [Span(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]


def is_function_word(word: str) -> bool:
    """Tell whether a word, in any case and with either apostrophe, cannot carry a topic."""
    return word.lower().replace("’", "'") in FUNCTION_WORDS


_CHAT_SPELLING = (
    (re.compile(r"(?<![\w'’.-])i(?![\w.-])"), "I"),
    (re.compile(r"(?<![\w'’])[iI](['’]?)m(?![\w'’])"), "I'm"),
    (re.compile(r"(?<![\w'’])[iI](['’]?)ve(?![\w'’])"), "I've"),
    (re.compile(r"(?<![\w'’])i'(d|ll)(?![\w'’])"), r"I'\1"),
    (
        re.compile(
            r"(?<![\w'’])(do|does|did|is|was|are|were|have|has|had|ca|would|should|could)nt(?![\w'’])", re.IGNORECASE
        ),
        r"\1n't",
    ),
    (re.compile(r"(?<![\w'’])wont(?![\w'’])"), "won't"),
    (re.compile(r"(?<![\w'’])u(?![\w'’./-])"), "you"),
    (re.compile(r"(?<![\w'’])ur(?![\w'’./-])"), "your"),
    (re.compile(r"(?<![\w'’])(?:bc|cos|coz)(?![\w'’])"), "because"),
    (re.compile(r"[ \t\n]+"), " "),
    (re.compile(r"\s+([,.;:!?])"), r"\1"),
    (re.compile(r"([!?])[!?]+"), r"\1"),
    (re.compile(r"\.{2,}|…"), "."),
)


def tidy_chat_spelling(text: str) -> str:
    """Write a lone "i" as "I", give common contractions their apostrophe back, and calm punctuation."""
    for pattern, replacement in _CHAT_SPELLING:
        text = pattern.sub(replacement, text)
    return text.strip()
