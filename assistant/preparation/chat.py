"""The preparation chat: one question back a turn, until the question is sharp or the mentee says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.domain.clock import Clock, new_id
from assistant.domain.conversations import Conversation, Message, MessageKind
from assistant.domain.knowledge import CardHit
from assistant.domain.people import Person
from assistant.domain.questions import (
    SHARPENED_WORDS_MAX,
    AgendaPoint,
    Assessment,
    NextQuestion,
    QuestionVersion,
    SharpenedQuestion,
)
from assistant.domain.sessions import Minutes
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.ports.store import ConversationStore
from assistant.preparation import words
from assistant.preparation.engine import PreparationEngine, parts_of
from assistant.rubric.assess import Reading
from assistant.text.intake import checked_text
from assistant.wording.agenda import minutes_for
from assistant.wording.kindness import not_mentoring_notice, refer_notice

QUESTIONS_MAX = 5
"""Questions back in one chat; after that the question is used as it is."""
MESSAGES_MAX = 200

CardFinder = Callable[[str], Sequence[CardHit]]
"""Find knowledge cards that may answer a draft, best first."""


class Rewording(Protocol):
    """A second wording by a language model; returns its argument unchanged when there is none or it failed."""

    def next_question(self, question: NextQuestion, *, draft: str) -> NextQuestion:
        """Reword a question back."""

    def sharpened(self, question: SharpenedQuestion, *, draft: str) -> SharpenedQuestion:
        """Reword a sharpened question."""


@dataclass(frozen=True, slots=True)
class ChatView:
    """Everything a page shows of one chat.

    Attributes:
        assessment: Of `conversation.draft`; None before the first words.
        next_question: The question back that is open now.
        sharpened: The current wording: the newest version.
        cards: Cards that may already answer.
        guidance: A kind notice for refer and not_mentoring drafts, else "".
    """

    conversation: Conversation
    assessment: Assessment | None = None
    next_question: NextQuestion | None = None
    sharpened: SharpenedQuestion | None = None
    agenda: tuple[AgendaPoint, ...] = ()
    minutes: Minutes = 30
    cards: tuple[CardHit, ...] = ()
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """The use case. Every method checks that the asking person is the mentee whose chat it is."""

    store: ConversationStore
    engine: PreparationEngine
    rewording: Rewording
    find_cards: CardFinder
    clock: Clock

    def start(self, person: Person) -> ChatView:
        """Begin a new chat. An empty chat that was begun before is taken up again."""
        _require_mentee(person)
        empty = next((chat for chat in self.store.conversations_of(person.id) if not chat.draft), None)
        if empty is not None:
            return self._view(empty)
        now = self.clock()
        welcome = Message(new_id(), "assistant", "notice", words.WELCOME, now, worded_by="embedded")
        conversation = Conversation(new_id(), person.id, now, (welcome,))
        self.store.start_conversation(conversation)
        return ChatView(conversation)

    def chats(self, person: Person) -> list[Conversation]:
        """Return the person's own chats, newest first."""
        _require_mentee(person)
        return self.store.conversations_of(person.id)

    def latest(self, person: Person) -> ChatView | None:
        """Return the person's newest chat, None when there is none yet."""
        chats = self.chats(person)
        return self._view(chats[0]) if chats else None

    def open(self, person: Person, conversation_id: str, *, minutes: Minutes | None = None) -> ChatView:
        """Return one of the person's own chats. Raises NotFound for all others.

        Args:
            person: Who is asking.
            conversation_id: The chat.
            minutes: Session length the mentee chose; None for the one the scope suggests.
        """
        return self._view(self._own(person, conversation_id), minutes=minutes)

    def say(self, person: Person, conversation_id: str, text: str, *, kind: MessageKind = "text") -> ChatView:
        """Take one turn of the mentee and answer it; durable when this returns.

        Args:
            person: Who is asking.
            conversation_id: One of their own chats.
            text: Their words; for quick replies the label of the button.
            kind: "text", "skip", "not_sure" or "use_as_is".

        Raises:
            InvalidInput: The text cannot be read, or the chat is full.
            NotFound: Not a chat of this person.
            Conflict: The chat went on elsewhere in the meantime.
        """
        conversation = self._own(person, conversation_id)
        if len(conversation.messages) >= MESSAGES_MAX:
            raise InvalidInput(
                f"This chat has {MESSAGES_MAX} messages, the most one chat holds. Please start a new question."
            )
        mentee = self._mentee_message(conversation, text, kind)
        heard = replace(conversation, messages=(*conversation.messages, mentee))
        reading = self.engine.read(parts_of(heard))
        answer = self._answer(heard, reading, kind)
        readiness = reading.assessment.readiness if heard.draft else None
        self.store.append_messages(
            conversation_id, [mentee, answer], seen=len(conversation.messages), readiness=readiness
        )
        self._keep_wording(heard, reading, is_finished=answer.kind != "question")
        return self.open(person, conversation_id)

    def edit_question(self, person: Person, conversation_id: str, text: str) -> ChatView:
        """Keep the mentee's own wording as the newest version. Raises InvalidInput over 90 words or when blank."""
        self._own(person, conversation_id)
        plain = checked_text(text).strip()
        count = len(plain.split())
        if count > SHARPENED_WORDS_MAX:
            raise InvalidInput(
                f"Your question has {count} words; a mentor reads up to {SHARPENED_WORDS_MAX}. Please shorten it a little."
            )
        self._add_version(conversation_id, plain, "mentee")
        return self.open(person, conversation_id)

    def reword(self, person: Person, conversation_id: str) -> ChatView:
        """Build the sharpened question anew from the chat, as a further version."""
        conversation = self._own(person, conversation_id)
        reading = self.engine.read(parts_of(conversation))
        sharpened = self._worded(conversation, reading)
        if sharpened is not None:
            self._add_version(conversation_id, sharpened.text, sharpened.worded_by)
        return self.open(person, conversation_id)

    def _own(self, person: Person, conversation_id: str) -> Conversation:
        _require_mentee(person)
        conversation = self.store.conversation(conversation_id)
        if conversation is None or conversation.mentee_id != person.id:
            raise NotFound(f"no chat {conversation_id!r} of person {person.id!r}")
        return conversation

    def _mentee_message(self, conversation: Conversation, text: str, kind: MessageKind) -> Message:
        if kind not in ("text", "skip", "not_sure", "use_as_is"):
            raise InvalidInput(f"found message kind {kind!r}, expected text, skip, not_sure or use_as_is")
        plain = checked_text(text).strip() if kind == "text" else words.QUICK_REPLIES[kind]
        question = _open_question(conversation)
        element = question.element if question is not None else None
        return Message(new_id(), "mentee", kind, plain, self.clock(), element=element)

    def _answer(self, heard: Conversation, reading: Reading, kind: MessageKind) -> Message:
        """Return the one bubble that answers: a kind notice, a question back, or that it is ready."""
        assessment = reading.assessment
        notice = _notice(heard, assessment)
        if notice:
            return self._notice_message(notice)
        asked = sum(m.kind == "question" for m in heard.messages)
        if kind == "use_as_is" or asked >= QUESTIONS_MAX:
            return self._notice_message(words.USED_AS_IS if heard.draft else words.NOTHING_YET)
        if not heard.draft:
            return self._notice_message(words.NOTHING_YET)
        question = self.engine.next_question(reading, closed=heard.closed_elements, despite_scope=_was_told(heard))
        if question is None:
            return self._notice_message(words.READY if assessment.is_ready else words.USED_AS_IS)
        worded = self.rewording.next_question(question, draft=heard.draft)
        text = words.with_example(worded.text, worded.example)
        return Message(
            new_id(), "assistant", "question", text, self.clock(), element=worded.element, worded_by=worded.worded_by
        )

    def _notice_message(self, text: str) -> Message:
        return Message(new_id(), "assistant", "notice", text, self.clock(), worded_by="embedded")

    def _keep_wording(self, heard: Conversation, reading: Reading, *, is_finished: bool) -> None:
        """Keep the embedded wording of this turn, unless the mentee has taken the pen; reword when finished."""
        if heard.versions and heard.versions[-1].author == "mentee":
            return
        sharpened = self._worded(heard, reading) if is_finished else self.engine.sharpened(reading, parts_of(heard))
        if sharpened is not None and (not heard.versions or heard.versions[-1].text != sharpened.text):
            self._add_version(heard.id, sharpened.text, sharpened.worded_by)

    def _worded(self, conversation: Conversation, reading: Reading) -> SharpenedQuestion | None:
        sharpened = self.engine.sharpened(reading, parts_of(conversation))
        return None if sharpened is None else self.rewording.sharpened(sharpened, draft=conversation.draft)

    def _add_version(self, conversation_id: str, text: str, author: str) -> None:
        self.store.add_question_version(conversation_id, QuestionVersion(new_id(), text, author, self.clock()))

    def _view(self, conversation: Conversation, *, minutes: Minutes | None = None) -> ChatView:
        if not conversation.draft:
            return ChatView(conversation)
        parts = parts_of(conversation)
        reading = self.engine.read(parts)
        assessment = reading.assessment
        sharpened = self.engine.sharpened(reading, parts)
        if conversation.versions:
            newest = conversation.versions[-1]
            sharpened = SharpenedQuestion(newest.text, sharpened.sources if sharpened else (), worded_by=newest.author)
        minutes = minutes or minutes_for(assessment.scope)
        return ChatView(
            conversation,
            assessment=assessment,
            next_question=_as_next_question(_open_question(conversation)),
            sharpened=sharpened,
            agenda=self.engine.agenda(reading, minutes),
            minutes=minutes,
            cards=tuple(self.find_cards(conversation.draft)),
            guidance=_guidance(assessment),
        )


def _require_mentee(person: Person) -> None:
    if not person.has("mentee"):
        raise NotAllowed(f"person {person.id!r} is no mentee")


def _open_question(conversation: Conversation) -> Message | None:
    """Return the question back that the next words answer: the last bubble, if it is one."""
    last = conversation.messages[-1] if conversation.messages else None
    return last if last is not None and last.kind in ("question", "more_asked") else None


def _as_next_question(message: Message | None) -> NextQuestion | None:
    if message is None or message.element is None:
        return None
    text, example = words.without_example(message.text)
    return NextQuestion(message.element, text, example, worded_by=message.worded_by)


def _guidance(assessment: Assessment) -> str:
    if assessment.scope == "refer":
        return refer_notice(assessment.text)
    return not_mentoring_notice() if assessment.scope == "not_mentoring" else ""


def _notice(heard: Conversation, assessment: Assessment) -> str:
    """Return the notice for this turn, "" when none is due or it was given before."""
    guidance = _guidance(assessment)
    return "" if any(m.text == guidance for m in heard.messages) or _was_told(heard) else guidance


def _was_told(heard: Conversation) -> bool:
    """Tell whether a notice that others should help first was given: the mentee goes on knowingly."""
    return any(m.kind == "notice" and words.is_guidance(m.text) for m in heard.messages)
