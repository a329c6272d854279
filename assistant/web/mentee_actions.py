"""What a mentee does: one function for each thing a button asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, cast

from assistant.domain.conversations import MessageKind
from assistant.domain.sessions import MINUTES
from assistant.errors import InvalidInput
from assistant.guidance.graduation import Proposal, propose_for_chat
from assistant.preparation.chat import ChatView
from assistant.sessions import NewRequest, answer_more, leave_pool, request_session, withdraw
from assistant.web import words
from assistant.web.guidance_actions import GUIDANCE_ACTIONS
from assistant.web.mentee_desk import MenteeDesk
from assistant.web.mentee_wish import Outcome, Wish
from assistant.web.notes_actions import NOTE_ACTIONS
from assistant.web.place import VIEWS, Place, View
from assistant.web.sessions_actions import SESSION_ACTIONS
from assistant.web.visit import Notice


def act(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Do what a button asked for. Raises what the use cases raise, InvalidInput for an unknown action."""
    name = wish.get("action")
    if name in _ACTIONS:
        return _ACTIONS[name](desk, wish)
    of_guidance = {**SESSION_ACTIONS, **NOTE_ACTIONS, **GUIDANCE_ACTIONS}.get(name)
    if of_guidance is None:
        raise InvalidInput(f"found the action {name!r}", for_people=words.UNKNOWN_ACTION)
    return of_guidance(desk.parts, wish)


def say(desk: MenteeDesk, wish: Wish, text: str, *, kind: MessageKind = "text") -> Outcome:
    """Take the mentee's words or quick reply to their chat; a proposal to go on elsewhere is said once."""
    view = desk.parts.preparation.say(wish.person, _chat_id(desk, wish), text, kind=kind)
    there = replace(wish.place, chat=view.conversation.id)
    proposal = _proposed(desk, wish, view)
    return Outcome(there) if proposal is None else Outcome(there, Notice(proposal.words))


def _reload(_desk: MenteeDesk, wish: Wish) -> Outcome:
    """Show the place again, as after the back button."""
    return Outcome(wish.place)


def _go(_desk: MenteeDesk, wish: Wish) -> Outcome:
    """Change to another view, to the disagreement the button names if it does."""
    view: View = next((one for one in VIEWS if one == wish.get("viewTo")), "question")
    return Outcome(replace(wish.place.at(view), card=wish.detail.get("card")))


def _start(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Begin a new question."""
    return Outcome(Place(chat=desk.parts.preparation.start(wish.person).conversation.id))


def _open(_desk: MenteeDesk, wish: Wish) -> Outcome:
    """Go to an earlier question."""
    return Outcome(Place(chat=wish.detail.get("chat")))


def _reply(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Take a quick reply."""
    kind = wish.detail.get("kind", "")
    if kind not in words.QUICK_REPLIES:
        raise InvalidInput(f"found the quick reply {kind!r}", for_people=words.UNKNOWN_ACTION)
    return say(desk, wish, words.QUICK_REPLIES[kind], kind=cast("MessageKind", kind))


def _edit(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Keep the mentee's own wording."""
    return _keep(desk, wish, wish.detail.get("text", ""))


def _take(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Make an earlier wording the current one."""
    versions = desk.chat_view(wish.person, wish.place).conversation.versions
    version = next((one for one in versions if one.id == wish.detail.get("version")), None)
    if version is None:
        raise InvalidInput("no such version", for_people=words.UNKNOWN_ACTION)
    return _keep(desk, wish, version.text)


def _reword(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Build the sharpened question anew."""
    desk.parts.preparation.reword(wish.person, _chat_id(desk, wish))
    return Outcome(wish.place, Notice(words.SAVED))


def _choose_minutes(_desk: MenteeDesk, wish: Wish) -> Outcome:
    """Choose the length of the session."""
    chosen = next((minutes for minutes in MINUTES if str(minutes) == wish.detail.get("minutes")), None)
    return Outcome(replace(wish.place, minutes=chosen))


def _find(_desk: MenteeDesk, wish: Wish) -> Outcome:
    """Go to the suggestions."""
    return Outcome(wish.place.at("mentors"))


def _ask(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Send the question to a mentor."""
    view = desk.chat_view(wish.person, wish.place)
    new = NewRequest(view.conversation.id, wish.detail.get("mentor", ""), _question(view), view.minutes)
    request = request_session(desk.parts.store, wish.person, new, clock=desk.parts.clock)
    there = replace(wish.place.at("sessions"), session=request.id)
    return Outcome(there, Notice(words.SENT.format(name=desk.mentor_name(new.mentor_id))))


def _leave_out(_desk: MenteeDesk, wish: Wish) -> Outcome:
    """Leave a mentor out of the suggestions for this question."""
    reason = wish.detail.get("reason", "")
    return Outcome(
        wish.place.without(wish.detail.get("mentor", ""), reason if reason in words.LEAVE_OUT_REASONS else "other")
    )


def _bring_back(_desk: MenteeDesk, wish: Wish) -> Outcome:
    """Suggest a mentor again."""
    return Outcome(wish.place.with_again(wish.detail.get("mentor", "")))


def _withdraw(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Take a request back."""
    request = withdraw(desk.parts.store, wish.person, wish.detail.get("request", ""), clock=desk.parts.clock)
    return Outcome(wish.place, Notice(words.WITHDRAWN.format(name=desk.mentor_name(request.mentor_id))))


def _leave_pool(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Let the program look no more for a mentor."""
    leave_pool(desk.parts.store, wish.person, wish.detail.get("request", ""), clock=desk.parts.clock)
    return Outcome(wish.place, Notice(words.LEFT_POOL))


def _answer_more(desk: MenteeDesk, wish: Wish) -> Outcome:
    """Send the question again after a mentor asked for more."""
    question = _question(desk.chat_view(wish.person, wish.place))
    answer_more(
        desk.parts.store, wish.person, wish.detail.get("request", ""), question=question, clock=desk.parts.clock
    )
    return Outcome(wish.place, Notice(words.SENT_AGAIN))


def _proposed(desk: MenteeDesk, wish: Wish, view: ChatView) -> Proposal | None:
    if view.assessment is None:
        return None
    store, clock = desk.parts.store, desk.parts.clock
    return propose_for_chat(store, wish.person, view.conversation.id, view.assessment, clock=clock)


def _chat_id(desk: MenteeDesk, wish: Wish) -> str:
    return wish.place.chat or desk.chat_view(wish.person, wish.place).conversation.id


def _keep(desk: MenteeDesk, wish: Wish, text: str) -> Outcome:
    desk.parts.preparation.edit_question(wish.person, _chat_id(desk, wish), text)
    return Outcome(wish.place, Notice(words.SAVED))


def _question(view: ChatView) -> str:
    if view.sharpened is None:
        raise InvalidInput("the chat has no question yet", for_people=words.NO_QUESTION)
    return view.sharpened.text


_Action = Callable[[MenteeDesk, Wish], Outcome]

_ACTIONS: Final[Mapping[str, _Action]] = {
    "reload": _reload,
    "go": _go,
    "start": _start,
    "open": _open,
    "reply": _reply,
    "edit": _edit,
    "take": _take,
    "reword": _reword,
    "minutes": _choose_minutes,
    "find": _find,
    "ask": _ask,
    "leave_out": _leave_out,
    "bring_back": _bring_back,
    "withdraw": _withdraw,
    "leave_pool": _leave_pool,
    "answer_more": _answer_more,
}
