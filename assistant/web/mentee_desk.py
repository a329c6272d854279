"""What a mentee sees at a place of their workspace, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.domain.clock import new_id
from assistant.domain.conversations import Conversation
from assistant.domain.disagreements import Disagreement
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.questions import ELEMENTS, Assessment
from assistant.domain.sessions import OPEN_STATUSES
from assistant.domain.suggestions import Constraints, Seeker, Suggestion
from assistant.guidance.cards import open_disagreements
from assistant.preparation.chat import ChatView
from assistant.sessions import MyRequest, my_requests
from assistant.web import guidance_words, words
from assistant.web.guidance_desk import guidance_page
from assistant.web.parts import WebParts
from assistant.web.place import Place, View
from assistant.web.sessions_desk import sessions_page
from assistant.web.templates import render

SUGGESTIONS_MAX: Final = 5
_NAMED_MISSING_MAX: Final = 3


@dataclass(frozen=True, slots=True)
class MenteePage:
    """The parts of the workspace as HTML; None for a part that this view does not show."""

    tabs: str
    chat: str | None = None
    card: str | None = None
    panel: str | None = None


@dataclass(frozen=True, slots=True)
class MenteeDesk:
    """Shows places to one mentee at a time; keeps nothing itself."""

    parts: WebParts

    def show(self, person: Person, place: Place, *, is_note_kept: bool = False) -> MenteePage:
        """Return the page at a place. Raises NotFound for a chat or session that is not theirs."""
        mine = my_requests(self.parts.store, person, clock=self.parts.clock)
        if place.view == "sessions":
            panel = sessions_page(self.parts, person, place, mine, is_note_kept=is_note_kept)
            return MenteePage(self._tabs(person, place, mine), panel=panel)
        if place.view == "guidance":
            return MenteePage(self._tabs(person, place, mine), panel=guidance_page(self.parts, person, place))
        view = self.chat_view(person, place)
        here = replace(place, chat=view.conversation.id)
        if place.view == "mentors":
            return MenteePage(self._tabs(person, here, mine), panel=self._mentors(person, here, view, mine))
        return MenteePage(
            self._tabs(person, here, mine), chat=self._chat(person, view, mine), card=_card(view, self.parts)
        )

    def chat_view(self, person: Person, place: Place) -> ChatView:
        """Return the chat of a place, the newest one when it names none; begins the first one."""
        preparation = self.parts.preparation
        if place.chat is not None:
            return preparation.open(person, place.chat, minutes=place.minutes)
        newest = preparation.chats(person)
        if not newest:
            return preparation.start(person)
        return preparation.open(person, newest[0].id, minutes=place.minutes)

    def mentor_name(self, mentor_id: str) -> str:
        """Return the name of a mentor as mentees read it."""
        return next((mentor.name for mentor in self.parts.store.mentors([mentor_id])), words.A_MENTOR)

    def _chat(self, person: Person, view: ChatView, mine: list[MyRequest]) -> str:
        here = [entry for entry in mine if entry.request.conversation_id == view.conversation.id]
        chats = self.parts.preparation.chats(person)
        return render(
            "chat",
            turn=new_id(),
            now=self.parts.clock(),
            view=view,
            earlier=chats if len(chats) > 1 else [],
            seen_by=_seen_by(here),
            more_asked=[entry.request for entry in here if entry.request.status == "more_asked"]
            if view.sharpened
            else [],
            mentor_names=_who_asked(view.conversation, here),
            disagreement=_open_line(open_disagreements(self.parts.store, person.id)),
        )

    def _mentors(self, person: Person, place: Place, view: ChatView, mine: list[MyRequest]) -> str:
        left_out = dict(place.left_out)
        question = view.sharpened.text if view.sharpened is not None else ""
        available, unavailable, considered = self._suggestions(person, view, question, set(left_out))
        names = {mentor.id: mentor for mentor in self.parts.store.mentors(list(left_out))} if left_out else {}
        return render(
            "mentors",
            turn=new_id(),
            now=self.parts.clock(),
            this_week=week_of(self.parts.clock()),
            question=question,
            minutes=view.minutes,
            available=available,
            unavailable=unavailable,
            considered=considered,
            left_out=[(names[mentor_id], reason) for mentor_id, reason in left_out.items() if mentor_id in names],
            asked=_asked_here(view.conversation, mine),
        )

    def _suggestions(
        self, person: Person, view: ChatView, question: str, left_out: set[str]
    ) -> tuple[list[Suggestion], list[Suggestion], int]:
        if not question:
            return [], [], 0
        hidden = left_out | ({person.mentor_id} if person.mentor_id else set())
        found = self.parts.suggest(
            question,
            seeker=Seeker(person.headline, person.languages, person.timezone),
            constraints=Constraints(languages=person.languages, minutes=view.minutes),
            limit=SUGGESTIONS_MAX + len(hidden),
        )
        available = [one for one in found.available if one.mentor.id not in hidden][:SUGGESTIONS_MAX]
        return available, [one for one in found.unavailable if one.mentor.id not in hidden], found.considered

    def _tabs(self, person: Person, place: Place, mine: list[MyRequest]) -> str:
        waiting: dict[View, int] = {
            "question": 0,
            "sessions": sum(entry.request.status in OPEN_STATUSES for entry in mine),
            "guidance": len(open_disagreements(self.parts.store, person.id)),
        }
        return render("mentee_tabs", turn=new_id(), place=place, waiting=waiting)


def _card(view: ChatView, parts: WebParts) -> str:
    return render(
        "card",
        turn=new_id(),
        now=parts.clock(),
        view=view,
        elements=ELEMENTS,
        there=view.assessment.there_count if view.assessment is not None else 0,
        missing=_missing(view.assessment),
        versions=tuple(reversed(view.conversation.versions)),
        find_style=_find_style(view),
    )


def _missing(assessment: Assessment | None) -> list[str]:
    """Return the names of what is not clearly there, the first few of them."""
    if assessment is None:
        return []
    names = [words.ELEMENTS[element].lower() for element in ELEMENTS if assessment.level(element) < 2]
    more = len(names) - _NAMED_MISSING_MAX
    return names if more <= 0 else [*names[:_NAMED_MISSING_MAX], words.AND_MORE.format(count=more)]


def _find_style(view: ChatView) -> str:
    """Return how loud "Find a mentor" is: "" none, "early", "ready", or "anyway" when others should help first."""
    if view.sharpened is None or view.assessment is None:
        return ""
    if view.guidance:
        return "anyway" if view.assessment.scope == "refer" else ""
    return "early" if view.next_question is not None and not view.assessment.is_ready else "ready"


def _open_line(waiting: Sequence[Disagreement]) -> tuple[str, str] | None:
    """Return the quiet line about open disagreements and the card it leads to, None when there is none."""
    if not waiting:
        return None
    return guidance_words.counted(len(waiting), guidance_words.OPEN_LINE), waiting[0].id


def _seen_by(here: list[MyRequest]) -> list[str]:
    names = (entry.mentor.name.split()[0] for entry in here if entry.request.status != "withdrawn")
    return list(dict.fromkeys(names))


def _who_asked(conversation: Conversation, here: list[MyRequest]) -> dict[str, str]:
    """Return who wrote each mentor's message: the mentor whose reply it is."""
    by_reply = {entry.request.reply: entry.mentor.name.split()[0] for entry in here}
    return {
        message.id: by_reply.get(message.text, words.A_MENTOR)
        for message in conversation.messages
        if message.speaker == "mentor"
    }


def _asked_here(conversation: Conversation, mine: list[MyRequest]) -> dict[str, object]:
    return {
        entry.request.mentor_id: entry.request
        for entry in mine
        if entry.request.conversation_id == conversation.id and entry.request.status in OPEN_STATUSES
    }
