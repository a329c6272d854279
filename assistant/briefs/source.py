"""What a brief is made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from assistant.domain.sessions import Minutes
from assistant.text.redaction import redacted

TurnSpeaker = Literal["mentee", "other"]


@dataclass(frozen=True, slots=True)
class MenteeFacts:
    """Who asks, as far as a mentor may know; what is not known is ""."""

    name: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the chat. Only the mentee's are quoted; those of others say what the mentee answers."""

    speaker: TurnSpeaker
    text: str


@dataclass(frozen=True, slots=True)
class PastAdvice:
    """What another mentor advised in an earlier session.

    Attributes:
        mentor: Their name, "" when it is not to be shown.
        outcome: What became of it, "" while nobody said.
    """

    id: str
    text: str
    mentor: str = ""
    outcome: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """Two pieces of advice that pull apart.

    Attributes:
        a, b: Ids of the advice, or its text when it is not in the history, in the order of the source mark "conflict:A/B".
        why: What they differ in, in words; may be "".
    """

    a: str
    b: str
    why: str


@dataclass(frozen=True, slots=True)
class BriefSource:
    """Everything a brief may say.

    Attributes:
        minutes: Length of the session, None when it is not known.
        question: The sharpened question as sent.
        chat: All turns, in order; the first is "chat:1".
        history: Oldest first.
        redacted: Words the mentee took out everywhere.
    """

    question: str
    mentee: MenteeFacts = MenteeFacts()
    minutes: Minutes | None = None
    chat: tuple[Turn, ...] = ()
    history: tuple[PastAdvice, ...] = ()
    open_conflicts: tuple[OpenConflict, ...] = ()
    redacted: tuple[str, ...] = ()

    def masked(self) -> BriefSource:
        """Return the source with every redacted word masked, so that nothing made from it can hold one."""
        ids = {one.id for one in self.history}

        def plain(text: str) -> str:
            return redacted(text, self.redacted)

        def side(advice: str) -> str:
            return advice if advice in ids else plain(advice)

        return replace(
            self,
            question=plain(self.question),
            mentee=MenteeFacts(plain(self.mentee.name), plain(self.mentee.headline)),
            chat=tuple(replace(turn, text=plain(turn.text)) for turn in self.chat),
            history=tuple(
                replace(one, text=plain(one.text), mentor=plain(one.mentor), outcome=plain(one.outcome))
                for one in self.history
            ),
            open_conflicts=tuple(OpenConflict(side(one.a), side(one.b), plain(one.why)) for one in self.open_conflicts),
        )
