"""What a mentee does with a session: cover words of the brief, paste notes and correct what was found, say thank you."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from assistant.briefs import redact, unredact
from assistant.errors import InvalidInput
from assistant.sessions import thank
from assistant.web import guidance_words
from assistant.web.mentee_wish import Outcome, Wish
from assistant.web.mentor_words import first_name
from assistant.web.parts import WebParts
from assistant.web.visit import Notice

_TAPPED: Final = re.compile(r"w(\d{1,4})-(\d{1,4})")
_EDGES: Final = ' \t\n.,;:!?…"“”()[]'


def _show(_parts: WebParts, wish: Wish) -> Outcome:
    """Show another session in full."""
    return Outcome(replace(wish.place.at("sessions"), session=wish.get("session") or None))


def _take_out(parts: WebParts, wish: Wish) -> Outcome:
    """Cover the words that were tapped or typed."""
    phrases = chosen_words(wish.detail)
    if not phrases:
        raise InvalidInput("no word was chosen", for_people=guidance_words.NOTHING_CHOSEN)
    for phrase in phrases:
        redact(parts.brief_desk, wish.person, phrase)
    return _said(parts, wish, guidance_words.TAKEN_OUT_NOTE)


def _put_back(parts: WebParts, wish: Wish) -> Outcome:
    """Uncover words."""
    unredact(parts.brief_desk, wish.person, wish.get("words"))
    return _said(parts, wish, guidance_words.PUT_BACK_NOTE)


def _thank(parts: WebParts, wish: Wish) -> Outcome:
    """Thank the mentor."""
    thank(parts.store, wish.person, wish.get("session"), text=wish.get("text"))
    return _said(parts, wish, guidance_words.THANKED_NOTE)


def chosen_words(detail: Mapping[str, str]) -> list[str]:
    """Return what a form takes out: words tapped one after the other as one phrase, and what was typed."""
    tapped = sorted(
        (int(found[1]), int(found[2]), word) for name, word in detail.items() if (found := _TAPPED.fullmatch(name))
    )
    runs = groupby(enumerate(tapped), key=lambda pair: (pair[1][0], pair[1][1] - pair[0]))
    phrases = [" ".join(word for _, (_, _, word) in run) for _, run in runs]
    plain = (phrase.strip(_EDGES) for phrase in [*phrases, detail.get("typed", "")])
    return list(dict.fromkeys(phrase for phrase in plain if any(character.isalnum() for character in phrase)))


def _said(parts: WebParts, wish: Wish, text: str) -> Outcome:
    """Stay with the session, and say what happened by the name of its mentor."""
    session_id = wish.get("session")
    request = parts.store.request(session_id)
    loads = parts.store.mentors([request.mentor_id]) if request is not None else []
    name = first_name(loads[0].name) if loads else guidance_words.A_MENTOR
    return Outcome(replace(wish.place, session=session_id or wish.place.session), Notice(text.format(name=name)))


SESSION_ACTIONS: Final[Mapping[str, Callable[[WebParts, Wish], Outcome]]] = {
    "show_session": _show,
    "take_out": _take_out,
    "put_back": _put_back,
    "thank": _thank,
}
"""By the name a button or form says."""
