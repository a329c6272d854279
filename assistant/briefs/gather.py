"""Gather what a brief is made from out of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.briefs.source import BriefSource, MenteeFacts, OpenConflict, PastAdvice, Turn
from assistant.domain.conversations import Message
from assistant.domain.disagreements import Disagreement
from assistant.domain.guidance import GuidanceItem
from assistant.domain.mentors import MentorProfile
from assistant.domain.people import Person
from assistant.domain.sessions import SessionRequest
from assistant.ports.store import Store


def gather(store: Store, mentee: Person, request: SessionRequest) -> BriefSource:
    """Return what the brief of a request may say: guidance of other sessions only, and none that is bound to its own."""
    conversation = store.conversation(request.conversation_id)
    items = [
        item for item in store.guidance_of(mentee.id) if item.session_id != request.id and not item.is_context_bound
    ]
    mentors = _mentors(store, items, request)
    return BriefSource(
        question=request.question,
        mentee=MenteeFacts(mentee.name, mentee.headline),
        minutes=request.minutes,
        chat=tuple(_turn(message) for message in conversation.messages) if conversation is not None else (),
        history=tuple(_past_advice(item, mentors) for item in items),
        open_conflicts=_conflicts(store.disagreements_of(mentee.id), {item.id: item for item in items}, mentors),
        redacted=tuple(store.redactions(mentee.id)),
    )


def _mentors(store: Store, items: Sequence[GuidanceItem], request: SessionRequest) -> dict[str, str]:
    """Return the name of each mentor by id; profiles that were erased have none."""
    ids = sorted({item.mentor_id for item in items})
    profiles: list[MentorProfile] = (
        [load.profile for load in store.mentor_loads(ids, since=request.week)] if ids else []
    )
    return {profile.id: profile.name for profile in profiles}


def _turn(message: Message) -> Turn:
    """Return a message as a turn; a quick reply ("Skip this") says nothing."""
    if message.speaker != "mentee":
        return Turn("other", message.text)
    return Turn("mentee", message.text if message.kind == "text" else "")


def _past_advice(item: GuidanceItem, mentors: Mapping[str, str]) -> PastAdvice:
    outcome = ": ".join(words for words in (item.outcome or "", " ".join(item.why.split())) if words)
    return PastAdvice(item.id, item.text, mentors.get(item.mentor_id, ""), outcome.strip(" ."), item.session_date)


def _conflicts(
    disagreements: Sequence[Disagreement], items: Mapping[str, GuidanceItem], mentors: Mapping[str, str]
) -> tuple[OpenConflict, ...]:
    """Return what still pulls apart and what the mentee decided, newest first; unsure pairs and non-conflicts are left out."""
    told = (
        one
        for one in disagreements
        if one.is_sure and one.decision != "not_a_conflict" and {one.item_a, one.item_b} <= items.keys()
    )
    return tuple(OpenConflict(one.item_a, one.item_b, _why(one, items, mentors)) for one in told)


def _why(one: Disagreement, items: Mapping[str, GuidanceItem], mentors: Mapping[str, str]) -> str:
    sides = [
        _side(items[item], quote, mentors)
        for item, quote in ((one.item_a, one.judgement.quote_a), (one.item_b, one.judgement.quote_b))
    ]
    match one.decision:
        case None:
            return " / ".join(sides)
        case "both":
            decided = "Decided for both"
        case _:
            decided = f"Decided for {sides[0] if one.decision == 'follow_a' else sides[1]}"
    reason = " ".join(one.reason.split()).rstrip(".")
    return f"{decided} ({reason})" if reason else decided


def _side(item: GuidanceItem, quote: str, mentors: Mapping[str, str]) -> str:
    words = (quote or item.text).strip().rstrip(".")
    name = mentors.get(item.mentor_id, "")
    return f"{name}: {words}" if name else words
