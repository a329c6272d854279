"""Asking, at the right time, what became of a commitment."""

from assistant.checkins.answers import OpenCheckIn, answer, my_check_ins, say_became
from assistant.checkins.asking import Asked, ask_due, plan_check_ins
from assistant.checkins.outcomes import Answer, say_outcome
from assistant.checkins.results import BecameLine, SessionResult, became_of
from assistant.checkins.wishes import my_wishes, set_wishes, unsubscribe

__all__ = [
    "Answer",
    "Asked",
    "BecameLine",
    "OpenCheckIn",
    "SessionResult",
    "answer",
    "ask_due",
    "became_of",
    "my_check_ins",
    "my_wishes",
    "plan_check_ins",
    "say_became",
    "say_outcome",
    "set_wishes",
    "unsubscribe",
]
