"""Sessions, briefs, guidance and what follows from it: commitments, disagreements, check-ins, mail, deferrals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INSTANT = sa.DateTime(timezone=True)
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; every request accepted before becomes a session."""
    op.create_table(
        "contact_wishes",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("unsubscribe_token", sa.String(), nullable=False),
        sa.Column("is_unsubscribed", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_contact_wishes_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_contact_wishes"),
        sa.UniqueConstraint("unsubscribe_token", name="uq_contact_wishes_unsubscribe_token"),
    )
    op.create_table(
        "deferrals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("proposed_at", _INSTANT, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["mentee_id"], ["people.id"], name="fk_deferrals_mentee_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_deferrals"),
        sa.UniqueConstraint("mentee_id", "reason", "about", name="uq_deferrals_mentee_id_reason_about"),
    )
    op.create_index("ix_deferrals_mentee_id", "deferrals", ["mentee_id"], unique=False)
    op.create_table(
        "mails",
        sa.Column("sequence", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _INSTANT, nullable=True),
        sa.Column("claimed_at", _INSTANT, nullable=True),
        sa.Column("sent_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_mails_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session_requests.id"], name="fk_mails_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_mails"),
        sa.UniqueConstraint("key", name="uq_mails_key"),
    )
    op.create_index("ix_mails_person_id", "mails", ["person_id"], unique=False)
    op.create_index("ix_mails_session_id", "mails", ["session_id"], unique=False)
    op.create_index("ix_mails_status_next_try_at", "mails", ["status", "next_try_at"], unique=False)
    op.create_table(
        "mentor_limits",
        sa.Column("mentor_id", sa.String(), nullable=False),
        sa.Column("weekly_minutes", sa.Integer(), nullable=True),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("lighter_weeks", sa.JSON(), nullable=False),
        sa.Column("break_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name="fk_mentor_limits_mentor_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mentor_id", name="pk_mentor_limits"),
    )
    op.create_table(
        "redactions",
        sa.Column("sequence", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mentee_id"], ["people.id"], name="fk_redactions_mentee_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sequence", name="pk_redactions"),
        sa.UniqueConstraint("mentee_id", "words", name="uq_redactions_mentee_id_words"),
    )
    op.create_table(
        "briefs",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("shown_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session_requests.id"], name="fk_briefs_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name="pk_briefs"),
    )
    op.create_index("ix_briefs_expires_at", "briefs", ["expires_at"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("starts_at", _INSTANT, nullable=True),
        sa.Column("meeting_link", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("is_heavy", sa.Boolean(), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["session_requests.id"], name="fk_sessions_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_table(
        "session_notes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("session_date", sa.Date(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_session_notes_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session_notes"),
    )
    op.create_index("ix_session_notes_session_id", "session_notes", ["session_id"], unique=False)
    op.create_table(
        "commitments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("outcome_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["mentee_id"], ["people.id"], name="fk_commitments_mentee_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["note_id"], ["session_notes.id"], name="fk_commitments_note_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_commitments"),
    )
    op.create_index("ix_commitments_mentee_id", "commitments", ["mentee_id"], unique=False)
    op.create_index("ix_commitments_note_id", "commitments", ["note_id"], unique=False)
    op.create_table(
        "guidance",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("mentor_id", sa.String(), nullable=False),
        sa.Column("mentor_context", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("session_date", sa.Date(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("is_context_bound", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("outcome_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["mentee_id"], ["people.id"], name="fk_guidance_mentee_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name="fk_guidance_mentor_id"),
        sa.ForeignKeyConstraint(["note_id"], ["session_notes.id"], name="fk_guidance_note_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_guidance"),
    )
    op.create_index("ix_guidance_mentee_id", "guidance", ["mentee_id"], unique=False)
    op.create_index("ix_guidance_mentor_id", "guidance", ["mentor_id"], unique=False)
    op.create_index("ix_guidance_note_id", "guidance", ["note_id"], unique=False)
    op.create_table(
        "check_ins",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=True),
        sa.Column("answered_at", _INSTANT, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name="fk_check_ins_commitment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mentee_id"], ["people.id"], name="fk_check_ins_mentee_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_check_ins"),
        sa.UniqueConstraint("commitment_id", "step", name="uq_check_ins_commitment_id_step"),
    )
    op.create_index("ix_check_ins_due_on", "check_ins", ["due_on"], unique=False)
    op.create_index("ix_check_ins_mentee_id", "check_ins", ["mentee_id"], unique=False)
    op.create_table(
        "disagreements",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("item_a", sa.String(), nullable=False),
        sa.Column("item_b", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("quote_a", sa.Text(), nullable=False),
        sa.Column("quote_b", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.String(), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column("found_at", _INSTANT, nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["item_a"], ["guidance.id"], name="fk_disagreements_item_a", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item_b"], ["guidance.id"], name="fk_disagreements_item_b", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mentee_id"], ["people.id"], name="fk_disagreements_mentee_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_disagreements"),
        sa.UniqueConstraint("item_a", "item_b", name="uq_disagreements_item_a_item_b"),
    )
    op.create_index("ix_disagreements_item_a", "disagreements", ["item_a"], unique=False)
    op.create_index("ix_disagreements_item_b", "disagreements", ["item_b"], unique=False)
    op.create_index("ix_disagreements_mentee_id", "disagreements", ["mentee_id"], unique=False)
    op.execute(
        sa.text(
            "INSERT INTO sessions (id, meeting_link, status, is_heavy, thanks) "
            "SELECT id, '', 'planned', :no, '' FROM session_requests WHERE status = 'accepted'"
        ).bindparams(sa.bindparam("no", False, sa.Boolean()))
    )
