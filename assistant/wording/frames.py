"""Make plain sentences of chat fragments; frames add grammar, never a fact."""

from __future__ import annotations

import re

from assistant.domain.questions import Element
from assistant.text.words import tidy_chat_spelling

_OPENING = re.compile(
    r"""^(?:(?:hi+|hey|hello|hiya|dear|good\s(?:morning|afternoon|evening))\b(?:\s(?:all|there|everyone|everybody|folks|guys|team|mentors?|sir|madam))*[\s,.!:-]*
        |(?:so|well|ok|okay|um+|uh+|basically|just|anyway|anyways|honestly|look|right|yeah|yes|yep|also|oh|ah|lol|haha|tbh|and|but|plus)\b[\s,.:-]+)+""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[\s,.!-]*\b(?:thanks?(?:\s(?:you|so much|a lot|in advance|all))*|thx|ty|cheers|lol|haha|tbh|pls|please help|sorry for the (?:long|rant)[\w\s]*|x+)\b[\s.!:)]*)+$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:i|i'm|i've|i'd|i'll|im|ive|we|we're|my|our|it|it's|there|there's|he|she|they|the|this|that|nobody|somebody|everyone|people|what|how|which|who|when|where|why|"
    r"should|could|would|can|do|does|is|are|was|will|if|please)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|have|has|had|do|does|did|can|can't|could|will|won't|would|should|need|want|feel|think|know|don't|doesn't|isn't|says?|said|"
    r"makes?|keeps?|gets?|got|go|goes|went|come|comes|came|give|gives|pays|closes|starts|ends|opens|begins|expires|hate|love|lose|loses|own|owns|lets|expect|requires?|prefers?|seems?|wants?|needs?|takes?|took|holds?|blocks?|stops?|\w+(?:n't|'s|'re|'m|'ve|'d|'ll))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^(?:already\s|just\s|only\s|have\s|had\s)?(?:\w+ed|spoke|wrote|took|read|went|looked|did|made|sent|got|saw|met|had|found|put|ran|began|told|thought|been|given|done|bought|built|taught|left|kept|chose|set)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^(?:by|before|within|in|until|till|at|after|this|next|during|around|about|end of|no later than|from|over)\b",
    re.IGNORECASE,
)
_BASE_VERB = re.compile(
    r"^(?:help|review|check|read|look|tell|explain|plan|choose|decide|pick|introduce|rehearse|practice|practise|go|walk|show|give|compare|weigh|talk|find|work|make|prepare|get|become|move|"
    r"be|have|learn|earn|lead|run|start|stop|keep|leave|stay|change|build|pass|finish|write|apply|negotiate|ask|understand|know|reach|see|feel|do|open|sort|figure|map|draft|suggest|advise|point|role|critique)\b",
    re.IGNORECASE,
)


_QUESTION = re.compile(
    r"^(?:should|can|could|would|will|is|are|am)\s[^.:]*\.?$"
    r"|^(?:do|does|did|has|have)\s(?:i|we|you|it|they|he|she|anyone|anybody|someone|people)\b[^.:]*\.?$"
    r"|^(?:how|what|which|where|when|why|who)\s(?:should|can|could|would|do|does|did|is|are|am|will)\b[^.:]*\.?$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?!(?:the|my|our|in|at|on|for|with|about|no|not|just|been|be|from|since|self)\b)(?:[\w/&'’-]+\s){0,4}?"
    r"(?:\w+(?:[^e]er|or|ist|ian|yst|ant|eer)|nurse|chef|cook|clerk|midwife|apprentice|student|lead|rep|admin|vet|paralegal|intern|trainee|head|deputy|"
    r"freelance|postdoc|undergrad|graduate|temp|porter|secretary|cashier|electrician|executive|associate)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"^(?:work|run|lead|manage|teach|live|study|sell|drive|own|started|moved|left|finished|graduated|qualified|joined|came|retrained|have|had|did|do|got)\b",
    re.IGNORECASE,
)


def as_sentence(words: str) -> str:
    """Return a segment as a sentence: greetings and fillers off, capital first, full stop last; may be empty."""
    text = tidy_chat_spelling(words)
    text = _CLOSING.sub("", _OPENING.sub("", text)).strip(" ,;:-–—")
    return _finished(text)


def framed_reply(element: Element, words: str) -> str:
    """Return a reply to the question about an element as a sentence that stands alone."""
    text = _CLOSING.sub("", _OPENING.sub("", tidy_chat_spelling(words))).strip(" ,;:-–—")
    if not text:
        return ""
    if _stands_alone(text):
        return _finished(text)
    return _finished(_FRAMES[element](text))


def _stands_alone(text: str) -> bool:
    return _SUBJECT.match(text) is not None and (_VERB.search(text) is not None or text.endswith("?"))


def _finished(text: str) -> str:
    if not any(character.isalnum() for character in text):
        return ""
    text = text[0].upper() + text[1:]
    if _QUESTION.match(text):
        text = text.rstrip(". ") + ("" if text.endswith(("?", "!")) else "?")
    return text if text[-1] in ".?!" else text + "."


def _lowered(text: str, *, role: bool = False) -> str:
    """Lower the first letter of a word that is surely no name; `role` words are none."""
    first = text.split(maxsplit=1)[0]
    is_plain = first[:1].isupper() and first[1:].islower()
    is_common = first.lower() in _LOWERABLE or (role and _ROLE.match(first) is not None)
    return text[0].lower() + text[1:] if is_plain and is_common else text


_LOWERABLE = frozenset(
    """a an the my by before within in until at after this next during around about end to from over being having not no whether how what which help review
    check read look tell explain plan choose decide pick introduce rehearse practice practise go walk show give compare weigh talk find work make prepare get become move
    scared afraid worried nervous anxious too unsure tired stuck torn embarrassed learn earn lead run start stop keep leave stay change build pass finish write apply negotiate ask understand know reach see feel do open sort figure map draft suggest advise
    already just only asked spoke wrote took went looked did made sent got saw met had found tried applied talked considered thought some two three both""".split()
)


def _frame_goal(text: str) -> str:
    if re.match(r"^to\b", text, re.IGNORECASE):
        return f"I want {_lowered(text)}"
    if re.match(r"^whether\b", text, re.IGNORECASE):
        return f"I want to decide {_lowered(text)}"
    return f"I want to {_lowered(text)}" if _BASE_VERB.match(text) else f"What I want: {_lowered(text)}"


def _frame_timeframe(text: str) -> str:
    if re.match(r"^(?:[\w'’-]+\s){1,4}(?:close|start|end|begin|open|expire|finish|run)s?\b", text, re.IGNORECASE):
        return text
    if re.match(r"^no (?:rush|hurry|deadline|pressure)", text, re.IGNORECASE):
        return f"There is {_lowered(text)}"
    return f"I need this {_lowered(text)}" if _TIME.match(text) else f"My timeframe: {_lowered(text)}"


def _frame_context(text: str) -> str:
    if _DOING.match(text):
        return f"I {_lowered(text)}"
    if re.match(r"^(?:an?|the|in|at|on|working|living|studying|based|currently|self)\b", text, re.IGNORECASE):
        return f"I am {_lowered(text)}"
    if _ROLE.match(text):
        return f"I am {'an' if text[0].lower() in 'aeiou' else 'a'} {_lowered(text, role=True)}"
    return f"My situation: {_lowered(text)}"


def _frame_tried(text: str) -> str:
    if re.match(r"^been\b", text, re.IGNORECASE):
        return f"I have {_lowered(text)}"
    if _PAST.match(text):
        return f"I {_lowered(text)}"
    return f"I have tried {_lowered(text)}" if re.match(r"^\w+ing\b", text) else f"So far: {_lowered(text)}"


def _frame_obstacle(text: str) -> str:
    if re.match(
        r"^(?:scared|afraid|worried|nervous|anxious|too|not sure|unsure|tired|stuck|torn|embarrassed)\b",
        text,
        re.IGNORECASE,
    ):
        return f"I am {_lowered(text)}"
    return f"What holds me back: {_lowered(text)}"


def _frame_ask(text: str) -> str:
    if _QUESTION.match(text):
        return text
    if re.match(r"^(?:whether|how|what|which|if|why|when|where)\b", text, re.IGNORECASE):
        return f"I would like to know {_lowered(text)}"
    if re.match(r"^to\b", text, re.IGNORECASE):
        return f"I would like {_lowered(text)}"
    if _BASE_VERB.match(text):
        return f"Could you {_lowered(text).rstrip('.?!')}?"
    return f"I would like help with {_lowered(text)}"


def _frame_focus(text: str) -> str:
    return f"What matters most to me: {_lowered(text)}"


_FRAMES = {
    "focus": _frame_focus,
    "goal": _frame_goal,
    "timeframe": _frame_timeframe,
    "context": _frame_context,
    "tried": _frame_tried,
    "obstacle": _frame_obstacle,
    "ask": _frame_ask,
}
