"""A second wording by a language model, taken only when it is valid and says nothing new.

Whatever goes wrong, the embedded wording is there in the same turn. The model never decides what is
asked or what a question is about; it only says it better.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Generic, Literal, TypeVar

from assistant.domain.clock import Clock
from assistant.domain.questions import SHARPENED_WORDS_MAX, Element, NextQuestion, SharpenedQuestion
from assistant.errors import AssistantError, ModelUnavailable
from assistant.ports.chat_model import ChatModel, ReplyT, TokenUse
from assistant.ports.store import UsageStore
from assistant.prompts import PromptLibrary
from assistant.schemas.model_replies import NextQuestionReply, SharpenedQuestionReply
from assistant.wording.faithful import count_questions, is_first_person, is_within, kept_share, unsupported
from assistant.wording.framing_words import ASKING, FRAMING

_log = logging.getLogger(__name__)

QUESTION_WORDS_MAX: Final = 45
_KEPT_SHARE_MIN: Final = 0.5
"""Share of the sharpened question's content words that a rewording keeps; 1.0 means all."""
_WORDINGS_MAX: Final = 2
_AGAIN_WITHIN: Final = timedelta(seconds=4)
"""A rejected wording is asked for once more when it came at least this fast."""

MEANINGS: Final[Mapping[Element, str]] = {
    "focus": "which one of several things matters most",
    "goal": "the result wanted, or the decision to be made",
    "timeframe": "by when, or that there is no rush",
    "context": "facts a stranger needs: role, level, field, situation",
    "tried": "what was done already, or which options were considered",
    "obstacle": "what blocks, worries or constrains",
    "ask": "what the mentor should do in the session: choose, review, explain, plan, introduce, rehearse",
}

Outcome = Literal["used", "rejected", "failed", "not_asked"]
FaultCode = Literal[
    "wrong_element",
    "not_one_question",
    "too_long",
    "off_topic",
    "not_first_person",
    "drops_facts",
    "unsafe",
    "unsupported",
]
WordingT = TypeVar("WordingT", NextQuestion, SharpenedQuestion)

_TOPIC = re.compile(r"“(.+?)”")
_MARKUP = re.compile(r"https?:|www\.|\]\(|<[a-z/!]|`|\*\*", re.IGNORECASE)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a model's wording is not taken; `detail` is for the model and may quote people, so it is not logged."""

    code: FaultCode
    detail: str


@dataclass(frozen=True, slots=True)
class Worded(Generic[WordingT]):
    """A wording, what became of the model's, and why: fault codes or the error's code, "" when used or not asked."""

    wording: WordingT
    outcome: Outcome
    why: str = ""


Checked = tuple[str, tuple[Fault, ...]]
"""A wording and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _Ask(Generic[ReplyT]):
    """What to ask a model for, and how to check what it replies."""

    purpose: str
    variables: Mapping[str, str]
    schema: type[ReplyT]
    check: Callable[[ReplyT], Checked]


@dataclass(frozen=True, slots=True)
class SecondWording:
    """Implements `preparation.chat.Rewording`; without a model every wording stays as it is."""

    model: ChatModel | None
    prompts: PromptLibrary
    usage: UsageStore
    clock: Clock

    def next_question(self, question: NextQuestion, *, draft: str) -> NextQuestion:
        """Return a better wording of a question back, or the question unchanged."""
        return self.reword_question(question, draft=draft).wording

    def sharpened(self, question: SharpenedQuestion, *, draft: str) -> SharpenedQuestion:
        """Return a better wording of a sharpened question, or the question unchanged."""
        return self.reword_sharpened(question, draft=draft).wording

    def reword_question(self, question: NextQuestion, *, draft: str) -> Worded[NextQuestion]:
        """Return the model's wording if it asks this one thing in at most 45 words, else the embedded one, and why."""
        variables = {
            "element": question.element,
            "meaning": MEANINGS[question.element],
            "words_max": str(QUESTION_WORDS_MAX),
            "draft": draft,
            "question": question.text,
            "example": question.example,
        }

        def check(reply: NextQuestionReply) -> Checked:
            return plain_text(reply.question), tuple(question_faults(reply, question, draft=draft))

        return self._reworded(question, _Ask("next-question", variables, NextQuestionReply, check))

    def reword_sharpened(self, question: SharpenedQuestion, *, draft: str) -> Worded[SharpenedQuestion]:
        """Return the model's wording if it is the same question in the first person and 90 words, else the embedded one, and why."""
        variables = {"words_max": str(SHARPENED_WORDS_MAX), "draft": draft, "question": question.text}

        def check(reply: SharpenedQuestionReply) -> Checked:
            return plain_text(reply.question), tuple(sharpened_faults(reply, question, draft=draft))

        return self._reworded(question, _Ask("sharpened-question", variables, SharpenedQuestionReply, check))

    def _reworded(self, embedded: WordingT, ask: _Ask[ReplyT]) -> Worded[WordingT]:
        if self.model is None:
            return Worded(embedded, "not_asked")
        begun = self.clock()
        faults: tuple[Fault, ...] = ()
        for _ in range(_WORDINGS_MAX):
            try:
                text, faults = self._ask_once(self.model, ask, faults)
            except AssistantError as error:
                self._record_failure(ask.purpose, self.model.name, error)
                return Worded(embedded, "failed", error.code)
            if not faults:
                return Worded(replace(embedded, text=text, worded_by=self.model.name), "used")
            if self.clock() - begun >= _AGAIN_WITHIN:
                break
        return Worded(embedded, "rejected", " ".join(fault.code for fault in faults))

    def _ask_once(self, model: ChatModel, ask: _Ask[ReplyT], before: tuple[Fault, ...]) -> Checked:
        """Return one wording with its faults, told those of the wording before. Raises AssistantError."""
        objection = "\n".join(fault.detail for fault in before)
        reply = model.reply(self.prompts.render(ask.purpose, {**ask.variables, "objection": objection}), ask.schema)
        text, faults = ask.check(reply.value)
        if faults:
            _log.info(
                "rejected a wording of %s for %s: %s", model.name, ask.purpose, " ".join(fault.code for fault in faults)
            )
        self._record(ask.purpose, model.name, reply.use, "rejected" if faults else "used")
        return text, faults

    def _record_failure(self, purpose: str, model: str, error: AssistantError) -> None:
        _log.info("no wording of %s for %s: %s", model, purpose, error.code)
        use = error.use if isinstance(error, ModelUnavailable) else None
        self._record(purpose, model, use or TokenUse(0, 0, None, is_estimate=True), "failed")

    def _record(self, purpose: str, model: str, use: TokenUse, outcome: Outcome) -> None:
        """Keep what a call cost; a mentee's turn does not fail for bookkeeping."""
        try:
            self.usage.record_model_use(purpose=purpose, model=model, use=use, outcome=outcome, at=self.clock())
        except AssistantError as error:
            _log.warning("could not record the use of %s: %s", model, error.code)


def question_faults(reply: NextQuestionReply, question: NextQuestion, *, draft: str) -> Iterator[Fault]:
    """Yield what is wrong with a wording of a question back; nothing when it may be shown."""
    text = plain_text(reply.question)
    if reply.element != question.element:
        yield Fault("wrong_element", f"It must ask about {question.element}, not {reply.element}.")
    if count_questions(text) != 1:
        yield Fault("not_one_question", "It must hold exactly one question mark.")
    if not is_within(text, QUESTION_WORDS_MAX):
        yield Fault("too_long", f"It must have 1 to {QUESTION_WORDS_MAX} words.")
    topic = _TOPIC.search(question.text)
    if kept_share(text, topic[1] if topic else question.text) == 0:
        yield Fault("off_topic", "It must name the topic of our wording.")
    yield from _source_faults(text, f"{draft}\n{question.text}", framing=ASKING)


def sharpened_faults(reply: SharpenedQuestionReply, question: SharpenedQuestion, *, draft: str) -> Iterator[Fault]:
    """Yield what is wrong with a wording of a sharpened question; nothing when it may be shown."""
    text = plain_text(reply.question)
    if not is_within(text, SHARPENED_WORDS_MAX):
        yield Fault("too_long", f"It must have 1 to {SHARPENED_WORDS_MAX} words.")
    if not is_first_person(text):
        yield Fault("not_first_person", 'The mentee must speak: "I", "my".')
    if kept_share(text, question.text) < _KEPT_SHARE_MIN:
        yield Fault("drops_facts", "It leaves out too much of our wording.")
    yield from _source_faults(text, f"{draft}\n{question.text}", framing=FRAMING)


def plain_text(reply: str) -> str:
    """Return a reply as one line."""
    return " ".join(reply.split())


def _source_faults(text: str, source: str, *, framing: AbstractSet[str]) -> Iterator[Fault]:
    if any(mark[0] not in source for mark in _MARKUP.finditer(text)) or _hidden(text) - _hidden(source):
        yield Fault("unsafe", "It must be plain text without links, formatting and hidden characters.")
    if new := unsupported(text, source, framing=framing):
        yield Fault("unsupported", f"Nobody said: {', '.join(new)}.")


def _hidden(text: str) -> set[str]:
    return {character for character in text if unicodedata.category(character) in _HIDDEN_CATEGORIES}
