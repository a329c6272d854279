"""The brief: what a mentor has to know before a session, in at most 120 words, shown to the mentee first."""

from assistant.briefs.use import (
    BriefDesk,
    brief_for_mentee,
    brief_for_mentor,
    mail_brief,
    redact,
    redactions,
    unredact,
)

__all__ = [
    "BriefDesk",
    "brief_for_mentee",
    "brief_for_mentor",
    "mail_brief",
    "redact",
    "redactions",
    "unredact",
]
