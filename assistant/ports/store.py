"""The one truth: what must be durable, each method one transaction.

A method either returns after the commit or raises with nothing changed. Methods that change what the
vector index shows also write the outbox in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from assistant.domain.audit import ALL_LINES, AuditFilter, AuditLine
from assistant.domain.briefs import Brief
from assistant.domain.changes import Kept
from assistant.domain.checkins import CheckIn, ContactWishes
from assistant.domain.conversations import Conversation, Message
from assistant.domain.deferrals import Deferral, DeferralStatus
from assistant.domain.disagreements import Decision, Disagreement
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.health import CarriedMinutes, DisagreementStanding, DuePromise, QuestionReadiness, Wait
from assistant.domain.imports import ImportCounts, PendingImport
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mails import Mail, MailStatus
from assistant.domain.mentors import MentorLimits, MentorLoad, MentorProfile
from assistant.domain.people import Person
from assistant.domain.pool import CohortRound, PlaceOutcome, PoolEntry, RequestFacts, RoundPlace
from assistant.domain.questions import QuestionVersion
from assistant.domain.reviews import CaseKey, Correction, Reading, ReleaseDecision, SecondRead
from assistant.domain.sessions import RequestStatus, Session, SessionRequest
from assistant.ports.chat_model import TokenUse
from assistant.ports.index import Collection


@dataclass(frozen=True, slots=True)
class IndexChange:
    """One outbox row: this document of this collection changed (or went), bring the index along."""

    sequence: int
    collection: Collection
    document_id: str


class PeopleStore(Protocol):
    """Accounts and signed-in sessions."""

    def add_person(self, person: Person, password_hash: str | None) -> None:
        """Add an account. Raises AlreadyExists when e-mail or id is taken."""

    def person(self, person_id: str) -> Person | None:
        """Return one account."""

    def person_by_email(self, email: str) -> tuple[Person, str | None] | None:
        """Return the account and its password hash; the e-mail is compared in lower case."""

    def people(self) -> list[Person]:
        """Return all accounts, by name."""

    def remove_person(self, person_id: str) -> None:
        """Erase an account with its sign-ins, chats, requests, all that followed from them, and its mentor profile.

        The guidance of both sides goes, and into the outbox. Raises NotFound.
        """

    def open_signin(self, token_hash: str, person_id: str, *, expires_at: datetime) -> None:
        """Remember a signed-in browser by the hash of its token."""

    def signed_in(self, token_hash: str, *, now: datetime) -> Person | None:
        """Return who is signed in with this token, None when unknown, closed or expired."""

    def close_signin(self, token_hash: str) -> None:
        """Forget a signed-in browser; unknown tokens are no error."""

    def record_failed_signin(self, key: str, *, at: datetime) -> None:
        """Count one failed attempt for a key (made from an e-mail or an address); kept for at least a day."""

    def failed_signins(self, key: str, *, since: datetime) -> list[datetime]:
        """Return when attempts failed for the key since then, oldest first."""

    def clear_failed_signins(self, key: str) -> None:
        """Forget failed attempts after a good sign-in."""


class MentorStore(Protocol):
    """Profiles and the minutes they give."""

    def import_mentors(self, profiles: Sequence[MentorProfile], *, replace: bool, week: date) -> ImportCounts:
        """Add or update by id, all or none; `replace` also removes profiles not in the list.

        A removed profile that has requests is kept out of matching but its requests stay. `week` is the
        Monday from which `booked_minutes` count.
        """

    def mentors(self, mentor_ids: Sequence[str] | None = None) -> list[MentorProfile]:
        """Return all current profiles, or those of the given ids that exist, by id."""

    def mentor_loads(self, mentor_ids: Sequence[str] | None = None, *, since: date) -> list[MentorLoad]:
        """Return budgets with what was accepted from week `since` on, by id; all current mentors when no ids are given.

        Profiles kept only for their requests are found by id too; they no longer accept.
        """

    def mentors_version(self) -> int:
        """Return a number that grows with every change to profiles (not loads), for caches."""

    def set_mentor_accepting(self, mentor_id: str, accepting: bool) -> None:
        """Open or close a mentor for new requests. Raises NotFound."""

    def set_mentor_limits(self, mentor_id: str, limits: MentorLimits) -> None:
        """Keep a mentor's own limits in place of those before; an import leaves them alone. Raises NotFound."""


class KnowledgeStore(Protocol):
    """Knowledge cards."""

    def import_cards(self, cards: Sequence[KnowledgeCard], *, replace: bool) -> ImportCounts:
        """Add or update by id, all or none; `replace` also removes cards not in the list."""

    def cards(self, card_ids: Sequence[str] | None = None) -> list[KnowledgeCard]:
        """Return all cards, or those of the given ids that exist, by id."""


class ConversationStore(Protocol):
    """Preparation chats."""

    def start_conversation(self, conversation: Conversation) -> None:
        """Keep a new chat with its first messages. Raises AlreadyExists."""

    def conversation(self, conversation_id: str) -> Conversation | None:
        """Return a chat with all messages and versions, in order."""

    def conversations_of(self, mentee_id: str) -> list[Conversation]:
        """Return a mentee's chats, newest first."""

    def append_messages(
        self, conversation_id: str, messages: Sequence[Message], *, seen: int, readiness: float | None = None
    ) -> None:
        """Append messages to a chat that has exactly `seen` messages; raises Conflict otherwise, NotFound when unknown.

        `readiness` is how ready the question is with them, 0 to 1.0, None when nothing was read: the first one of a chat
        is kept, and the last.
        """

    def add_question_version(self, conversation_id: str, version: QuestionVersion) -> None:
        """Keep one more wording. Raises NotFound."""


class RequestStore(Protocol):
    """Session requests; capacity is checked inside the accepting transaction."""

    def add_request(self, request: SessionRequest, *, open_max: int | None = None) -> None:
        """Keep a request.

        Raises:
            Conflict: The same chat already has an open request to that mentor; or, with the code
                "too_many_open_requests", the mentee already has `open_max` open requests.
            NotFound: No such chat, mentee or mentor.
        """

    def request(self, request_id: str) -> SessionRequest | None:
        """Return one request."""

    def requests_for_mentor(self, mentor_id: str) -> list[SessionRequest]:
        """Return a mentor's requests, newest first."""

    def requests_of_mentee(self, mentee_id: str) -> list[SessionRequest]:
        """Return a mentee's requests, newest first."""

    def accept_request(
        self, request_id: str, *, week: date, at: datetime, starts_at: datetime | None = None, meeting_link: str = ""
    ) -> SessionRequest:
        """Accept a pending or more-asked request into `week`; its session begins to exist in the same transaction.

        Reads the mentor's budget and accepted minutes and writes the acceptance in one transaction that
        excludes other acceptances for the same mentor.

        Raises:
            NotFound: No such request.
            Conflict: It was decided in the meantime, or the mentor was removed.
            CapacityExceeded: Too few free minutes in that week; the request stays as it was.
        """

    def decide_request(
        self,
        request_id: str,
        status: Literal["declined", "more_asked", "withdrawn"],
        *,
        reply: str,
        at: datetime,
        notice: Message | None = None,
    ) -> SessionRequest:
        """Set a request that is still open; `notice` is appended to its chat in the same transaction.

        Raises:
            NotFound: No such request.
            Conflict: It was decided in the meantime.
        """

    def reopen_request(self, request_id: str, *, question: str, at: datetime) -> SessionRequest:
        """Make a more-asked request pending again with the question as it reads now. Raises Conflict, NotFound."""

    def count_requests(self, mentee_id: str, status: RequestStatus) -> int:
        """Return how many requests of a mentee stand in that status."""


class SessionStore(Protocol):
    """Sessions: accepted requests."""

    def session(self, session_id: str) -> Session | None:
        """Return one session; its id is the request's."""

    def sessions_of_mentee(self, mentee_id: str) -> list[Session]:
        """Return a mentee's sessions, newest acceptance first."""

    def sessions_for_mentor(self, mentor_id: str) -> list[Session]:
        """Return a mentor's sessions, newest acceptance first."""

    def plan_session(self, session_id: str, *, week: date, starts_at: datetime | None, meeting_link: str) -> Session:
        """Set when and where a session takes place.

        A change of the week is checked against the mentor's budget like an acceptance, in the same transaction.

        Raises:
            NotFound: No such session.
            CapacityExceeded: Too few free minutes in that week; everything stays as it was.
        """

    def mark_session(self, session_id: str, *, is_held: bool, is_heavy: bool) -> Session:
        """Say whether a session was held and whether it was draining. Raises NotFound."""

    def thank(self, session_id: str, text: str) -> Session:
        """Keep the mentee's thanks in place of those before. Raises NotFound."""


class BriefStore(Protocol):
    """Briefs as mentees saw them, and the words they took out."""

    def keep_brief(self, brief: Brief) -> None:
        """Keep a brief in place of the one before. Raises NotFound when there is no such request."""

    def brief(self, session_id: str) -> Brief | None:
        """Return the brief of a request or session."""

    def remove_expired_briefs(self, *, now: datetime) -> int:
        """Delete briefs whose `expires_at` has come; return how many."""

    def redact(self, mentee_id: str, words: str) -> None:
        """Remember words this mentee takes out everywhere; known words are no error. Raises NotFound.

        Every guidance item of theirs goes into the outbox, so that the index follows.
        """

    def unredact(self, mentee_id: str, words: str) -> None:
        """Forget that words were taken out; unknown words are no error."""

    def redactions(self, mentee_id: str) -> list[str]:
        """Return the words a mentee took out, oldest first."""


class GuidanceStore(Protocol):
    """Notes, guidance items, commitments and disagreements."""

    def add_note(
        self,
        note: SessionNote,
        items: Sequence[GuidanceItem],
        commitments: Sequence[Commitment],
        disagreements: Sequence[Disagreement] = (),
    ) -> None:
        """Keep a note with all that was found in it, all or none.

        A disagreement about a pair that has one already, decided or open, is left out.

        Raises:
            NotFound: No such session, or a disagreement names an unknown item.
            AlreadyExists: The note's id is known.
        """

    def notes_of_session(self, session_id: str) -> list[SessionNote]:
        """Return a session's notes, oldest first."""

    def note(self, note_id: str) -> SessionNote | None:
        """Return one note."""

    def remove_note(self, note_id: str) -> None:
        """Remove a note with all that was found in it. Raises NotFound."""

    def guidance_of(self, mentee_id: str) -> list[GuidanceItem]:
        """Return all guidance of a mentee, oldest session first, in the order of their notes."""

    def guidance_by(self, mentor_id: str) -> list[GuidanceItem]:
        """Return all guidance a mentor gave, newest session first."""

    def guidance_items(self, item_ids: Sequence[str] | None = None) -> list[GuidanceItem]:
        """Return all items, or those of the given ids that exist, by id."""

    def add_guidance(self, item: GuidanceItem, disagreements: Sequence[Disagreement] = ()) -> None:
        """Keep one more item of a known note, as somebody found it there. Raises NotFound, AlreadyExists."""

    def change_guidance(self, item: GuidanceItem) -> None:
        """Keep an item's text, decision, context-bound mark and outcome in place of those before. Raises NotFound."""

    def correct_guidance(self, item: GuidanceItem, disagreements: Sequence[Disagreement] = ()) -> None:
        """Change an item whose words were put right: disagreements about it that are open make way for new ones.

        Decided ones stay, and new ones about their pairs are left out. Raises NotFound.
        """

    def remove_guidance(self, item_id: str) -> None:
        """Remove an item with its disagreements. Raises NotFound."""

    def commitments_of(self, mentee_id: str) -> list[Commitment]:
        """Return a mentee's commitments (whoever made them), those due first first, those without a day last."""

    def commitment(self, commitment_id: str) -> Commitment | None:
        """Return one commitment."""

    def change_commitment(self, commitment: Commitment) -> None:
        """Keep a commitment's words, day, person and outcome in place of those before. Raises NotFound."""

    def add_commitment(self, commitment: Commitment) -> None:
        """Keep one more commitment of a known note. Raises NotFound, AlreadyExists."""

    def remove_commitment(self, commitment_id: str) -> None:
        """Remove a commitment with its check-ins. Raises NotFound."""

    def disagreements_of(self, mentee_id: str) -> list[Disagreement]:
        """Return a mentee's disagreements, open and decided, newest first."""

    def disagreement(self, disagreement_id: str) -> Disagreement | None:
        """Return one disagreement."""

    def decide_disagreement(
        self, disagreement_id: str, decision: Decision | None, *, reason: str, at: datetime
    ) -> Disagreement:
        """Keep the mentee's decision in place of the one before; None opens it again. Raises NotFound."""

    def count_disagreements(self) -> list[tuple[str, str, int]]:
        """Return (label, decision or "open", how many) over the program, for owners."""


class CheckInStore(Protocol):
    """Check-ins and when people want to hear from the program."""

    def add_check_in(self, check_in: CheckIn) -> None:
        """Keep a check-in. Raises NotFound without its commitment; the same commitment and step is no error and keeps the first."""

    def check_ins_of(self, mentee_id: str) -> list[CheckIn]:
        """Return a mentee's check-ins, by day."""

    def check_in(self, check_in_id: str) -> CheckIn | None:
        """Return one check-in."""

    def due_check_ins(self, *, today: date) -> list[CheckIn]:
        """Return those neither asked nor answered whose day has come, by day."""

    def change_check_in(self, check_in: CheckIn) -> None:
        """Keep when it was asked and what was answered. Raises NotFound."""

    def contact_wishes(self, person_id: str) -> ContactWishes | None:
        """Return when a person wants to hear from the program, None while they said nothing."""

    def keep_contact_wishes(self, wishes: ContactWishes) -> None:
        """Keep wishes in place of those before. Raises NotFound."""

    def person_of_unsubscribe_token(self, token: str) -> str | None:
        """Return whose one-click link this is, None when unknown."""


class MailStore(Protocol):
    """Mail to be sent; a mail is claimed before it is sent, so that two processes never send the same."""

    def queue_mail(self, mail: Mail) -> bool:
        """Keep a mail to be sent; return False and change nothing when its key is known. Raises NotFound."""

    def claim_mail(self, *, now: datetime) -> Mail | None:
        """Turn the mail that waits longest of those whose time has come into a sending one; None when there is none."""

    def settle_mail(self, mail: Mail) -> None:
        """Keep a mail as it stands now: how far it got, and what is left of its text. Raises NotFound."""

    def abandon_stale_mail(self, *, claimed_before: datetime) -> int:
        """Turn mails left in sending by a process that died into unconfirmed ones; return how many."""

    def mail(self, key: str) -> Mail | None:
        """Return one mail."""

    def mails_of(self, person_id: str) -> list[Mail]:
        """Return the mails to a person, in the order they were queued."""

    def count_mails(self) -> dict[MailStatus, int]:
        """Return how many mails stand in each status, all statuses included."""


class DeferralStore(Protocol):
    """Proposals to go on elsewhere."""

    def propose_deferral(self, deferral: Deferral) -> bool:
        """Keep a proposal; return False and change nothing when this mentee has one of the same reason and `about`."""

    def deferrals_of(self, mentee_id: str) -> list[Deferral]:
        """Return a mentee's proposals, newest first."""

    def settle_deferral(self, deferral_id: str, status: DeferralStatus, *, note: str, at: datetime) -> Deferral:
        """Keep what the mentee decided. Raises NotFound."""

    def deferrals(self) -> list[Deferral]:
        """Return all proposals of the program, newest first, for owners."""


class HealthStore(Protocol):
    """What the health of a program is computed from: numbers and days, nobody's words."""

    def readiness_since(self, since: datetime) -> list[QuestionReadiness]:
        """Return how ready questions were whose first words were written since then, oldest first."""

    def readiness_of(self, mentee_id: str) -> list[QuestionReadiness]:
        """Return how ready a mentee's questions were, oldest first."""

    def waits_since(self, since: datetime) -> list[Wait]:
        """Return the chats whose first acceptance came since then, and those a mentor has still to answer, by when they asked."""

    def carried_minutes(self, since: date) -> list[CarriedMinutes]:
        """Return the accepted minutes of the weeks from `since` on, summed by mentor, mentee and week, in this order."""

    def first_session_weeks(self) -> dict[str, date]:
        """Return the week of the first accepted session of each mentor who has one, by the mentor's id."""

    def disagreement_standings(self) -> list[DisagreementStanding]:
        """Return where every disagreement stands, in the order they were found."""

    def due_promises(self, *, since: date, until: date) -> list[DuePromise]:
        """Return the promises whose day lies from `since` to the day before `until`, by that day."""


class AuditStore(Protocol):
    """Who changed what; lines are written by the methods that change something, in the same transaction."""

    def audit_lines(
        self, *, limit: int, before: int | None = None, chosen: AuditFilter = ALL_LINES
    ) -> list[tuple[int, AuditLine]]:
        """Return up to `limit` lines with their numbers, newest first, below the number `before` where it is given."""


class OversightStore(Protocol):
    """What owners change; each method keeps its audit line in the same transaction, and none when nothing changed.

    Whoever or whatever is deactivated stays kept: such people are not signed in and cannot be, such mentors and cards
    are left out of `mentors`, `mentor_loads` without ids, `cards` and the index; `mentor_loads` with ids tells that such
    a mentor does not accept.
    """

    def accounts(self) -> list[Kept[Person]]:
        """Return all accounts, by name."""

    def mentor_roster(self) -> list[Kept[MentorProfile]]:
        """Return all profiles, by id; those an import removed are left out."""

    def card_shelf(self) -> list[Kept[KnowledgeCard]]:
        """Return all cards, by id."""

    def open_account(self, person: Person, password_hash: str | None, *, line: AuditLine) -> None:
        """Add an account. Raises AlreadyExists when e-mail or id is taken."""

    def change_account(self, person: Person, *, seen: Person, line: AuditLine) -> None:
        """Keep an account's fields in place of those somebody saw.

        Raises:
            NotFound: No such account.
            Stale: It is not as it was seen.
            AlreadyExists: The e-mail is taken.
            Conflict: Nobody active would be an owner any more (code "last_owner").
        """

    def change_mentor(self, profile: MentorProfile, *, seen: MentorProfile, week: date, line: AuditLine) -> None:
        """Keep a profile in place of the one somebody saw; `week` is the Monday from which changed booked minutes count.

        Raises NotFound, Stale.
        """

    def change_card(self, card: KnowledgeCard, *, seen: KnowledgeCard, line: AuditLine) -> None:
        """Keep a card in place of the one somebody saw. Raises NotFound, Stale."""

    def set_account_active(self, person_id: str, is_active: bool, *, line: AuditLine) -> bool:
        """Deactivate an account or take that back; return whether that changed anything.

        Deactivating ends its open sign-ins and deactivates its profile; what was deactivated with it comes back with it.

        Raises:
            NotFound: No such account.
            Conflict: Nobody active would be an owner any more (code "last_owner").
        """

    def set_mentor_active(self, mentor_id: str, is_active: bool, *, line: AuditLine) -> bool:
        """Deactivate a profile or take that back; return whether that changed anything. Raises NotFound."""

    def set_card_active(self, card_id: str, is_active: bool, *, line: AuditLine) -> bool:
        """Take a card out of search or back into it; return whether that changed anything. Raises NotFound."""


class ImportStore(Protocol):
    """Files that wait for an owner's yes."""

    def keep_import(self, pending: PendingImport) -> None:
        """Keep an upload in place of an earlier one of its owner and kind, and drop those that expired. Raises NotFound."""

    def pending_import(self, import_id: str) -> PendingImport | None:
        """Return one upload."""

    def drop_import(self, import_id: str) -> None:
        """Forget an upload; an unknown id is no error."""

    def confirm_import(self, import_id: str, *, fingerprint: str, week: date, line: AuditLine) -> ImportCounts:
        """Take in an upload if that changes exactly what `fingerprint` stands for; done already, only return the counts.

        The audit line gets the counts; each row that changed gets a line of its own ("import_mentor", "import_card").

        Raises:
            NotFound: No such upload.
            Conflict: It expired by the instant of the line (code "import_expired"), or the program changed so that it
                would change something else (code "preview_untrue"); nothing was imported.
        """


class PoolStore(Protocol):
    """Questions that wait for any mentor, and rounds that give them out; requests without their words, for owners."""

    def open_requests(self) -> list[RequestFacts]:
        """Return all open requests, oldest first."""

    def requests_since(self, since: datetime, *, limit: int) -> list[RequestFacts]:
        """Return the newest requests made since then, up to `limit`, oldest first."""

    def count_requests_since(self, since: datetime) -> int:
        """Return how many requests were made since then."""

    def requests_of_mentees(self, mentee_ids: Sequence[str]) -> list[RequestFacts]:
        """Return all requests of these mentees, oldest first."""

    def request_facts(self, request_ids: Sequence[str]) -> list[RequestFacts]:
        """Return those of these requests that exist, oldest first."""

    def question_texts(self, request_ids: Sequence[str]) -> dict[str, str]:
        """Return the questions of those requests that exist, by id: to measure fit with, never to show to an owner."""

    def return_to_pool(self, entry: PoolEntry, *, notice: Message, line: AuditLine) -> None:
        """Withdraw the entry's request, keep the entry, append the notice to its chat and the line to the audit log.

        Raises:
            NotFound: No such request.
            Conflict: It was decided in the meantime.
        """

    def restore_request(self, entry_id: str, *, notice: Message, line: AuditLine) -> None:
        """Undo a return while nobody took the question: the request stands as before and the entry is gone.

        Raises:
            NotFound: No such entry.
            Conflict: The question found somebody, the mentee left the pool, or the mentor was removed.
        """

    def leave_pool(self, entry_id: str, *, at: datetime) -> None:
        """Let the mentee leave the pool; who left before stays so. Raises NotFound."""

    def pool_entries(self) -> list[PoolEntry]:
        """Return the entries in the pool, oldest first."""

    def pool_entries_of(self, mentee_id: str) -> list[PoolEntry]:
        """Return all entries of a mentee, in the pool or not, newest first."""

    def keep_round(self, planned: CohortRound) -> None:
        """Keep a planned round; rounds of the same owner that were planned and never offered make way.

        Raises NotFound when a place names an unknown entry, request or mentor.
        """

    def cohort_round(self, round_id: str) -> CohortRound | None:
        """Return one round with its places."""

    def cohort_rounds(self, *, limit: int) -> list[CohortRound]:
        """Return up to `limit` rounds that were offered, newest first."""

    def begin_offers(self, round_id: str, *, at: datetime, line: AuditLine) -> bool:
        """Mark a round as offered; return False and change nothing when it is already. Raises NotFound."""

    def offer_place(
        self, round_id: str, number: int, *, request: SessionRequest, entry: PoolEntry | None, notice: Message
    ) -> RoundPlace:
        """Send the request of one pair and tell the mentee in their chat, all or nothing; what was settled stays so.

        Where the place names a waiting request, that one is withdrawn and `entry` kept first. A question that found
        somebody, or was taken back, makes the place "gone"; a mentor who was removed makes it "closed".

        Raises:
            NotFound: No such round or place.
        """

    def close_place(self, round_id: str, number: int, outcome: PlaceOutcome) -> RoundPlace:
        """Settle one planned pair without a request; what was settled stays so. Raises NotFound."""


class ReviewStore(Protocol):
    """What owners make of evaluation runs; each change keeps its audit line in the same transaction.

    Runs and cases live in the logs of evaluations, people are named by id alone: rows outlast both.
    """

    def add_correction(self, correction: Correction, *, line: AuditLine) -> None:
        """Keep a correction beside those before. Raises AlreadyExists when its id is known."""

    def withdraw_correction(self, correction_id: str, *, by: str, at: datetime, line: AuditLine) -> Correction:
        """Take a correction back; it stays kept. Raises NotFound, Conflict when it was withdrawn already."""

    def corrections(self, case: CaseKey | None = None) -> list[Correction]:
        """Return all corrections, or those of one case over all runs, withdrawn ones included, in the order they were kept."""

    def queue_second_read(self, read: SecondRead, *, line: AuditLine) -> None:
        """Let a case of a run wait for a second reader. Raises AlreadyExists when it waits already."""

    def answer_second_read(self, read_id: str, second: Reading, *, line: AuditLine) -> SecondRead:
        """Keep the second reading. Raises NotFound, Conflict when somebody read it in the meantime."""

    def second_reads(self) -> list[SecondRead]:
        """Return all cases queued for a second reader, read or not, in the order they were queued."""

    def second_read(self, read_id: str) -> SecondRead | None:
        """Return one of them."""

    def add_release_decision(self, decision: ReleaseDecision, *, line: AuditLine) -> None:
        """Keep a decision beside those before. Raises AlreadyExists when its id is known."""

    def release_decisions(self, run_id: str | None = None) -> list[ReleaseDecision]:
        """Return all decisions, or those about one run, in the order they were kept: the last one counts."""


class IndexOutbox(Protocol):
    """Changes the vector index has still to follow."""

    def pending_changes(self, limit: int) -> list[IndexChange]:
        """Return the oldest changes not yet confirmed, in order."""

    def confirm_changes(self, sequences: Sequence[int]) -> None:
        """Forget changes the index has followed."""

    def count_pending(self) -> int:
        """Return how many changes wait."""

    def mark_all_changed(self, collection: Collection) -> int:
        """Put every current document of a collection into the outbox; return how many."""


class UsageStore(Protocol):
    """What language-model calls cost."""

    def record_model_use(self, *, purpose: str, model: str, use: TokenUse, outcome: str, at: datetime) -> None:
        """Keep one line a call; outcome is "used", "rejected" or "failed"."""

    def model_use_totals(self) -> list[tuple[str, str, int, int, float]]:
        """Return (model, outcome, prompt tokens, reply tokens, dollars), summed."""


class Store(
    PeopleStore,
    MentorStore,
    KnowledgeStore,
    ConversationStore,
    RequestStore,
    SessionStore,
    BriefStore,
    GuidanceStore,
    CheckInStore,
    MailStore,
    DeferralStore,
    HealthStore,
    AuditStore,
    OversightStore,
    ImportStore,
    ReviewStore,
    PoolStore,
    IndexOutbox,
    UsageStore,
    Protocol,
):
    """Everything durable, behind one connection."""

    def close(self) -> None:
        """Release connections."""
