"""The database itself keeps the audit log append-only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from assistant.adapters.sql.store import SqlStore
from assistant.errors import AssistantError
from tests.builders import a_person
from tests.contract.oversight_contract import a_line

_OVERWRITE = """
    INSERT {or_replace} INTO audit_log (sequence, id, at, actor_id, action, subject_kind, subject_id, detail)
    VALUES ({sequence}, '{line_id}', '2026-11-25 10:00:00', 'eve', 'edit_card', 'card', 'a', '{{}}') {conflict}
"""


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def store(request: pytest.FixtureRequest) -> Iterator[SqlStore]:
    store = SqlStore(request.getfixturevalue(request.param))
    store.open_account(a_person(), None, line=a_line(id="line"))
    yield store
    store.close()


def overwriting(store: SqlStore) -> list[str]:
    number = store.audit_lines(limit=1)[0][0]
    if not store.database.is_sqlite:
        conflict = "ON CONFLICT (id) DO UPDATE SET actor_id = 'eve'"
        return [
            _OVERWRITE.format(or_replace="", sequence=number + 1, line_id="line", conflict=conflict),
            "TRUNCATE audit_log",
        ]
    pairs = ((number, "other"), (number + 1, "line"))
    return [_OVERWRITE.format(or_replace="OR REPLACE", sequence=n, line_id=i, conflict="") for n, i in pairs]


def test_no_statement_changes_or_removes_a_line(store: SqlStore) -> None:
    before = store.audit_lines(limit=10)
    statements = ["UPDATE audit_log SET actor_id = 'eve'", "DELETE FROM audit_log", *overwriting(store)]
    for statement in statements:
        with pytest.raises(AssistantError, match="append-only"), store.database.writing() as connection:
            connection.execute(text(statement))
        assert store.audit_lines(limit=10) == before, statement


def test_lines_are_added_after_such_an_attempt(store: SqlStore) -> None:
    with pytest.raises(AssistantError, match="append-only"), store.database.writing() as connection:
        connection.execute(text("DELETE FROM audit_log"))
    store.open_account(a_person("zoe"), None, line=a_line(id="next"))
    assert [line.id for _, line in store.audit_lines(limit=10)] == ["next", "line"]
