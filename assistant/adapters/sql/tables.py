"""The tables of the store. The migrations make exactly these; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_Sequence = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite numbers rows by itself only in columns of type INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """Keep aware instants, in UTC both ways; SQLite stores them without the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected an aware instant, found the naive {value!r}; pass one with a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("email", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("mentor_id", String, index=True),
    Column("headline", String, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("timezone", String, nullable=False),
    Column("password_hash", String),
)

signins = Table(
    "signins",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

failed_signins = Table(
    "failed_signins",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "key", "at"),
)

mentors = Table(
    "mentors",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("headline", Text, nullable=False),
    Column("bio", Text, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("industries", JSON, nullable=False),
    Column("seniority", String, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("timezone", String, nullable=False),
    Column("weekly_minutes", Integer, nullable=False),
    Column("booked_minutes", Integer, nullable=False),
    Column("accepting", Boolean, nullable=False),
    Column("booked_since", Date, nullable=False),
    Column("removed", Boolean, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("reviewed_on", Date, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("started_at", UtcDateTime, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("speaker", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("element", String),
    Column("worded_by", String, nullable=False),
    UniqueConstraint("conversation_id", "position"),
)

question_versions = Table(
    "question_versions",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("conversation_id", "position"),
)

question_readiness = Table(
    "question_readiness",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("first", Float, nullable=False),
    Column("last", Float, nullable=False),
)

_OPEN = text("status IN ('pending', 'more_asked')")

session_requests = Table(
    "session_requests",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("mentor_id", ForeignKey("mentors.id"), nullable=False),
    Column("question", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("week", Date, nullable=False),
    Column("status", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("reply", Text, nullable=False),
    Index(None, "mentor_id", "status", "week"),
    Index(None, "created_at"),
    Index(
        "uq_session_requests_open",
        "conversation_id",
        "mentor_id",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
)

mentor_limits = Table(
    "mentor_limits",
    metadata,
    Column("mentor_id", ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True),
    Column("weekly_minutes", Integer),
    Column("buffer_minutes", Integer, nullable=False),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    Column("lighter_weeks", JSON, nullable=False),
    Column("break_until", Date),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", ForeignKey("session_requests.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime),
    Column("meeting_link", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("is_heavy", Boolean, nullable=False),
    Column("thanks", Text, nullable=False),
)

briefs = Table(
    "briefs",
    metadata,
    Column("session_id", ForeignKey("session_requests.id", ondelete="CASCADE"), primary_key=True),
    Column("lines", JSON, nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

redactions = Table(
    "redactions",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("mentee_id", "words"),
)

session_notes = Table(
    "session_notes",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("author_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("session_date", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

guidance = Table(
    "guidance",
    metadata,
    Column("id", String, primary_key=True),
    Column("note_id", ForeignKey("session_notes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("mentor_id", ForeignKey("mentors.id"), nullable=False, index=True),
    Column("mentor_context", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("session_date", Date, nullable=False),
    Column("decision_id", String, nullable=False),
    Column("is_context_bound", Boolean, nullable=False),
    Column("outcome", String),
    Column("why", Text, nullable=False),
    Column("outcome_at", UtcDateTime),
)

commitments = Table(
    "commitments",
    metadata,
    Column("id", String, primary_key=True),
    Column("note_id", ForeignKey("session_notes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("due", Date),
    Column("who", Text, nullable=False),
    Column("outcome", String),
    Column("why", Text, nullable=False),
    Column("outcome_at", UtcDateTime),
)

disagreements = Table(
    "disagreements",
    metadata,
    Column("id", String, primary_key=True),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("item_a", ForeignKey("guidance.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("item_b", ForeignKey("guidance.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("label", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("kind", String),
    Column("decider", Text, nullable=False),
    Column("quote_a", Text, nullable=False),
    Column("quote_b", Text, nullable=False),
    Column("judged_by", String, nullable=False),
    Column("is_sure", Boolean, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("decision", String),
    Column("reason", Text, nullable=False),
    Column("decided_at", UtcDateTime),
    UniqueConstraint("item_a", "item_b"),
)

check_ins = Table(
    "check_ins",
    metadata,
    Column("id", String, primary_key=True),
    Column("commitment_id", ForeignKey("commitments.id", ondelete="CASCADE"), nullable=False),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("due_on", Date, nullable=False, index=True),
    Column("step", Integer, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("outcome", String),
    Column("why", Text, nullable=False),
    UniqueConstraint("commitment_id", "step"),
)

contact_wishes = Table(
    "contact_wishes",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("unsubscribe_token", String, nullable=False, unique=True),
    Column("is_unsubscribed", Boolean, nullable=False),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
)

mails = Table(
    "mails",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("session_id", ForeignKey("session_requests.id", ondelete="CASCADE"), index=True),
    Column("to", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", UtcDateTime),
    Column("claimed_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Index(None, "status", "next_try_at"),
)

deferrals = Table(
    "deferrals",
    metadata,
    Column("id", String, primary_key=True),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", String, nullable=False),
    Column("to", String, nullable=False),
    Column("about", String, nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("status", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("mentee_id", "reason", "about"),
)

index_changes = Table(
    "index_changes",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("collection", String, nullable=False),
    Column("document_id", String, nullable=False),
    sqlite_autoincrement=True,  # a confirmed number must never come again, or a newer change would be forgotten with it
)

model_uses = Table(
    "model_uses",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("purpose", String, nullable=False),
    Column("model", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("prompt_tokens", Integer, nullable=False),
    Column("reply_tokens", Integer, nullable=False),
    Column("cost_usd", Float),
    Column("is_estimate", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

case_corrections = Table(
    "case_corrections",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("run_id", String, nullable=False),
    Column("suite", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("metric", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("expected", Text, nullable=False),
    Column("got", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("withdrawn_by", String, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Index(None, "suite", "case_id"),
)

_UNREAD = text("second_by IS NULL")

second_reads = Table(
    "second_reads",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("run_id", String, nullable=False),
    Column("suite", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("first_by", String, nullable=False),
    Column("first_verdict", String, nullable=False),
    Column("first_note", Text, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("second_by", String),
    Column("second_verdict", String),
    Column("second_note", Text),
    Column("second_at", UtcDateTime),
    Index(
        "uq_second_reads_waiting",
        "run_id",
        "suite",
        "case_id",
        unique=True,
        sqlite_where=_UNREAD,
        postgresql_where=_UNREAD,
    ),
)

release_decisions = Table(
    "release_decisions",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("run_id", String, nullable=False, index=True),
    Column("baseline_id", String, nullable=False),
    Column("choice", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("check", String, nullable=False),
    Column("check_reasons", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject_kind", String, nullable=False),
    Column("subject_id", String, nullable=False),
    Column("detail", JSON, nullable=False),
    Index(None, "subject_kind", "subject_id"),
)

deactivated_people = Table(
    "deactivated_people",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

deactivated_mentors = Table(
    "deactivated_mentors",
    metadata,
    Column("mentor_id", ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

deactivated_cards = Table(
    "deactivated_cards",
    metadata,
    Column("card_id", ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

pending_imports = Table(
    "pending_imports",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("replace", Boolean, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("problems", JSON, nullable=False),
    Column("unknown", JSON, nullable=False),
    Column("digest", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("counts", JSON(none_as_null=True)),
)

pool_entries = Table(
    "pool_entries",
    metadata,
    Column("id", String, primary_key=True),
    Column("request_id", ForeignKey("session_requests.id", ondelete="SET NULL"), unique=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("mentee_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("was", String, nullable=False),
    Column("waited_since", UtcDateTime, nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
)

cohort_rounds = Table(
    "cohort_rounds",
    metadata,
    Column("id", String, primary_key=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("bounds", JSON, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("gap", Float, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("beside", JSON, nullable=False),
    Column("offered_at", UtcDateTime),
)

round_places = Table(
    "round_places",
    metadata,
    Column("round_id", ForeignKey("cohort_rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("entry_id", ForeignKey("pool_entries.id", ondelete="SET NULL"), index=True),
    Column("request_id", ForeignKey("session_requests.id", ondelete="SET NULL"), index=True),
    Column("mentor_id", ForeignKey("mentors.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("affinity", Float, nullable=False),
    Column("outcome", String, nullable=False),
    Column("offer_id", ForeignKey("session_requests.id", ondelete="SET NULL"), index=True),
)
