"""What the mentee said: the question and their turns of the chat, each with what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.briefs.source import BriefSource, Turn
from assistant.domain.questions import Element
from assistant.rubric.answers import is_no_answer
from assistant.rubric.assess import DraftPart

_ASKED: tuple[tuple[Element, re.Pattern[str]], ...] = (
    ("timeframe", re.compile(r"\b(?:by when|when (?:do|does|would|must|will|is|are|exactly|in)|what date|which date|a date|deadline|how soon|how long do you have|time ?frame|firm|fixed)\b", re.I)),
    ("tried", re.compile(r"\b(?:tried|try|so far|already|done about|looked at|have you (?:done|talked|spoken|raised|applied|found|asked|checked|considered))\b", re.I)),
    ("obstacle", re.compile(r"\b(?:in (?:the|your) way|limits?\b|limit you|constraints?|obstacles?|hold(?:s|ing)? you back|stops? you|block(?:s|ing)?|worr(?:y|ies)|hard|difficult|rule (?:one|it|them) out|do not want|don't want|afraid|lose)\b", re.I)),
    ("ask", re.compile(r"\b(?:ask (?:a|the|your) mentor|mentor (?:to )?(?:help|look|do|answer)|what would you like to ask|like (?:from|help)|question for)\b", re.I)),
    ("goal", re.compile(r"\b(?:goal|good (?:outcome|result)|outcome|result|reach|achieve|worthwhile|make you happy|success|hope|would you like to (?:do|be|become)|want to (?:be|become|get))\b", re.I)),
    ("context", re.compile(r"\b(?:situation|your role|where do you work|about yourself|tell me (?:a little )?about|background|what do you do)\b", re.I)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One text of the mentee.

    Attributes:
        source: "question" or "chat:N".
        asked: The text it answers, "" when nobody asked.
    """

    source: str
    text: str
    asked: str = ""

    @property
    def part(self) -> DraftPart:
        """Return the text as the rubric reads it."""
        return DraftPart(self.text, asked_element(self.asked) if self.asked else None)


def said_by_mentee(source: BriefSource) -> list[Said]:
    """Return the question, then the mentee's turns in order; blank ones and "skip" are left out."""
    said = [Said("question", source.question)]
    for number, turn in enumerate(source.chat, start=1):
        if turn.speaker == "mentee" and not is_no_answer(turn.text):
            said.append(Said(f"chat:{number}", turn.text, _asked_before(source.chat, number - 1)))
    return [one for one in said if any(character.isalnum() for character in one.text)]


def asked_element(question: str) -> Element | None:
    """Return the element a question back asks for, None when that is not plain."""
    return next((element for element, pattern in _ASKED if pattern.search(question)), None)


def _asked_before(chat: Sequence[Turn], place: int) -> str:
    """Return the turn of somebody else that stands right before, "" when there is none."""
    before = chat[place - 1] if place else None
    return before.text if before is not None and before.speaker == "other" else ""
