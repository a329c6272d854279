"""What the pages need from the program; the bootstrap hands it in."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from assistant.briefs import BriefDesk
from assistant.coaching.use import CoachingDesk
from assistant.domain.clock import Clock
from assistant.domain.suggestions import Constraints, Seeker, Suggestions
from assistant.guidance.desk import GuidanceDesk
from assistant.oversight.desk import FairnessDesk
from assistant.ports.evaluations import EvaluationRunner
from assistant.ports.passwords import PasswordHasher
from assistant.ports.store import Store
from assistant.post import Inviting
from assistant.preparation.chat import Preparation
from assistant.review import ReviewDesk


class WebParts(Protocol):
    """The services behind the pages."""

    @property
    def store(self) -> Store:
        """Return what is durable."""

    @property
    def hasher(self) -> PasswordHasher:
        """Return what checks passwords."""

    @property
    def clock(self) -> Clock:
        """Return what tells the time."""

    @property
    def preparation(self) -> Preparation:
        """Return the chat."""

    @property
    def is_demo(self) -> bool:
        """Tell whether demo people may be entered with one click (from this machine only)."""

    def suggest(self, question: str, *, seeker: Seeker, constraints: Constraints, limit: int) -> Suggestions:
        """Return up to `limit` mentors for a question, best first, and good fits without time apart."""

    @property
    def brief_desk(self) -> BriefDesk:
        """Return what briefs are made with."""

    @property
    def guidance_desk(self) -> GuidanceDesk:
        """Return what notes are read and linked with."""

    @property
    def coaching_desk(self) -> CoachingDesk:
        """Return what drafts of advice are read and sent with."""

    @property
    def fairness_desk(self) -> FairnessDesk:
        """Return what load is looked at and waiting questions are given out with."""

    @property
    def inviting(self) -> Inviting:
        """Return what calendar invitations are written with."""

    def send_mail_soon(self) -> None:
        """Begin to send waiting mail beside other work; returns at once."""

    def follow_changes_soon(self) -> None:
        """Begin to bring the index along with the store beside other work; returns at once."""

    @property
    def review_desk(self) -> ReviewDesk:
        """Return what evaluation runs are reviewed with."""

    @property
    def evaluation_runner(self) -> EvaluationRunner | None:
        """Return what measures this version, None where that cannot be done."""

    def practice_weights(self) -> Path:
        """Make a folder of deliberately damaged weights, to see a version refused; return it."""
