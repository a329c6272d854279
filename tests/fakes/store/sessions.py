"""Sessions, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from assistant.domain.sessions import Session, SessionStatus
from assistant.errors import NotFound
from tests.fakes.store.mentors import MemoryMentors
from tests.fakes.store.record import transaction


class MemorySessions(MemoryMentors):
    def session(self, session_id: str) -> Session | None:
        return self.record.sessions.get(session_id)

    def sessions_of_mentee(self, mentee_id: str) -> list[Session]:
        return _newest_first(one for one in self.record.sessions.values() if one.mentee_id == mentee_id)

    def sessions_for_mentor(self, mentor_id: str) -> list[Session]:
        return _newest_first(one for one in self.record.sessions.values() if one.mentor_id == mentor_id)

    @transaction
    def plan_session(self, session_id: str, *, week: date, starts_at: datetime | None, meeting_link: str) -> Session:
        session = self._session(session_id)
        if week != session.week:
            self.refuse_above_limit(session.mentor_id, week=week, minutes=session.minutes)
            self.record.requests[session_id] = replace(self.record.requests[session_id], week=week)
        return self._keep(replace(session, week=week, starts_at=starts_at, meeting_link=meeting_link))

    @transaction
    def mark_session(self, session_id: str, *, is_held: bool, is_heavy: bool) -> Session:
        status: SessionStatus = "held" if is_held else "planned"
        return self._keep(replace(self._session(session_id), status=status, is_heavy=is_heavy))

    @transaction
    def thank(self, session_id: str, text: str) -> Session:
        return self._keep(replace(self._session(session_id), thanks=text))

    def _session(self, session_id: str) -> Session:
        if session_id not in self.record.sessions:
            raise NotFound(f"There is no session {session_id!r}.")
        return self.record.sessions[session_id]

    def _keep(self, session: Session) -> Session:
        self.record.sessions[session.id] = session
        return session


def _newest_first(sessions: Iterable[Session]) -> list[Session]:
    return sorted(sessions, key=lambda one: (one.accepted_at, one.id), reverse=True)
