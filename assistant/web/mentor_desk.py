"""What a mentor sees at a place of their workspace, as HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.checkins import became_of
from assistant.domain.clock import new_id
from assistant.domain.mentors import MentorLoad
from assistant.domain.people import Person
from assistant.sessions import MentorSession, inbox, mentor_sessions, my_load
from assistant.web import mentor_words, words
from assistant.web.mentor_advice import advice_page, after_page, coach_page, compare_page, question_page
from assistant.web.mentor_minutes import minutes_page, what_happens_page
from assistant.web.mentor_next import Agenda, FullWeek, agenda, coming_page, next_page
from assistant.web.mentor_place import MentorPlace
from assistant.web.parts import WebParts
from assistant.web.templates import render


@dataclass(frozen=True, slots=True)
class MentorPage:
    """The parts of the workspace as HTML; None for a part that stays as it is.

    Attributes:
        lead: What stands above all else.
        work: What the view is for.
        beside: What stands beside it, below it on a phone.
        below: What needs the whole width under both.
        after: What comes last.
    """

    tabs: str | None = None
    lead: str | None = None
    work: str | None = None
    beside: str | None = None
    below: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class MentorDesk:
    """Shows places to one mentor at a time; keeps nothing itself."""

    parts: WebParts

    def show(
        self, person: Person, place: MentorPlace, *, full: FullWeek | None = None, is_sent: bool = False
    ) -> MentorPage:
        """Return the page at a place; `is_sent` empties the message box. Raises NotFound for a session not theirs."""
        if person.mentor_id is None:
            return self._page(place, 0, render("mentor_next", turn=new_id(), load=None))
        waiting = sum(entry.request.status == "pending" for entry in inbox(self.parts.store, person))
        match place.view:
            case "next":
                return self._next(person, place, waiting, full)
            case "advice":
                return self._advice(person, place, waiting, is_sent=is_sent)
            case "minutes":
                load = self.load(person)
                return self._page(place, waiting, minutes_page(load), what_happens_page(self.parts, load))
            case "became":
                results, now = became_of(self.parts.store, person), self.parts.clock()
                return self._page(place, waiting, render("mentor_became", turn=new_id(), now=now, results=results))

    def load(self, person: Person) -> MentorLoad:
        """Return the mentor's minutes. Raises NotSignedIn, NotAllowed, NotFound."""
        return my_load(self.parts.store, person, clock=self.parts.clock)

    def agenda(self, person: Person) -> Agenda:
        """Return the mentor's sessions. Raises NotSignedIn, NotAllowed."""
        return agenda(mentor_sessions(self.parts.store, person), now=self.parts.clock())

    def entry(self, person: Person, session_id: str) -> MentorSession:
        """Return a session of the mentor. Raises NotSignedIn, NotAllowed, NotFound."""
        return self.agenda(person).entry(session_id)

    def mentee_name(self, mentee_id: str) -> str:
        """Return what a mentee is called by."""
        mentee = self.parts.store.person(mentee_id)
        return mentor_words.first_name(mentee.name) if mentee is not None else words.A_MENTEE

    def after(self, person: Person, session_id: str, *, is_pasted: bool = False) -> MentorPage:
        """Return only what follows a session. Raises NotSignedIn, NotAllowed, NotFound."""
        entry = self.entry(person, session_id)
        return MentorPage(after=after_page(self.parts, person, entry, is_pasted=is_pasted))

    def _next(self, person: Person, place: MentorPlace, waiting: int, full: FullWeek | None) -> MentorPage:
        load, sessions = self.load(person), self.agenda(person)
        shown = sessions.entry(place.session) if place.session else next(iter(sessions.coming), None)
        return self._page(
            place,
            waiting,
            next_page(self.parts, person, sessions, shown, full=full),
            coming_page(self.parts, load, sessions, shown),
        )

    def _advice(self, person: Person, place: MentorPlace, waiting: int, *, is_sent: bool) -> MentorPage:
        """Return the advice of a session, the one held last or coming next when the place names none."""
        load, sessions = self.load(person), self.agenda(person)
        found = (*sessions.ended, *sessions.coming, *sessions.held)
        entry = sessions.entry(place.session) if place.session else next(iter(found), None)
        if entry is None:
            return self._page(place, waiting, render("mentor_no_advice", turn=new_id()))
        return self._page(
            replace(place, session=entry.session.id),
            waiting,
            advice_page(entry, is_sent=is_sent),
            coach_page(entry, None),
            lead=question_page(load, entry, sessions.all),
            below=compare_page(entry, None, ()),
            after=after_page(self.parts, person, entry),
        )

    def _page(self, place: MentorPlace, waiting: int, work: str, beside: str = "", **more: str) -> MentorPage:
        tabs = render("mentor_tabs", turn=new_id(), place=place, waiting=waiting)
        return MentorPage(tabs, more.get("lead", ""), work, beside, more.get("below", ""), more.get("after", ""))
