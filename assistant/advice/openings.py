"""How a piece of advice begins: with joining words, with a circumstance, with an imperative."""

from __future__ import annotations

import re

from assistant.advice.verbs import AFTER_VERB, VERBS

_OPENER = re.compile(
    r"""^(?:(?:and|also|then|so|but|or|next|finally|lastly|anyway|now|ok|okay|well|right|please|just|maybe|perhaps|instead|first\sof\sall|after\sthat|for\sa\sstart
        |first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twelfth|eleventh|one|two|three|step\s\w+|\d+[.):])[\s,:]+)+""",
    re.VERBOSE | re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"^(?:if|when|once|after|before|while|until|unless|at|on|in|for|by|during|from|with|to|tonight|tomorrow|today|this\s\w+|next\s\w+|every\s\w+|each\s\w+|over\s\w+|between|as|instead|whenever|where|given)\b[^.!?]{0,60}?[,:]\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’-]+")
_FIRST_LETTERS = 80
_DO = frozenset(("don't", "dont", "do", "always", "never"))


def opens_with_verb(text: str) -> bool:
    """Tell whether a text begins like an imperative: a verb's base form and what may follow one."""
    words = [word.group().lower().replace("’", "'") for word in _WORD.finditer(text[:_FIRST_LETTERS])]
    if not words:
        return False
    if words[0] in _DO:
        return len(words) > 1 and (words[0] != "do" or words[1] in AFTER_VERB or words[1] in VERBS | {"not"})
    return words[0] in VERBS and (len(words) == 1 or words[1] in AFTER_VERB or words[1][0].isdigit())


def is_imperative(text: str) -> bool:
    """Tell whether a text, its openers and circumstances left out, begins like an imperative."""
    plain = text[opener_end(text) :]
    later = _CIRCUMSTANCE.sub("", plain)
    return opens_with_verb(plain) or opens_with_verb(later[opener_end(later) :])


def is_circumstance(text: str) -> bool:
    """Tell whether a text only says when, where or under which condition what comes after it holds."""
    plain = text[opener_end(text) :]
    return _CIRCUMSTANCE.match(plain + ", ") is not None and "," not in plain and ":" not in plain


def opener_end(text: str) -> int:
    """Return where the words end that only join a text to what stands before it ("And then ...")."""
    match = _OPENER.match(text)
    return match.end() if match is not None else 0
