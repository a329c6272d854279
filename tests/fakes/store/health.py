"""What the health of a program is computed from, in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime

from assistant.domain.health import CarriedMinutes, DisagreementStanding, DuePromise, QuestionReadiness, Wait
from assistant.domain.sessions import SessionRequest
from tests.fakes.store.record import MemoryPart


class MemoryHealth(MemoryPart):
    def readiness_since(self, since: datetime) -> list[QuestionReadiness]:
        found = [one for one in self.record.readiness.values() if one.at >= since]
        return sorted(found, key=lambda one: (one.at, one.conversation_id))

    def readiness_of(self, mentee_id: str) -> list[QuestionReadiness]:
        found = [one for one in self.record.readiness.values() if one.mentee_id == mentee_id]
        return sorted(found, key=lambda one: (one.at, one.conversation_id))

    def waits_since(self, since: datetime) -> list[Wait]:
        chats: dict[str, list[SessionRequest]] = defaultdict(list)
        for _, request in sorted(self.record.requests.items()):
            chats[request.conversation_id].append(request)
        waits = [_wait(chats[chat]) for chat in sorted(chats)]
        counted = [one for one in waits if one.is_waiting or (one.accepted_at is not None and one.accepted_at >= since)]
        return sorted(counted, key=lambda one: one.asked_at)

    def carried_minutes(self, since: date) -> list[CarriedMinutes]:
        minutes: Counter[tuple[str, str, date]] = Counter()
        for one in self._accepted():
            if one.week >= since:
                minutes[one.mentor_id, one.mentee_id, one.week] += one.minutes
        return [CarriedMinutes(*of, many) for of, many in sorted(minutes.items())]

    def first_session_weeks(self) -> dict[str, date]:
        weeks: dict[str, list[date]] = defaultdict(list)
        for one in self._accepted():
            weeks[one.mentor_id].append(one.week)
        return {mentor_id: min(own) for mentor_id, own in weeks.items()}

    def disagreement_standings(self) -> list[DisagreementStanding]:
        found = sorted(self.record.disagreements.values(), key=lambda one: (one.found_at, one.id))
        return [
            DisagreementStanding(one.mentee_id, one.judgement.label, one.decision, one.found_at, one.decided_at)
            for one in found
        ]

    def due_promises(self, *, since: date, until: date) -> list[DuePromise]:
        due = [one for one in self.record.commitments.values() if one.due is not None and since <= one.due < until]
        ordered = sorted(due, key=lambda one: (one.due or date.max, one.id))
        return [DuePromise(one.mentee_id, one.due or date.max, one.outcome) for one in ordered]

    def _accepted(self) -> list[SessionRequest]:
        return [one for one in self.record.requests.values() if one.status == "accepted"]


def _wait(requests: list[SessionRequest]) -> Wait:
    """Return the wait of one chat."""
    accepted = [one.decided_at for one in requests if one.status == "accepted" and one.decided_at is not None]
    return Wait(
        requests[0].mentee_id,
        asked_at=min(one.created_at for one in requests),
        accepted_at=min(accepted, default=None),
        is_waiting=any(one.status == "pending" for one in requests),
    )
