"""What owners do: the audit log, who and what was deactivated, imports that wait for a yes.

The database itself keeps the audit log append-only. A later migration that copies the table (SQLite) has to make the
triggers again; a test of the contract tells.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_INSTANT = sa.DateTime(timezone=True)
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_APPEND_ONLY = {
    "sqlite": [
        f"""
        CREATE TRIGGER audit_log_no_{change} BEFORE {change} ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """
        for change in ("UPDATE", "DELETE")
    ]
    + [
        """
        CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
        WHEN EXISTS (SELECT 1 FROM audit_log WHERE sequence = NEW.sequence OR id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """
    ],
    "postgresql": [
        """
        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation'; END $$
        """,
        """
        CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
        """,
    ],
}
"""On SQLite, INSERT OR REPLACE would write over a line without a DELETE trigger being asked."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit_log",
        sa.Column("sequence", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_log"),
        sa.UniqueConstraint("id", name="uq_audit_log_id"),
    )
    op.create_index("ix_audit_log_subject_kind_subject_id", "audit_log", ["subject_kind", "subject_id"])
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
    _make_deactivated("people", "person_id")
    _make_deactivated("mentors", "mentor_id")
    _make_deactivated("cards", "card_id")
    op.create_table(
        "pending_imports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("replace", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_pending_imports_owner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pending_imports"),
    )
    op.create_index("ix_pending_imports_owner_id", "pending_imports", ["owner_id"])


def _make_deactivated(what: str, key: str) -> None:
    op.create_table(
        f"deactivated_{what}",
        sa.Column(key, sa.String(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint([key], [f"{what}.id"], name=f"fk_deactivated_{what}_{key}", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(key, name=f"pk_deactivated_{what}"),
    )
