"""The brief as a mail to the mentor."""

from __future__ import annotations

import hashlib
from typing import Final

from assistant.domain.briefs import Brief, BriefPart
from assistant.domain.mails import Mail
from assistant.domain.people import Person
from assistant.domain.sessions import Session
from assistant.ports.store import Store
from assistant.post.wording import first_name, spoken_time
from assistant.text.redaction import redacted

LABELS: Final[dict[BriefPart, str]] = {
    "who": "Who",
    "ask": "The ask",
    "goal": "Goal and date",
    "tried": "Tried so far",
    "constraints": "What binds or worries them",
    "advised": "Others advised (no need to repeat)",
    "disagreement": "Where advice pulls apart",
    "minutes": "Minutes",
}
_TEXT: Final = """Hello {mentor},

before your session with {mentee}{when}:

{lines}

{mentee} was shown exactly these lines, and may have taken words out.
"""


def queue_brief_mail(store: Store, brief: Brief, *, session: Session, mentee: Person, to: Person) -> bool:
    """Queue a brief as a mail; return False when a mail with just these words was queued for the person before."""
    taken_out = store.redactions(mentee.id)
    text = redacted(_text(brief, session, mentee=mentee, to=to), taken_out)
    subject = redacted(f"Before your session with {first_name(mentee)}", taken_out)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    key = f"brief:{session.id}:{to.id}:{digest}"
    return store.queue_mail(Mail(key, to.id, to.email, subject, text, session_id=session.id))


def _text(brief: Brief, session: Session, *, mentee: Person, to: Person) -> str:
    when = f" on {spoken_time(session.starts_at, timezone=to.timezone)}" if session.starts_at is not None else ""
    return _TEXT.format(mentor=first_name(to), mentee=first_name(mentee), when=when, lines="\n\n".join(_parts(brief)))


def _parts(brief: Brief) -> list[str]:
    """Return one paragraph for each part of the brief: its label, and its lines with their sources."""
    found: dict[BriefPart, list[str]] = {}
    for line in brief.lines:
        found.setdefault(line.part, []).append(f"- {line.text}")
    return [f"{LABELS[part]}\n" + "\n".join(lines) for part, lines in found.items()]
