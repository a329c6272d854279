"""A shorter version worded by a language model, taken only when it loses nothing and says nothing new.

Whatever goes wrong, the embedded shorter version is there in the same turn. The model never decides what is kept:
the embedded version does, and every action, number and name in it has to be in the wording.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal

from assistant.advice.shorten import LONG_WORDS
from assistant.advice.steps import steps
from assistant.domain.advice import AdviceReview
from assistant.domain.clock import Clock
from assistant.domain.questions import Span
from assistant.errors import AssistantError, ModelUnavailable
from assistant.ports.chat_model import ChatModel, TokenUse
from assistant.ports.store import UsageStore
from assistant.prompts import PromptLibrary
from assistant.schemas.model_replies import ShorterAdviceReply
from assistant.text.segments import sentences
from assistant.text.words import tokens
from assistant.wording.faithful import kept_share, unsupported
from assistant.wording.framing_words import GRAMMAR

_log = logging.getLogger(__name__)

PURPOSE: Final = "shorter-advice"
_LONG_SHARE_MAX: Final = 0.6
"""Of the words of a long draft, the most a wording may have."""
_ACTION_KEPT_MIN: Final = 0.75
"""Share of an action's content words that a wording has to hold."""
_STEP_KEPT_MIN: Final = 0.5
"""A step of the draft counts as cut when less than this share of its content words is left."""
_WORDINGS_MAX: Final = 2
_AGAIN_WITHIN: Final = timedelta(seconds=4)
"""A rejected wording is asked for once more when it came at least this fast."""

Outcome = Literal["used", "rejected", "failed", "not_asked"]
FaultCode = Literal["empty", "too_long", "drops_action", "drops_fact", "unsafe", "unsupported"]

_MARKUP = re.compile(r"https?:|www\.|\]\(|<[a-z/!]|`|\*\*", re.IGNORECASE)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a model's wording is not taken; `detail` is for the model and may quote people, so it is not logged."""

    code: FaultCode
    detail: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A review, what became of the model's wording, and why: fault codes or the error's code, "" when used."""

    review: AdviceReview
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class SecondShorter:
    """Rewords the shorter version of a review; without a model, or with nothing to shorten, it stays as it is."""

    model: ChatModel | None
    prompts: PromptLibrary
    usage: UsageStore
    clock: Clock

    def reword(self, review: AdviceReview) -> Worded:
        """Return the review with the model's shorter version if it is faithful and short, else unchanged, and why."""
        if self.model is None or not review.shorter:
            return Worded(review, "not_asked")
        begun = self.clock()
        faults: tuple[Fault, ...] = ()
        for _ in range(_WORDINGS_MAX):
            try:
                text, faults = self._ask_once(self.model, review, faults)
            except AssistantError as error:
                self._record_failure(self.model.name, error)
                return Worded(review, "failed", error.code)
            if not faults:
                return Worded(_with_shorter(review, text, self.model.name), "used")
            if self.clock() - begun >= _AGAIN_WITHIN:
                break
        return Worded(review, "rejected", " ".join(dict.fromkeys(fault.code for fault in faults)))

    def _ask_once(
        self, model: ChatModel, review: AdviceReview, before: tuple[Fault, ...]
    ) -> tuple[str, tuple[Fault, ...]]:
        """Return one wording with its faults, told those of the wording before. Raises AssistantError."""
        variables = {
            "words_max": str(words_max(review)),
            "draft": review.draft,
            "shorter": review.shorter,
            "actions": "\n".join(f"- {action.quote}" for action in _kept_actions(review)),
            "objection": "\n".join(fault.detail for fault in before),
        }
        reply = model.reply(self.prompts.render(PURPOSE, variables), ShorterAdviceReply)
        text = _tidy(reply.value.shorter)
        faults = tuple(shorter_faults(text, review))
        if faults:
            _log.info("rejected a wording of %s for %s: %s", model.name, PURPOSE, " ".join(f.code for f in faults))
        self._record(model.name, reply.use, "rejected" if faults else "used")
        return text, faults

    def _record_failure(self, model: str, error: AssistantError) -> None:
        _log.info("no wording of %s for %s: %s", model, PURPOSE, error.code)
        use = error.use if isinstance(error, ModelUnavailable) else None
        self._record(model, use or TokenUse(0, 0, None, is_estimate=True), "failed")

    def _record(self, model: str, use: TokenUse, outcome: Outcome) -> None:
        """Keep what a call cost; a mentor's review does not fail for bookkeeping."""
        try:
            self.usage.record_model_use(purpose=PURPOSE, model=model, use=use, outcome=outcome, at=self.clock())
        except AssistantError as error:
            _log.warning("could not record the use of %s: %s", model, error.code)


def words_max(review: AdviceReview) -> int:
    """Return how many words a shorter version may have: 60 % of a long draft, fewer than the draft otherwise."""
    total = len(review.draft.split())
    return int(total * _LONG_SHARE_MAX) if total > LONG_WORDS else total - 1


def shorter_faults(text: str, review: AdviceReview) -> Iterator[Fault]:
    """Yield what is wrong with a wording of the shorter version; nothing when it may be shown."""
    if not text:
        yield Fault("empty", "It must not be empty.")
    if len(text.split()) > words_max(review):
        yield Fault("too_long", f"It must have at most {words_max(review)} words.")
    for action in _kept_actions(review):
        if kept_share(text, action.quote) < _ACTION_KEPT_MIN:
            yield Fault("drops_action", f"It must tell the mentee: {action.quote}")
    if lost := [fact for fact in _facts(review.shorter) if fact not in _words(text)]:
        yield Fault("drops_fact", f"It must keep: {', '.join(lost)}.")
    if any(mark[0] not in review.draft for mark in _MARKUP.finditer(text)) or _hidden(text) - _hidden(review.draft):
        yield Fault("unsafe", "It must be plain text without links, formatting and hidden characters.")
    if new := unsupported(text, review.draft, framing=GRAMMAR):
        yield Fault("unsupported", f"The draft does not say: {', '.join(new)}.")


def _with_shorter(review: AdviceReview, text: str, model: str) -> AdviceReview:
    cut = tuple(step for step in steps(review.draft) if kept_share(text, step.quote) < _STEP_KEPT_MIN)
    return replace(review, shorter=text, cut=cut, worded_by=model)


def _kept_actions(review: AdviceReview) -> list[Span]:
    """Return the actions of the draft that the embedded shorter version holds."""
    return [action for action in review.actions if kept_share(review.shorter, action.quote) >= _ACTION_KEPT_MIN]


def _facts(text: str) -> list[str]:
    """Return numbers and names of a text, in lower case: what holds a digit, or a capital inside a sentence."""
    openings = {sentence.start for sentence in sentences(text)}
    return [
        word.quote.lower()
        for word in tokens(text)
        if any(c.isdigit() for c in word.quote)
        or (word.quote[0].isupper() and word.start not in openings and len(word.quote) > 1)
    ]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.quote.lower() for word in tokens(text))


def _tidy(reply: str) -> str:
    """Return a reply without white space at the ends of its lines; lists keep their lines."""
    return "\n".join(" ".join(line.split()) for line in reply.strip().splitlines())


def _hidden(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in _HIDDEN_CATEGORIES and c != "\n"}
