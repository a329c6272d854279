"""Reviews of evaluation runs: corrections, second readings, release decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_INSTANT = sa.DateTime(timezone=True)
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UNREAD = sa.text("second_by IS NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case_corrections",
        sa.Column("sequence", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("suite", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("got", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_case_corrections"),
        sa.UniqueConstraint("id", name="uq_case_corrections_id"),
    )
    op.create_index("ix_case_corrections_suite_case_id", "case_corrections", ["suite", "case_id"], unique=False)
    op.create_table(
        "second_reads",
        sa.Column("sequence", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("suite", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("first_by", sa.String(), nullable=False),
        sa.Column("first_verdict", sa.String(), nullable=False),
        sa.Column("first_note", sa.Text(), nullable=False),
        sa.Column("first_at", _INSTANT, nullable=False),
        sa.Column("second_by", sa.String(), nullable=True),
        sa.Column("second_verdict", sa.String(), nullable=True),
        sa.Column("second_note", sa.Text(), nullable=True),
        sa.Column("second_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_second_reads"),
        sa.UniqueConstraint("id", name="uq_second_reads_id"),
    )
    op.create_index(
        "uq_second_reads_waiting",
        "second_reads",
        ["run_id", "suite", "case_id"],
        unique=True,
        sqlite_where=_UNREAD,
        postgresql_where=_UNREAD,
    )
    op.create_table(
        "release_decisions",
        sa.Column("sequence", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("baseline_id", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("check", sa.String(), nullable=False),
        sa.Column("check_reasons", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_release_decisions"),
        sa.UniqueConstraint("id", name="uq_release_decisions_id"),
    )
    op.create_index("ix_release_decisions_run_id", "release_decisions", ["run_id"], unique=False)
