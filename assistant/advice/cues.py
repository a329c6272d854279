"""What can be counted in a step of advice without understanding it: who speaks, how surely, when, how much."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.advice.openings import is_imperative, opener_end, opens_with_verb
from assistant.domain.questions import Span
from assistant.text.segments import count_words

Floats = NDArray[np.float32]

_LIST_MARK = re.compile(r"(?:^|\n)\s*(?:[-*•▪–]|\(?\d{1,2}[.):]|[a-z]\))\s*$", re.IGNORECASE)

_PATTERNS: Final[dict[str, str]] = {
    "must": r"\b(?:should|need(?:s)? to|must|have to|has to|ought to|got to|make sure|be sure|want to|you'?ll want|i'?d|i would|would)\b",
    "may": r"\b(?:could|can|might|may|try|consider|feel free|why not|how about|what about|worth|let'?s)\b",
    "hedge": r"\b(?:maybe|perhaps|possibly|probably|might|may|could|depends?|depending|sort of|kind of|i suppose|i guess|i think|not sure|hard to say|in a way|to some extent|or not|either way|unless|it seems|seems?|somewhat|tend to|likely|arguably|who knows|difficult to say|can'?t really say|rather|inclined|some people|others|if at all|don'?t know|not necessarily|wouldn'?t like to say|one way or (?:an)?other|or so|in some cases|so to speak|as it were|on the other hand|might be|could be)\b",
    "absolute": r"\b(?:always|never|everyone|everybody|nobody|no one|nothing|only|all|every|the truth|fact is|the fact|end of|full stop|period|anyone who|whoever|simply|any\w* worth|best|worst|dead|waste|useless|pointless|rubbish|nonsense|myth|scam|real|proper|trust me|mark my words|the only)\b",
    "i": r"\b(?:i|i'm|i've|i'd|i'll|my|me|mine|myself|we|our|us)\b",
    "i_past": r"\b(?:i|we|he|she|they|it|my \w+|our \w+)\s+(?:was|were|had|did|went|got|took|made|said|told|came|thought|knew|used|once|never|always|started|left|worked|spent|\w+ed)\b",
    "past": r"\b(?:was|were|had|did|went|got|took|made|said|told|came|thought|knew|used to|began|left|gave|found|kept|ran|sat|stood|wrote|met|lost|felt|\w{3,}ed)\b",
    "you": r"\b(?:you|your|you're|you've|you'll|you'd|yours|yourself)\b",
    "they": r"\b(?:he|she|they|him|her|them|his|their)\b",
    "digit": r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|half|dozen|once|twice)\b",
    "money": r"[£$€]\s?\d|\b\d+\s?(?:k|euros?|pounds|dollars|%|per ?cent)\b",
    "when": r"\b(?:today|tonight|tomorrow|now|this (?:week|month|morning|afternoon|evening|weekend)|next (?:week|month|shift|\w+day)|by (?:the|end|\w+day|\d)|before|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|\d{1,2}(?:st|nd|rd|th)|weekend|o'?clock|\d+ ?(?:am|pm)|within|in the next|first thing|straight away|at once|as soon as|deadline|start(?:ing)? (?:with|by|on)|first step)\b",
    "today": r"\b(?:today|tonight|tomorrow|this (?:week|morning|afternoon|evening|weekend)|by (?:\w+day|friday|monday|the end|end)|before (?:\w+day|you|the)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|next week|within (?:a|the|\d+|two|three))\b",
    "rate": r"\b(?:a|per|every|each) (?:day|week|month|evening|morning|year|night|friday|monday|sunday|other)\b|\b(?:daily|weekly|monthly)\b",
    "courtesy": r"\b(?:thanks?|thank you|good luck|best of luck|hope|hi|hello|hey|dear|congratulations|well done|lovely|glad|pleased|sorry|cheers|warm(?:ly)?|best wishes|kind regards|regards|take care|all the best|proud|welcome|great question|good question|happy to)\b",
    "encourage": r"\b(?:you can do|you'?ll (?:be|do|get)|you'?re (?:not|doing|right|closer|already|further|allowed)|don'?t (?:worry|panic|be hard)|it'?s (?:normal|ok|okay|fine|hard)|well done|proud|brave|strong|you'?ve (?:got|done|already)|that'?s (?:a good|great|normal|hard|fine)|courage|good (?:problem|instinct|sign))\b",
    "judge": r"\b(?:lazy|stupid|silly|ridiculous|pathetic|weak|naive|naïve|childish|spoiled|spoilt|moan\w*|whin\w*|complain\w*|grow up|toughen|man up|excuses?|embarrass\w*|shame|ashamed|blame|fault|obvious(?:ly)?|surely|honestly|frankly|seriously|clearly|frankly|should have|shouldn'?t have|ought to have|surprised|amazed|baffled|wonder(?:ed)? (?:if|whether|how|what)|not cut out|cut out|can'?t be bothered|bother(?:ed)?|entitled|generation|people like you|your sort|wake up|get over|grown|adult|child|baby|hand.?holding|spoon.?fed|hopeless|disappoint\w*|laugh\w*|joke|no wonder|serves|bed|mess|expect(?:ed)?|really\?|what did you|why (?:would|did|on earth)|fair play|sulk\w*|precious|snowflake|drama|feelings?)\b",
    "vague": r"\b(?:things?|stuff|somehow|something|network(?:ing)?|be yourself|confiden(?:t|ce)|positive|passion\w*|journey|believe|mindset|growth|authentic|balance|boundaries|communicat\w+|proactive|opportunit\w+|potential|success|trust|values?|open|best|great|important|strong|the right|work hard|put yourself|step up|be open|keep going|good|general(?:ly)?|various|many ways|a lot|lots|find your|heart|gut|learn(?:ing)?|stay)\b",
    "reason": r"\b(?:because|since|so that|that way|as|therefore|which means|otherwise|in case)\b",
    "warn": r"\b(?:don'?t|do not|never|avoid|careful|beware|watch out|mind|not|no|without|unless|warning|risk|illegal|must not)\b",
    "condition": r"\b(?:if|when|once|unless|until|whether)\b",
    "acronym": r"\b(?-i:(?!(?:I|A|CV|UK|US|USA|EU|OK|HR|IT|TV|PhD|AM|PM|NHS|PDF|MBA|CEO|AI|FAQ|DIY|ID|BBC|UN)\b)[A-Z][A-Za-z]*[A-Z0-9]+[A-Za-z0-9]*s?)\b",
    "number_ordinal": r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|also|and another|another thing|plus|oh and|on top)\b",
    "quote": r"[\"“”]|(?<!\w)'[^']{6,}'",
    "link": r"https?:|www\.|\w\.(?:com|org|uk|net|gov)\b|\b0\d{3,}",
    "story": r"\b(?:when i|once|years? ago|back in|in my day|my (?:first|old|boss|husband|wife|friend|son|daughter|mother|father|dad|mum|uncle|aunt|cousin|colleague|brother|sister|neighbou?r|lad)|i remember|reminds me|story|that winter|one day|one evening|at the time|those days|19\d\d|ended up|turned out|never forget|funny)\b",
    "exclaim": r"!",
    "ask": r"\?",
}
_COMPILED: Final = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
COUNTED: Final = tuple(_PATTERNS)
"""Names of what is counted, in the order of the first columns of `step_cues`."""
_SHAPE: Final = (
    "words", "imperative", "imperative_later", "negative", "opens_i", "opens_you", "opens_it", "opens_condition", "listed", "place", "first", "last",
    "ends_colon", "line_start", "lower_start", "whole", "chars_per_word",
)  # fmt: skip
STEP_CUES: Final = (*COUNTED, *_SHAPE)
"""Names of the columns of `step_cues`."""


def step_cues(draft: str, found: list[Span]) -> Floats:
    """Return shape (n, len(STEP_CUES)): what each step shows, counts as they are, the rest 0 to 1."""
    rows = [[*_counts(step.quote), *_shape(draft, found, place)] for place, step in enumerate(found)]
    return np.array(rows, dtype=np.float32).reshape(len(found), len(STEP_CUES))


def _counts(text: str) -> list[float]:
    plain = text.replace("’", "'")
    return [float(len(_COMPILED[name].findall(plain))) for name in COUNTED]


def _shape(draft: str, found: list[Span], place: int) -> list[float]:
    step = found[place]
    lower = step.quote.lower().replace("’", "'")
    words = max(1, count_words(step.quote))
    before = draft[found[place - 1].end if place else 0 : step.start]
    after = draft[step.end : step.end + 1]
    return [
        float(np.log1p(words)),
        float(opens_with_verb(step.quote[opener_end(step.quote) :])),
        float(is_imperative(step.quote)),
        float(lower.startswith(("don't", "dont", "do not", "never", "no ", "not "))),
        float(re.match(r"(?:i|i'\w+|my|we|our)\b", lower) is not None),
        float(re.match(r"(?:you|your|you'\w+)\b", lower) is not None),
        float(re.match(r"(?:it|it's|that|that's|there|they|he|she|the|this|those|most|people)\b", lower) is not None),
        float(re.match(r"(?:if|when|once|unless|until|before|after)\b", lower) is not None),
        float(_LIST_MARK.search(before) is not None or re.match(r"\d{1,2}[.)]", lower) is not None),
        place / max(1, len(found) - 1),
        float(place == 0),
        float(place == len(found) - 1),
        float(step.quote.endswith(":")),
        float("\n" in before),
        float(step.quote[:1].islower()),
        float(after in ".!?\n" or step.quote[-1:] in ".!?"),
        len(step.quote) / words / 10,
    ]
