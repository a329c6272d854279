"""Who is behind a request, what they just did, and the frame around every workspace."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

import gradio as gr

from assistant.accounts import require_role, who_is
from assistant.domain.clock import new_id
from assistant.domain.people import ROLES, Person, Role
from assistant.errors import AssistantError
from assistant.web import words
from assistant.web.parts import WebParts
from assistant.web.templates import render

SIGNIN_COOKIE = "signin"

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that says what just happened."""

    text: str
    tone: Literal["good", "problem"] = "good"


def visitor(parts: WebParts, request: gr.Request, role: Role) -> Person:
    """Return who sent the request. Raises NotSignedIn or NotAllowed."""
    return require_role(who_is(parts.store, request.cookies.get(SIGNIN_COOKIE), parts.clock), role)


def header(person: Person, here: Role, notice: Notice | None = None) -> str:
    """Return the line on top: product, workspaces of this person, sign out; below it what just happened."""
    roles = [role for role in ROLES if person.has(role)]
    return render("header", person=person, roles=roles, here=here, notice=notice, turn=new_id())


def _refusal(error: Exception) -> Notice:
    """Return what people read about an error; what nobody foresaw goes to the log in full."""
    if isinstance(error, AssistantError):
        _log.info("refused: %s", error)
        return Notice(error.for_people, "problem")
    _log.error("unforeseen error in a page", exc_info=error)
    return Notice(words.SOMETHING_WRONG, "problem")


def detail_of(event: gr.EventData) -> dict[str, str]:
    """Return what a page sent with a click; anything that is no text is left out."""
    found = getattr(event, "_data", None)
    if not isinstance(found, Mapping):
        return {}
    return {str(name): value for name, value in found.items() if isinstance(value, str)}


def attempt(action: Callable[[], T]) -> T | Notice:
    """Do something at the edge; every error becomes a calm line, and what nobody foresaw goes to the log."""
    try:
        return action()
    except Exception as error:  # noqa: BLE001 the edge: a page must never break off
        return _refusal(error)
