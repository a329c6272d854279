"""Requests for a session, seen from the mentee and from the mentor."""

from assistant.sessions.inbox import (
    InboxEntry,
    Requester,
    accept,
    ask_for_more,
    decline,
    inbox,
    my_load,
    set_accepting,
)
from assistant.sessions.requests import (
    MyRequest,
    NewRequest,
    answer_more,
    my_requests,
    request_session,
    withdraw,
)

__all__ = [
    "InboxEntry",
    "MyRequest",
    "NewRequest",
    "Requester",
    "accept",
    "answer_more",
    "ask_for_more",
    "decline",
    "inbox",
    "my_load",
    "my_requests",
    "request_session",
    "set_accepting",
    "withdraw",
]
