"""A language model as judge: one call for a new piece of advice, every quote checked, the embedded judge behind it.

The model only reads pairs that may be about one decision. What it says about a pair counts when it is complete and
its quotes stand in the texts letter by letter; else that pair is judged by the embedded judge, and says so.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.conflicts.deciders import decider
from assistant.domain.clock import Clock
from assistant.domain.disagreements import Advice, Judgement
from assistant.errors import AssistantError, ModelUnavailable
from assistant.ports.chat_model import ChatModel, TokenUse
from assistant.ports.judge import ConflictJudge
from assistant.ports.store import UsageStore
from assistant.prompts import PromptLibrary
from assistant.schemas.model_replies import GuidanceJudgementReply, PairJudgementReply
from assistant.text.redaction import MASK
from assistant.wording.faithful import count_questions, unsupported

_log = logging.getLogger(__name__)

PURPOSE: Final = "judge-guidance"
DECIDER_WORDS_MAX: Final = 25
_SCORES: Final = {"conflict": 0.95, "conditional": 0.9, "compatible": 0.05, "unrelated": 0.02}
"""A model gives labels, no probabilities; these keep its pairs in the order of its labels."""


@dataclass(frozen=True, slots=True)
class ModelJudge:
    """Implements `ports.judge.ConflictJudge`; never raises for a failing model."""

    model: ChatModel
    embedded: ConflictJudge
    prompts: PromptLibrary
    usage: UsageStore
    clock: Clock

    def judge(self, new: Advice, earlier: Sequence[Advice]) -> list[Judgement]:
        """Return one judgement for each earlier piece; see the port."""
        if not earlier:
            return []
        fallback = self.embedded.judge(new, earlier)
        replies = self._replies(new, earlier)
        return [
            self._checked(replies.get(number), new, old, embedded)
            for number, (old, embedded) in enumerate(zip(earlier, fallback, strict=True), start=1)
        ]

    def _replies(self, new: Advice, earlier: Sequence[Advice]) -> Mapping[int, PairJudgementReply]:
        variables = {
            "earlier_count": str(len(earlier)),
            "new": _told(new),
            "earlier": "\n\n".join(f"{number}. {_told(old)}" for number, old in enumerate(earlier, start=1)),
        }
        try:
            reply = self.model.reply(self.prompts.render(PURPOSE, variables), GuidanceJudgementReply)
        except AssistantError as error:
            _log.info("no judgement of %s: %s", self.model.name, error.code)
            if isinstance(error, ModelUnavailable) and error.use is not None:
                self._record(error.use, "failed")
            return {}
        found = {one.number: one for one in reply.value.judgements}
        is_whole = set(found) == set(range(1, len(earlier) + 1)) and len(found) == len(reply.value.judgements)
        self._record(reply.use, "used" if is_whole else "rejected")
        return found if is_whole else {}

    def _checked(self, reply: PairJudgementReply | None, new: Advice, old: Advice, embedded: Judgement) -> Judgement:
        if reply is None:
            return embedded
        score = _SCORES[reply.label]
        if reply.label in ("compatible", "unrelated"):
            return Judgement(reply.label, score, judged_by=self.model.name)
        quotes = verbatim(reply.quote_earlier, old.text), verbatim(reply.quote_new, new.text)
        if reply.kind is None or None in quotes:
            _log.info("rejected a judgement of %s: no kind, or words that nobody said", self.model.name)
            return embedded
        question = reply.decider if _is_fair(reply.decider, new, old) else decider(old, new, kind=reply.kind)
        judgement = Judgement(reply.label, score, reply.kind, question, judged_by=self.model.name)
        return replace(judgement, quote_a=quotes[0] or "", quote_b=quotes[1] or "")

    def _record(self, use: TokenUse, outcome: str) -> None:
        try:
            self.usage.record_model_use(
                purpose=PURPOSE, model=self.model.name, use=use, outcome=outcome, at=self.clock()
            )
        except AssistantError as error:
            _log.warning("the cost of a judgement was not kept: %s", error)


def verbatim(quote: str, text: str) -> str | None:
    """Return the words of the text that a quote copies, None when they do not stand there; white space does not matter."""
    wanted = " ".join(quote.split())
    if not wanted:
        return None
    plain, places = _squeezed(text)
    start = plain.find(wanted)
    return text[places[start] : places[start + len(wanted) - 1] + 1] if start >= 0 else None


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return the text with runs of white space as one blank, and where each of its characters stood."""
    places = [
        place
        for place, character in enumerate(text)
        if not (character.isspace() and (place == 0 or text[place - 1].isspace()))
    ]
    return "".join(" " if text[place].isspace() else text[place] for place in places), places


def _told(advice: Advice) -> str:
    lines = [f"Question: {advice.question}" if advice.question else "", f"Advice: {advice.text}"]
    if advice.mentor_context:
        lines.append(f"From: {advice.mentor_context}")
    return "\n".join(line for line in lines if line)


def _is_fair(question: str, new: Advice, old: Advice) -> bool:
    """Tell whether a decider is one question made of the texts' own words, none of them blotted out."""
    source = "\n".join((old.question, new.question, old.text, new.text, old.mentor_context, new.mentor_context))
    is_one = count_questions(question) == 1 and len(question.split()) <= DECIDER_WORDS_MAX
    return is_one and MASK[0] not in question and not unsupported(question, source)
