"""Words for proposing to go on elsewhere: gentle, no label, and always with a way to say no."""

from __future__ import annotations

from typing import Final

from assistant.domain.deferrals import DeferralReason, DeferralTo
from assistant.wording.kindness import needs_in, place_for

_OPENINGS: Final[dict[DeferralReason, str]] = {
    "same_topic": "You have talked about this in three sessions. It may deserve one mentor who stays with you for a while.",
    "plan_missed": "This plan has been harder to carry out than it looked, which happens to most plans. One mentor who stays with you for a while may help more than another single session.",
    "beyond_scope": "This is more than a short session can carry well.",
    "distress": "What you wrote sounds heavy, and you need not carry it alone.",
}
_WAYS: Final[dict[DeferralTo, str]] = {
    "sustained_mentoring": "Your program can look for such a mentor with you.",
    "hr": "Your HR department, or a union or staff representative, can act on this, and a mentor cannot.",
    "professional_help": "Somebody whose profession this is can help in a way that a mentor cannot.",
}
_CLOSING: Final = (
    "If you like, there is a short note you can change and take with you. Nobody reads it before you say so, "
    "and your sessions here go on either way."
)


def proposal_words(reason: DeferralReason, to: DeferralTo, *, draft: str = "") -> str:
    """Return what the mentee reads with a proposal; for distress, `draft` decides which help is named."""
    way = _WAYS[to]
    if reason == "distress":
        way = place_for("crisis" if "crisis" in needs_in(draft) else "health")
    return " ".join((_OPENINGS[reason], way, _CLOSING))
