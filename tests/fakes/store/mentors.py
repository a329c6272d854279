"""Profiles and the minutes they give, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from datetime import date, timedelta

from assistant.domain.imports import ImportCounts
from assistant.domain.mentors import (
    NO_LIMITS,
    STRAIN_DAYS,
    AcceptedWeek,
    MentorLimits,
    MentorLoad,
    MentorProfile,
    RecentSession,
)
from assistant.domain.sessions import SessionRequest
from assistant.errors import CapacityExceeded, NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryMentors(MemoryPart):
    @transaction
    def import_mentors(self, profiles: Sequence[MentorProfile], *, replace: bool, week: date) -> ImportCounts:
        wanted = {profile.id: profile for profile in profiles}
        current = {i: p for i, p in self.record.mentors.items() if i not in self.record.removed}
        added = [i for i in wanted if i not in current]
        updated = [i for i in wanted if i in current and current[i] != wanted[i]]
        gone = [i for i in current if replace and i not in wanted]
        self.record.mentors.update(wanted)
        self.record.booked_since.update(dict.fromkeys(wanted, week))
        self.record.removed -= set(wanted)
        for mentor_id in gone:
            self._remove_mentor(mentor_id)
        self.record.note("mentors", sorted(added + updated + gone))
        self.record.version += bool(added or updated or gone)
        return ImportCounts(len(added), len(updated), len(gone))

    def mentors(self, mentor_ids: Sequence[str] | None = None) -> list[MentorProfile]:
        chosen = set(self.record.mentors) if mentor_ids is None else set(mentor_ids) & set(self.record.mentors)
        return [self.record.mentors[mentor_id] for mentor_id in sorted(chosen) if not self.is_gone(mentor_id)]

    def mentor_loads(self, mentor_ids: Sequence[str] | None = None, *, since: date) -> list[MentorLoad]:
        current = {i for i in self.record.mentors if not self.is_gone(i)}
        ids = current if mentor_ids is None else set(mentor_ids)
        return [self._load(i, since=since) for i in sorted(ids & set(self.record.mentors))]

    def mentors_version(self) -> int:
        return self.record.version

    @transaction
    def set_mentor_accepting(self, mentor_id: str, accepting: bool) -> None:
        if mentor_id not in self.record.mentors or mentor_id in self.record.removed:
            raise NotFound(f"There is no mentor {mentor_id!r}.")
        self.record.mentors[mentor_id] = changed(self.record.mentors[mentor_id], accepting=accepting)
        self.record.version += 1

    @transaction
    def set_mentor_limits(self, mentor_id: str, limits: MentorLimits) -> None:
        if mentor_id not in self.record.mentors or mentor_id in self.record.removed:
            raise NotFound(f"There is no mentor {mentor_id!r}.")
        self.record.limits[mentor_id] = limits

    # for other parts

    def has_requests(self, mentor_id: str) -> bool:
        return any(one.mentor_id == mentor_id for one in self.record.requests.values())

    def is_gone(self, mentor_id: str) -> bool:
        """Tell whether a known mentor was removed or deactivated."""
        return mentor_id in self.record.removed or mentor_id in self.record.out_mentors

    def forget_mentor(self, mentor_id: str) -> None:
        del self.record.mentors[mentor_id], self.record.booked_since[mentor_id]
        self.record.limits.pop(mentor_id, None)
        self.record.removed.discard(mentor_id)
        self.record.out_mentors.pop(mentor_id, None)
        for round_id, planned in self.record.rounds.items():
            places = tuple(one for one in planned.places if one.mentor_id != mentor_id)
            self.record.rounds[round_id] = changed(planned, places=places)

    def refuse_above_limit(self, mentor_id: str, *, week: date, minutes: int) -> None:
        load = self._load(mentor_id, since=week)
        if load.free_minutes(week) < load.needed_minutes(minutes):
            raise CapacityExceeded(f"The session does not fit into the week of {week} of mentor {mentor_id!r}.")

    def _remove_mentor(self, mentor_id: str) -> None:
        if self.has_requests(mentor_id):
            self.record.mentors[mentor_id] = changed(self.record.mentors[mentor_id], accepting=False)
            self.record.removed.add(mentor_id)
            self.record.out_mentors.pop(mentor_id, None)
        else:
            self.forget_mentor(mentor_id)

    def _load(self, mentor_id: str, *, since: date) -> MentorLoad:
        requests = [one for one in self.record.requests.values() if one.mentor_id == mentor_id]
        taken = [one for one in requests if one.status == "accepted" and one.week >= since]
        return MentorLoad(
            profile=self._loaded_profile(mentor_id),
            booked_since=self.record.booked_since[mentor_id],
            accepted=tuple(_week(monday, taken) for monday in sorted({one.week for one in taken})),
            limits=self.record.limits.get(mentor_id, NO_LIMITS),
            recent=self._recent(mentor_id, since=since),
        )

    def _loaded_profile(self, mentor_id: str) -> MentorProfile:
        profile = self.record.mentors[mentor_id]
        return changed(profile, accepting=False) if self.is_gone(mentor_id) else profile

    def _recent(self, mentor_id: str, *, since: date) -> tuple[RecentSession, ...]:
        own = [one for one in self.record.sessions.values() if one.mentor_id == mentor_id]
        near = sorted((one.week, one.id) for one in own if one.week + timedelta(days=STRAIN_DAYS) >= since)
        sessions = [self.record.sessions[session_id] for _, session_id in near]
        return tuple(RecentSession(one.week, one.starts_at, one.minutes, one.is_heavy) for one in sessions)


def _week(monday: date, requests: Sequence[SessionRequest]) -> AcceptedWeek:
    minutes = [one.minutes for one in requests if one.week == monday]
    return AcceptedWeek(monday, minutes=sum(minutes), sessions=len(minutes))
