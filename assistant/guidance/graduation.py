"""Propose to go on elsewhere, with a note the mentee edits and consents to; owners see that it happened, never the words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock, new_id
from assistant.domain.deferrals import Deferral, DeferralReason, DeferralStatus, DeferralTo
from assistant.domain.people import Person
from assistant.domain.questions import Assessment
from assistant.errors import NotFound
from assistant.guidance.grounds import Ground, ground_in_chat, grounds_in_commitments, grounds_in_guidance
from assistant.guidance.handover import OwnWords, hand_over_note
from assistant.ports.store import Store
from assistant.text.intake import checked_text
from assistant.text.redaction import redacted
from assistant.wording.proposal import proposal_words

NOTE_CHARACTERS_MAX: Final = 3_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as the mentee sees it.

    Attributes:
        words: What to say with it.
        note: Their note: as consented to, otherwise a draft.
    """

    deferral: Deferral
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class DeferralCount:
    """How many proposals of a kind stand where, for owners; `people` are the mentees behind them."""

    reason: DeferralReason
    to: DeferralTo
    status: DeferralStatus
    count: int
    people: int


def my_proposals(store: Store, person: Person | None, *, clock: Clock) -> list[Proposal]:
    """Return what the person's history proposes, newest first; what they declined is not shown again.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no mentee, looks.
    """
    mentee = require_role(person, "mentee")
    propose_from_history(store, mentee.id, clock=clock)
    standing = (one for one in store.deferrals_of(mentee.id) if one.status != "declined")
    return [_proposal(store, one) for one in standing]


def propose_from_history(store: Store, mentee_id: str, *, clock: Clock) -> None:
    """Keep a proposal for each decision asked about three times and each promise missed twice; each only once."""
    check_ins, today = store.check_ins_of(mentee_id), clock().date()
    found = grounds_in_guidance(store.guidance_of(mentee_id))
    found += grounds_in_commitments(store.commitments_of(mentee_id), check_ins, today=today)
    for ground in found:
        store.propose_deferral(_deferral(ground, mentee_id, clock=clock))


def propose_for_everybody(store: Store, *, clock: Clock) -> None:
    """Keep what the history of each mentee proposes; doing it twice is doing it once."""
    for person in store.people():
        if person.has("mentee"):
            propose_from_history(store, person.id, clock=clock)


def propose_for_chat(
    store: Store, person: Person | None, conversation_id: str, assessment: Assessment, *, clock: Clock
) -> Proposal | None:
    """Keep what a chat, as it is assessed now, proposes, and return it when it is new; None otherwise.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not their chat.
    """
    mentee = require_role(person, "mentee")
    conversation = store.conversation(conversation_id)
    if conversation is None or conversation.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} has no chat {conversation_id!r}.")
    ground = ground_in_chat(assessment, about=conversation_id)
    if ground is None:
        return None
    deferral = _deferral(ground, mentee.id, clock=clock)
    return _proposal(store, deferral) if store.propose_deferral(deferral) else None


def consent(store: Store, person: Person | None, deferral_id: str, *, note: str, clock: Clock) -> Deferral:
    """Keep the person's consent with the note as they want it; words they took out everywhere are masked in it too.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It was not proposed to them.
        InvalidInput: The note is empty, too long, or no plain text.
    """
    own = _own(store, person, deferral_id)
    plain = redacted(checked_text(note, letters_max=NOTE_CHARACTERS_MAX).strip(), store.redactions(own.mentee_id))
    return store.settle_deferral(own.id, "consented", note=plain, at=clock())


def decline(store: Store, person: Person | None, deferral_id: str, *, clock: Clock) -> Deferral:
    """Keep that the person does not want it, also after they consented; the note is forgotten.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It was not proposed to them.
    """
    return store.settle_deferral(_own(store, person, deferral_id).id, "declined", note="", at=clock())


def deferral_counts(store: Store, person: Person | None) -> list[DeferralCount]:
    """Return reason, target and status of the program's proposals with how many there are, for owners alone.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no owner, looks.
    """
    require_role(person, "owner")
    kinds: dict[tuple[DeferralReason, DeferralTo, DeferralStatus], list[str]] = defaultdict(list)
    for one in store.deferrals():
        kinds[one.reason, one.to, one.status].append(one.mentee_id)
    return [DeferralCount(*kind, len(those), len(set(those))) for kind, those in sorted(kinds.items())]


def _own(store: Store, person: Person | None, deferral_id: str) -> Deferral:
    mentee = require_role(person, "mentee")
    own = next((one for one in store.deferrals_of(mentee.id) if one.id == deferral_id), None)
    if own is None:
        raise NotFound(f"Nothing was proposed to {mentee.id!r} under {deferral_id!r}.")
    return own


def _deferral(ground: Ground, mentee_id: str, *, clock: Clock) -> Deferral:
    return Deferral(new_id(), mentee_id, ground.reason, ground.to, ground.about, proposed_at=clock())


def _proposal(store: Store, deferral: Deferral) -> Proposal:
    conversation, taken_out = store.conversation(deferral.about), store.redactions(deferral.mentee_id)
    draft = "" if conversation is None else conversation.draft
    note = redacted(deferral.note, taken_out) or hand_over_note(_own_words(store, deferral), taken_out)
    return Proposal(deferral, proposal_words(deferral.reason, deferral.to, draft=draft), note)


def _own_words(store: Store, deferral: Deferral) -> OwnWords:
    match deferral.reason:
        case "same_topic":
            return _of_decision(store, deferral.mentee_id, deferral.about)
        case "plan_missed":
            return _of_commitment(store, deferral.mentee_id, deferral.about)
        case _:
            return _of_chat(store, deferral.about)


def _of_decision(store: Store, mentee_id: str, decision_id: str) -> OwnWords:
    items = [one for one in store.guidance_of(mentee_id) if one.decision_id == decision_id]
    question = items[-1].question if items else ""
    return OwnWords(question, tried=[one.why for one in items], advised=[one.text for one in items])


def _of_commitment(store: Store, mentee_id: str, commitment_id: str) -> OwnWords:
    commitment = store.commitment(commitment_id)
    if commitment is None:
        return OwnWords()
    session = store.session(commitment.session_id)
    answers = [one.why for one in store.check_ins_of(mentee_id) if one.commitment_id == commitment_id]
    items = [one for one in store.guidance_of(mentee_id) if one.session_id == commitment.session_id]
    return OwnWords(
        question="" if session is None else session.question,
        promised=[commitment.what],
        tried=[*answers, commitment.why, *(one.why for one in items)],
        advised=[one.text for one in items],
    )


def _of_chat(store: Store, conversation_id: str) -> OwnWords:
    conversation = store.conversation(conversation_id)
    if conversation is None:
        return OwnWords()
    question = conversation.versions[-1].text if conversation.versions else conversation.draft
    own = (one for one in conversation.messages if one.speaker == "mentee" and one.kind == "text")
    return OwnWords(question, tried=[one.text for one in own if one.element == "tried"])
