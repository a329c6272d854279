"""When a short session is no longer the right help: the rules of graduation. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.checkins.schedule import is_silent
from assistant.domain.checkins import CheckIn
from assistant.domain.deferrals import DeferralReason, DeferralTo
from assistant.domain.guidance import Commitment, GuidanceItem
from assistant.domain.questions import Assessment
from assistant.wording.distress import shows_distress
from assistant.wording.kindness import needs_in

SAME_TOPIC_SESSIONS: Final = 3
MISSES: Final = 2


@dataclass(frozen=True, slots=True)
class Ground:
    """Why to go on elsewhere, and where.

    Attributes:
        about: The decision, commitment or chat it rests on.
    """

    reason: DeferralReason
    to: DeferralTo
    about: str


def grounds_in_guidance(items: Sequence[GuidanceItem]) -> list[Ground]:
    """Return a ground for each decision that came up in three sessions."""
    sessions: dict[str, set[str]] = defaultdict(set)
    for item in items:
        sessions[item.decision_id].add(item.session_id)
    often = (decision for decision, ids in sessions.items() if len(ids) >= SAME_TOPIC_SESSIONS)
    return [Ground("same_topic", "sustained_mentoring", decision) for decision in often]


def grounds_in_commitments(
    commitments: Sequence[Commitment], check_ins: Sequence[CheckIn], *, today: date
) -> list[Ground]:
    """Return a ground for each promise of the mentee that was missed twice."""
    asked: dict[str, list[CheckIn]] = defaultdict(list)
    for check_in in check_ins:
        asked[check_in.commitment_id].append(check_in)
    own = (one for one in commitments if one.who == "mentee")
    missed = (one for one in own if misses(one, asked[one.id], today=today) >= MISSES)
    return [Ground("plan_missed", "sustained_mentoring", one.id) for one in missed]


def misses(commitment: Commitment, check_ins: Sequence[CheckIn], *, today: date) -> int:
    """Count how often a promise was missed: each time the mentee was stuck or did not answer, and when it was dropped."""
    stuck = max(sum(one.outcome == "stuck" for one in check_ins), commitment.outcome == "stuck")
    silent = sum(is_silent(one, today=today) for one in check_ins)
    return stuck + silent + (commitment.outcome == "dropped")


def ground_in_chat(assessment: Assessment, *, about: str) -> Ground | None:
    """Return the ground of a chat, None when a short session serves it.

    Distress and what others must help with first count at once; that it needs several sessions counts when the
    question is ready, because a vague draft looks bigger than it is.
    """
    if shows_distress(assessment.text):
        return Ground("distress", "professional_help", about)
    if assessment.scope == "refer":
        return Ground("beyond_scope", _who_helps(assessment.text), about)
    if assessment.scope == "sustained" and assessment.is_ready:
        return Ground("beyond_scope", "sustained_mentoring", about)
    return None


def _who_helps(draft: str) -> DeferralTo:
    """Return HR for how somebody is treated at work, a professional for rights, permits and health, HR in doubt."""
    needs = needs_in(draft)
    return "hr" if not needs or "harassment" in needs else "professional_help"
