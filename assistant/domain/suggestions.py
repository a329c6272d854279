"""What matching hands to a mentee: mentors with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.domain.mentors import FacetField, MentorProfile


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who asks, as far as matching needs it."""

    headline: str = ""
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a suggested mentor must satisfy, always exactly.

    Attributes:
        languages: The mentor must speak at least one of them; empty means any.
        overlap_hours_min: Shared hours of the two 09:00-17:00 working days, 0 to 8.
        minutes: Length of the session to be fitted into the week.
        ignore_availability: Leave out `accepting` and free minutes (evaluation only).
    """

    languages: tuple[str, ...] = ()
    overlap_hours_min: float = 0.0
    minutes: int = 30
    ignore_availability: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this mentor: a sentence, the words of the profile it rests on, and the field they stand in."""

    text: str
    quote: str
    field: FacetField


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggested mentor.

    Attributes:
        affinity: Fit alone, 0 to 1, higher is closer.
        score: Fit and load together, the order of the list, 0 to 1.
        different: What sets this one apart from the others suggested; empty when nothing does.
        first_week: Monday of the first week with enough minutes; None when none is near.
    """

    mentor: MentorProfile
    affinity: float
    score: float
    reasons: tuple[Reason, ...]
    different: str = ""
    first_week: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer of matching: who can take it now, and very good fits that cannot."""

    available: tuple[Suggestion, ...]
    unavailable: tuple[Suggestion, ...] = ()
    considered: int = 0
    """How many profiles satisfied the language and working-hour constraints."""
