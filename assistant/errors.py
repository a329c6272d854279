"""The one error tree.

Every message says what was found, what was expected and what to do next. `for_people` is a text
that may be shown to any user: it names no table, path, vendor or other person.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.ports.chat_model import TokenUse


class AssistantError(Exception):
    """Be the root of all errors this package raises on purpose.

    Args:
        message: For operators and logs.
        for_people: Safe to show to users; the class default when left out.
        code: Machine-readable name, used in batch error rows.
    """

    code = "error"
    default_for_people = "Something went wrong. Nothing was lost; please try again."

    def __init__(self, message: str, *, for_people: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.for_people = for_people or self.default_for_people
        if code is not None:
            self.code = code


class InvalidInput(AssistantError):
    """Report input that breaks a documented limit or format; `for_people` equals the message."""

    code = "invalid_input"

    def __init__(self, message: str, *, for_people: str | None = None, code: str | None = None) -> None:
        super().__init__(message, for_people=for_people or message, code=code)


class InvalidFile(InvalidInput):
    """Report a file with bad lines; lists every problem at once, none of the file is imported."""

    code = "invalid_file"

    def __init__(self, message: str, *, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message if not problems else message + "\n" + "\n".join(problems))
        self.problems = problems


class NotFound(AssistantError):
    """Report that the thing asked for does not exist, or that the asker may not know it does."""

    code = "not_found"
    default_for_people = "This does not exist, or it is not yours to see."


class AlreadyExists(AssistantError):
    """Report that a unique thing (an e-mail address, an identifier) is taken."""

    code = "already_exists"
    default_for_people = "This already exists."


class NotAllowed(AssistantError):
    """Report that the asker is known but has no right to do this."""

    code = "not_allowed"
    default_for_people = "You are not allowed to do this."


class NotSignedIn(NotAllowed):
    """Report that nobody is signed in."""

    code = "not_signed_in"
    default_for_people = "Please sign in first."


class TooManyAttempts(NotAllowed):
    """Report a throttled sign-in; the message says how long to wait."""

    code = "too_many_attempts"


class Conflict(AssistantError):
    """Report that the state changed under the asker: decided twice, answered elsewhere."""

    code = "state_conflict"
    default_for_people = "This was changed in the meantime. Reload to see how it stands now."


class Stale(Conflict):
    """Report an edit of something that was edited in the meantime; `changed` names the fields that differ by now."""

    code = "stale"

    def __init__(self, message: str, *, changed: tuple[str, ...]) -> None:
        super().__init__(message)
        self.changed = changed


class CapacityExceeded(Conflict):
    """Report that an acceptance would push a mentor above their own minutes of that week.

    `next_week` is the Monday of the next week with room, None when it is unknown or none is near.
    """

    code = "capacity_exceeded"
    default_for_people = "There are not enough free minutes left in that week."

    def __init__(self, message: str, *, for_people: str | None = None, next_week: date | None = None) -> None:
        super().__init__(message, for_people=for_people)
        self.next_week = next_week


class EncoderUnavailable(AssistantError):
    """Report that no encoder weights could be found or that they are damaged."""

    code = "encoder_unavailable"


class IndexMismatch(AssistantError):
    """Report an index written by another encoder; the way out is `assistant index rebuild`."""

    code = "index_mismatch"


class ModelUnavailable(AssistantError):
    """Report that the language model gave no usable reply; callers fall back to embedded wording.

    `code` says why ("model_timeout", "model_refused" and so on); `use` holds the tokens paid for all
    the same, None when nothing was sent.
    """

    code = "model_unavailable"

    def __init__(self, message: str, *, code: str | None = None, use: TokenUse | None = None) -> None:
        super().__init__(message, code=code)
        self.use = use


class InvalidPrompt(AssistantError):
    """Report prompt files that are missing or do not fit the variables they are rendered with."""

    code = "invalid_prompt"


class StoreUnavailable(AssistantError):
    """Report that the database cannot be reached or refused a write; nothing was saved."""

    code = "store_unavailable"
    default_for_people = "This could not be saved. Nothing was changed; please try again in a moment."


class MailRefused(AssistantError):
    """Report that a mail was not taken; `is_permanent` tells whether another try is useless."""

    code = "mail_refused"

    def __init__(self, message: str, *, is_permanent: bool) -> None:
        super().__init__(message)
        self.is_permanent = is_permanent


class MailUnconfirmed(AssistantError):
    """Report that a connection broke when the mail may have been taken already; it is not sent again."""

    code = "mail_unconfirmed"
