"""The store behind `ports.store.Store`: each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from assistant.adapters.sql import (
    audit,
    briefs,
    checkins,
    commitments,
    conversations,
    disagreements,
    guidance,
    health,
    knowledge,
    mails,
    migrate,
    notes,
    outbox,
    pending_imports,
    pool,
    requests,
    reviews,
    rosters,
    rounds,
    sessions,
    usage,
)
from assistant.adapters.sql import deferrals as proposals
from assistant.adapters.sql import mentors as profiles
from assistant.adapters.sql import people as accounts
from assistant.adapters.sql.database import Database

P = ParamSpec("P")
R = TypeVar("R")
Work = Callable[Concatenate[Connection, P], R]
Method = Callable[Concatenate["SqlStore", P], R]


def _reading(work: Work[P, R]) -> Method[P, R]:
    """Make a method that does the work in a transaction that only reads."""

    @wraps(work)
    def method(self: SqlStore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.database.reading() as connection:
            return work(connection, *args, **kwargs)

    return method


def _writing(work: Work[P, R]) -> Method[P, R]:
    """Make a method that does the work in a transaction of its own, all of it or nothing."""

    @wraps(work)
    def method(self: SqlStore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.database.writing() as connection:
            return work(connection, *args, **kwargs)

    return method


class SqlStore:
    """The store in SQLite or PostgreSQL; the docstrings of `ports.store` say what the methods promise.

    Safe to share between threads. Call `upgrade` once before the first use.

    Args:
        url: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.

    Raises:
        InvalidInput: The URL names no database this store can use.
    """

    def __init__(self, url: str) -> None:
        self.database = Database(url)

    def upgrade(self) -> None:
        """Bring the tables to this version; quick when they are. Raises StoreUnavailable."""
        migrate.upgrade(self.database)

    def close(self) -> None:
        self.database.close()

    add_person = _writing(accounts.add)
    person = _reading(accounts.find)
    person_by_email = _reading(accounts.find_by_email)
    people = _reading(accounts.everybody)
    remove_person = _writing(accounts.remove)
    open_signin = _writing(accounts.open_signin)
    signed_in = _reading(accounts.signed_in)
    close_signin = _writing(accounts.close_signin)
    record_failed_signin = _writing(accounts.record_failure)
    failed_signins = _reading(accounts.failures)
    clear_failed_signins = _writing(accounts.clear_failures)

    import_mentors = _writing(profiles.import_all)
    mentors = _reading(profiles.current)
    mentor_loads = _reading(profiles.loads)
    mentors_version = _reading(profiles.version)
    set_mentor_accepting = _writing(profiles.set_accepting)
    set_mentor_limits = _writing(profiles.set_limits)

    import_cards = _writing(knowledge.import_all)
    cards = _reading(knowledge.current)

    start_conversation = _writing(conversations.start)
    conversation = _reading(conversations.find)
    conversations_of = _reading(conversations.of_mentee)
    append_messages = _writing(conversations.append)
    add_question_version = _writing(conversations.add_version)

    add_request = _writing(requests.add)
    request = _reading(requests.find)
    requests_for_mentor = _reading(requests.for_mentor)
    requests_of_mentee = _reading(requests.of_mentee)
    accept_request = _writing(requests.accept)
    decide_request = _writing(requests.decide)
    reopen_request = _writing(requests.reopen)
    count_requests = _reading(requests.count)

    session = _reading(sessions.find)
    sessions_of_mentee = _reading(sessions.of_mentee)
    sessions_for_mentor = _reading(sessions.for_mentor)
    plan_session = _writing(sessions.plan)
    mark_session = _writing(sessions.mark)
    thank = _writing(sessions.thank)

    keep_brief = _writing(briefs.keep)
    brief = _reading(briefs.find)
    remove_expired_briefs = _writing(briefs.remove_expired)
    redact = _writing(briefs.redact)
    unredact = _writing(briefs.unredact)
    redactions = _reading(briefs.redactions)

    add_note = _writing(notes.add)
    notes_of_session = _reading(notes.of_session)
    note = _reading(notes.find)
    remove_note = _writing(notes.remove)
    guidance_of = _reading(guidance.of_mentee)
    guidance_by = _reading(guidance.by_mentor)
    guidance_items = _reading(guidance.current)
    add_guidance = _writing(guidance.add)
    change_guidance = _writing(guidance.change)
    correct_guidance = _writing(guidance.correct)
    remove_guidance = _writing(guidance.remove)
    commitments_of = _reading(commitments.of_mentee)
    commitment = _reading(commitments.find)
    add_commitment = _writing(commitments.add)
    change_commitment = _writing(commitments.change)
    remove_commitment = _writing(commitments.remove)
    disagreements_of = _reading(disagreements.of_mentee)
    disagreement = _reading(disagreements.find)
    decide_disagreement = _writing(disagreements.decide)
    count_disagreements = _reading(disagreements.count)

    add_check_in = _writing(checkins.add)
    check_ins_of = _reading(checkins.of_mentee)
    check_in = _reading(checkins.find)
    due_check_ins = _reading(checkins.due)
    change_check_in = _writing(checkins.change)
    contact_wishes = _reading(checkins.wishes)
    keep_contact_wishes = _writing(checkins.keep_wishes)
    person_of_unsubscribe_token = _reading(checkins.person_of_token)

    queue_mail = _writing(mails.queue)
    claim_mail = _writing(mails.claim)
    settle_mail = _writing(mails.settle)
    abandon_stale_mail = _writing(mails.abandon_stale)
    mail = _reading(mails.find)
    mails_of = _reading(mails.of_person)
    count_mails = _reading(mails.count_all)

    propose_deferral = _writing(proposals.propose)
    deferrals_of = _reading(proposals.of_mentee)
    settle_deferral = _writing(proposals.settle)
    deferrals = _reading(proposals.everything)

    readiness_since = _reading(health.readiness_since)
    readiness_of = _reading(health.readiness_of)
    waits_since = _reading(health.waits_since)
    carried_minutes = _reading(health.carried_minutes)
    first_session_weeks = _reading(health.first_session_weeks)
    disagreement_standings = _reading(health.disagreement_standings)
    due_promises = _reading(health.due_promises)

    audit_lines = _reading(audit.lines)

    accounts = _reading(rosters.accounts)
    mentor_roster = _reading(rosters.profiles)
    card_shelf = _reading(knowledge.shelf)
    open_account = _writing(rosters.open_account)
    change_account = _writing(rosters.change_account)
    change_mentor = _writing(rosters.change_mentor)
    change_card = _writing(knowledge.change)
    set_account_active = _writing(rosters.set_account_active)
    set_mentor_active = _writing(rosters.set_mentor_active)
    set_card_active = _writing(knowledge.set_active)

    keep_import = _writing(pending_imports.keep)
    pending_import = _reading(pending_imports.find)
    drop_import = _writing(pending_imports.drop)
    confirm_import = _writing(pending_imports.confirm)

    open_requests = _reading(pool.open_requests)
    requests_since = _reading(pool.made_since)
    count_requests_since = _reading(pool.count_since)
    requests_of_mentees = _reading(pool.of_mentees)
    request_facts = _reading(pool.facts)
    question_texts = _reading(pool.questions)
    return_to_pool = _writing(pool.take_back)
    restore_request = _writing(pool.restore)
    leave_pool = _writing(pool.leave)
    pool_entries = _reading(pool.waiting)
    pool_entries_of = _reading(pool.of_mentee)
    keep_round = _writing(rounds.keep)
    cohort_round = _reading(rounds.find)
    cohort_rounds = _reading(rounds.offered)
    begin_offers = _writing(rounds.begin_offers)
    offer_place = _writing(rounds.offer)
    close_place = _writing(rounds.close)

    add_correction = _writing(reviews.correct)
    withdraw_correction = _writing(reviews.withdraw)
    corrections = _reading(reviews.corrections)
    queue_second_read = _writing(reviews.queue)
    answer_second_read = _writing(reviews.answer)
    second_reads = _reading(reviews.reads)
    second_read = _reading(reviews.read)
    add_release_decision = _writing(reviews.decide)
    release_decisions = _reading(reviews.decisions)

    pending_changes = _reading(outbox.pending)
    confirm_changes = _writing(outbox.confirm)
    count_pending = _reading(outbox.count)
    mark_all_changed = _writing(outbox.note_all)

    record_model_use = _writing(usage.record)
    model_use_totals = _reading(usage.totals)
