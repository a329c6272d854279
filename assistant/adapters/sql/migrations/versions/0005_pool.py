"""Questions that wait for any mentor, and rounds that give them out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_index("ix_session_requests_created_at", "session_requests", ["created_at"])
    op.create_table(
        "pool_entries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("waited_since", _INSTANT, nullable=False),
        sa.Column("entered_at", _INSTANT, nullable=False),
        sa.Column("left_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_pool_entries_conversation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mentee_id"], ["people.id"], name="fk_pool_entries_mentee_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["session_requests.id"], name="fk_pool_entries_request_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pool_entries"),
        sa.UniqueConstraint("request_id", name="uq_pool_entries_request_id"),
    )
    op.create_index("ix_pool_entries_conversation_id", "pool_entries", ["conversation_id"])
    op.create_index("ix_pool_entries_mentee_id", "pool_entries", ["mentee_id"])
    op.create_table(
        "cohort_rounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("bounds", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("gap", sa.Float(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("beside", sa.JSON(), nullable=False),
        sa.Column("offered_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cohort_rounds"),
    )
    op.create_table(
        "round_places",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(), nullable=True),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("mentor_id", sa.String(), nullable=False),
        sa.Column("affinity", sa.Float(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("offer_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["pool_entries.id"], name="fk_round_places_entry_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name="fk_round_places_mentor_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["session_requests.id"], name="fk_round_places_offer_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["session_requests.id"], name="fk_round_places_request_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["cohort_rounds.id"], name="fk_round_places_round_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name="pk_round_places"),
    )
    for column in ("entry_id", "mentor_id", "offer_id", "request_id"):
        op.create_index(f"ix_round_places_{column}", "round_places", [column])
