"""Requests and sessions, seen from the mentee and from the mentor, and the mentor's own limits."""

from assistant.sessions.capacity import (
    OwnLimits,
    end_break,
    lighter_week,
    my_load,
    set_accepting,
    set_limits,
    take_break,
)
from assistant.sessions.inbox import InboxEntry, Requester, accept, ask_for_more, decline, inbox
from assistant.sessions.planning import MentorSession, mark, mentor_sessions, plan, suggested_times
from assistant.sessions.requests import (
    MyRequest,
    MySession,
    NewRequest,
    answer_more,
    leave_pool,
    my_requests,
    my_sessions,
    request_session,
    thank,
    withdraw,
)
from assistant.sessions.times import TimeWish, suggest_times

__all__ = [
    "InboxEntry",
    "MentorSession",
    "MyRequest",
    "MySession",
    "NewRequest",
    "OwnLimits",
    "Requester",
    "TimeWish",
    "accept",
    "answer_more",
    "ask_for_more",
    "decline",
    "end_break",
    "inbox",
    "leave_pool",
    "lighter_week",
    "mark",
    "mentor_sessions",
    "my_load",
    "my_requests",
    "my_sessions",
    "plan",
    "request_session",
    "set_accepting",
    "set_limits",
    "suggest_times",
    "suggested_times",
    "take_break",
    "thank",
    "withdraw",
]
