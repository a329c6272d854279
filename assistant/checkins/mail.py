"""The words of the mail that asks. Pure: only names, the mentee's commitment, and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.domain.guidance import Commitment
from assistant.text.redaction import redacted

_FIRST: Final = "After your session with {mentor} on {day} you wanted to:"
_AGAIN: Final = "Some time ago you told us about this, from your session with {mentor} on {day}. How does it stand now?"
_TEXT: Final = """Hello {name},

{opening}

{lines}

How did it go: done, adapted, dropped or stuck? One tap is enough, and no answer is a wrong one:
{page}

{mentor} gets your answer as one line.

Would you rather not get such questions? This stops them, without signing in:
{unsubscribe}
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """What one mail asks about: commitments of one session.

    Attributes:
        day: Of the session.
        is_again: All of them were asked about before.
        redactions: Words the mentee took out; they are masked.
    """

    mentee_name: str
    mentor_name: str
    day: date
    commitments: Sequence[Commitment]
    is_again: bool = False
    redactions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Where the mail leads: the page to answer on, and the one click that stops the mails."""

    page: str
    unsubscribe: str


def links(public_url: str, *, token: str) -> Links:
    """Return the links of somebody with that unsubscribe token, for a program at this address."""
    base = public_url.rstrip("/")
    return Links(f"{base}/mentee/?view=guidance", f"{base}/unsubscribe/{token}")


def subject_of(asking: Asking) -> str:
    """Return the subject; it says nothing that others should not read over a shoulder."""
    return "How did it go?" if not asking.is_again else "How does it stand now?"


def text_of(asking: Asking, to: Links) -> str:
    """Return the mail as plain text."""
    mentor = redacted(asking.mentor_name, asking.redactions)
    opening = (_AGAIN if asking.is_again else _FIRST).format(mentor=mentor, day=f"{asking.day.day} {asking.day:%B}")
    return _TEXT.format(
        name=asking.mentee_name.split()[0],
        opening=opening,
        lines="\n".join(f"- {_line(one, asking.redactions)}" for one in asking.commitments),
        page=to.page,
        mentor=mentor,
        unsubscribe=to.unsubscribe,
    )


def _line(commitment: Commitment, redactions: Sequence[str]) -> str:
    what, when = (redacted(" ".join(text.split()), redactions) for text in (commitment.what, commitment.when))
    return what if not when or when.lower() in what.lower() else f"{what} ({when})"
