"""Say the same in fewer words: only cuts, so that what is left stands in the source as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.advice.openings import opens_with_verb
from assistant.briefs.times import names_time

_LEAD = re.compile(
    r"""^(?:[\s,;:.!?–—-]*(?:
        (?:hi+|hey|hello|hiya|good\s(?:morning|afternoon|evening)|dear\s\w+)\b(?:\s(?:all|there|everyone|everybody|folks|guys|team|mentors?))?
      | thanks?(?:\s(?:you|so\smuch|a\slot|in\sadvance))*\b
      | (?:so|well|ok|okay|um+|uh+|hm+|oh|ah|yeah|yes|yep|and|but|also|then|plus|basically|honestly|actually|anyway|look|lol|haha|tbh)\b(?=[\s,.:!–—-])
      | (?:and\s)?(?:a\s)?(?:small\s)?(?:correction|update|edit)\s*[,:]
      | no,?\sseriously\s*:? | (?:sorry|wait|no\swait|oh\swait)\s*,
      | (?:(?:so\s)?(?:my|the)\s(?:main\s|actual\s|real\s)?question\s(?:is|would\sbe))\b\s*:?
      | i\s(?:was|am|'m|’m)?\s?(?:just\s)?(?:wondering|wonder|curious)\s(?=if|whether|how|what|which)
      | i\s(?:just\s)?(?:wanted|want|would\slike|'d\slike|’d\slike)\sto\s(?:ask|know)(?:\syou)?\b\s*:?
      | one\sthing\s(?:i\sshould\smention|changed)\s*[,:]?
      | where\sdo\si\sstart
      | that(?=\s(?:i|they|we|he|she|it|you)\b)
      | i\sshould\s(?:add|mention|say)\sthat\b
      | what\si(?:\swould|['’]d)?\s(?:really\s)?(?:like|want)\sis\b(?:\sto\sknow\b)?
      | i\s(?:honestly\s|really\s)?(?:do\snot|don['’]?t)\sknow\s(?=whether|if|how|what|which)
    )[\s,;:.!?–—-]*)+""",
    re.VERBOSE | re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,.!–—-]*\b(?:thanks?(?:\s(?:you|so much|a lot|in advance))*|thx|cheers|lol|haha|tbh|to be honest|honestly|somehow|really|i guess|i think|i suppose|if i am honest|btw|by the way|pls|please)\b[\s.!)]*)+$",
    re.IGNORECASE,
)
_EDGES = " ,;:–—-•\n\t"
_ASIDE = re.compile(r"\s*\([^()\s]+(?:\s[^()\s]+){2,}\)")
_RELATIVE = re.compile(
    r",\s+(?:(?:\w+\sof\s)?(?:which|who|whom)|where|whose|after\swhich|although|though|for\sinstance|for\sexample)\b[^.?!;]*(?=[.?!;]|$)",
    re.IGNORECASE,
)
_REASON = re.compile(r"(?:,\s+(?:because|since|as|so\sthat|so\sit)\b|\s+because\b)[^.?!;]*(?=[.?!;]|$)", re.IGNORECASE)
_ADVICE_LEAD = re.compile(
    r"^(?:i\s(?:would|'d|’d)(?=\snot\b|\s\w)|i\sthink(?:\sthat)?|you\s(?:should|could|need\sto|have\sto|might\swant\sto)|try\sto|make\ssure\s(?:to|that\syou)|maybe|perhaps|please|remember\sto)\s+",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    r"^(?:before|once|when|as\ssoon\sas|first\sof\sall|whatever)\b[^,.;]{3,60},\s+", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_PARTS = re.compile(r"(?<=[.?!;])\s+|\s[–—-]\s")
_SECOND = re.compile(r",\s| and |:\s")
_PURPOSE = re.compile(r"\s+(?:before|so\sthat|rather\sthan|instead\sof|while)\s")
_DENIES = re.compile(
    r"n['’]t\b|\b(?:not|never|no|nobody|nothing|none|neither|hardly|wont|dont|cant|refus\w+|unless|except|only)\b",
    re.IGNORECASE,
)
_BAN = re.compile(r"\b(?:not|never|no|nobody|don['’]t|without)\b", re.IGNORECASE)
_HALVES = re.compile(
    r"(?<=\w),\s+(?!\d)|:\s+|\s+(?:instead\sof|rather\sthan|so\sthat)\s"
    r"|\s+and\s+(?=(?:[a-z]+ed|had|did|got|spoke|wrote|made|took|went|met|read|saw|put|ran|sat|sent)\b)"
)
_ASIDE_LOST, _REASON_LOST = 0.05, 0.1
_FORM_WORDS_MIN = 4
_LONG_WORDS_MIN = 14


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a text.

    Attributes:
        lost: How much of what the text says it leaves out, 0 (nothing that matters) to 1.
    """

    text: str
    lost: float = 0.0


def trimmed(text: str) -> str:
    """Return a text without greetings and fillers at its edges; may be empty."""
    return _TAIL.sub("", _LEAD.sub("", text.strip(_EDGES))).strip(_EDGES)


def without_asides(text: str) -> str:
    """Return a text without parentheses and relative clauses; those that deny something stay."""
    for aside in (_ASIDE, _RELATIVE):
        text = aside.sub(lambda found: found[0] if _DENIES.search(found[0]) else "", text)
    return text.strip(_EDGES)


def shorter_forms(text: str) -> list[Form]:
    """Return ever shorter forms of a text, itself first: without asides, without reasons, up to a comma."""
    plain = without_asides(text)
    reasonless = without_reason(plain)
    forms = [Form(text), Form(plain, _ASIDE_LOST), Form(reasonless, _REASON_LOST)]
    parts = _HALVES.split(reasonless)
    if len(reasonless.split()) >= _LONG_WORDS_MIN and not any(_DENIES.search(part) for part in parts[1:]):
        kept = [parts[0], *(part for part in parts[1:] if names_time(part))]
        forms += [Form(part, _share_lost(part, text)) for part in kept]
    return _shrinking(forms)


_CONDITION = re.compile(r"(?:if|when|unless|once|as long as|in case)\b", re.IGNORECASE)


def advice_forms(text: str) -> list[Form]:
    """Return ever shorter forms of a piece of advice, itself first; bans and conditions are never cut open."""
    full = trimmed(text).rstrip(".")
    bare = _ADVICE_LEAD.sub("", full)
    plain = without_asides(bare).rstrip(".")
    acts = _acts(_BEFORE_THAT.sub("", plain))
    reasonless = [without_reason(act) for act in acts]
    return _shrinking(
        [
            Form(full),
            Form(bare),
            Form(plain, _ASIDE_LOST),
            Form("; ".join(acts), _REASON_LOST),
            Form("; ".join(reasonless), _REASON_LOST),
            *(Form(act, _share_lost(act, "; ".join(reasonless))) for act in (reasonless[0], _first_act(reasonless[0]))),
        ]
    )


def _share_lost(part: str, whole: str) -> float:
    """Return how much a part leaves out: at least as much as a reason, and more the more words are gone."""
    return max(_REASON_LOST, 1 - len(part.split()) / len(whole.split()))


def without_reason(text: str) -> str:
    """Return a text without the reasons and purposes it gives."""
    return _REASON.sub("", text).strip(_EDGES).rstrip(".")


def _acts(advice: str) -> list[str]:
    """Return the parts of a piece of advice that say what to do; all of it when none does, or when a condition leads."""
    if _CONDITION.match(advice):
        return [advice.strip(_EDGES).rstrip(".")]
    parts = [part.strip(_EDGES).rstrip(".") for part in _PARTS.split(advice)]
    return [part for part in parts if opens_with_verb(part) or _BAN.match(part)] or parts[:1]


def _first_act(act: str) -> str:
    """Return the first of several acts, without its purpose; a ban keeps what it is about, a condition what hangs on it."""
    if _CONDITION.match(act):
        return act
    ends = [
        match.start() for match in _SECOND.finditer(act) if match[0] != " and " or opens_with_verb(act[match.end() :])
    ]
    first = act[: min(ends, default=len(act))]
    return first if _BAN.search(act) else _PURPOSE.split(first)[0]


def _shrinking(forms: Sequence[Form]) -> list[Form]:
    """Return the forms that are shorter than all before them and still say something."""
    kept = [forms[0]]
    for form in forms[1:]:
        if _FORM_WORDS_MIN <= len(form.text.split()) < len(kept[-1].text.split()):
            kept.append(form)
    return kept
