"""Questions that a short session cannot serve, and where they go instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

DeferralReason = Literal["same_topic", "plan_missed", "beyond_scope", "distress"]
DEFERRAL_REASONS: tuple[DeferralReason, ...] = get_args(DeferralReason)

DeferralTo = Literal["sustained_mentoring", "hr", "professional_help"]
DEFERRAL_TARGETS: tuple[DeferralTo, ...] = get_args(DeferralTo)

DeferralStatus = Literal["proposed", "consented", "declined"]


@dataclass(frozen=True, slots=True)
class Deferral:
    """A proposal to go on elsewhere.

    Attributes:
        about: What it rests on: a decision, commitment or chat; the same reason about the same thing is proposed once.
        note: The hand-over note as the mentee edited it, "" until they consent. Nobody reads it before that.
    """

    id: str
    mentee_id: str
    reason: DeferralReason
    to: DeferralTo
    about: str
    proposed_at: datetime
    status: DeferralStatus = "proposed"
    note: str = ""
    settled_at: datetime | None = None
