"""What every store promises about people, cards and files that owners look after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assistant.domain.audit import AuditFilter, AuditLine
from assistant.domain.changes import Kept
from assistant.domain.clock import new_id
from assistant.domain.imports import IMPORT_WAITS, IMPORTED_ROW_ACTIONS, ImportCounts, PendingImport, plan_import
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorProfile
from assistant.errors import AlreadyExists, Conflict, InvalidInput, NotAllowed, NotFound, Stale
from assistant.ports.store import Store
from tests.builders import MONDAY, NOW, a_card, a_mentor, a_person
from tests.contract.store_contract import at_once, confirm_all, fill, pending

LATER = NOW + timedelta(minutes=5)
AN_HOUR = timedelta(hours=1)


def a_line(action: str = "edit_mentor", kind: str = "mentor", subject: str = "amara", **changes: Any) -> AuditLine:
    return replace(AuditLine(new_id(), NOW, "olga", action, kind, subject), **changes)


def an_owner(person_id: str = "olga") -> Any:
    return a_person(person_id, "owner")


def actions(store: Store) -> list[str]:
    return [line.action for _, line in store.audit_lines(limit=1_000)]


class AuditContract:
    @pytest.fixture(autouse=True)
    def logged(self, store: Store) -> None:
        for n in range(6):
            kind = ("card", "mentor")[n % 2]
            person = a_person(f"p{n}")
            line = a_line(f"edit_{kind}", kind, f"s{n // 2}", id=f"line{n}", actor_id=("olga", "oto")[n // 3])
            store.open_account(person, None, line=replace(line, detail={"title": "a → b"}))

    def test_lines_come_newest_first_in_pages(self, store: Store) -> None:
        first = store.audit_lines(limit=4)
        assert [line.id for _, line in first] == ["line5", "line4", "line3", "line2"]
        rest = store.audit_lines(limit=4, before=first[-1][0])
        assert [line.id for _, line in rest] == ["line1", "line0"]
        assert rest[0][1] == a_line("edit_mentor", "mentor", "s0", id="line1", detail={"title": "a → b"})

    @pytest.mark.parametrize(
        ("chosen", "found"),
        [
            (AuditFilter(subject_kind="card"), ["line4", "line2", "line0"]),
            (AuditFilter(subject_kind="card", subject_id="s1"), ["line2"]),
            (AuditFilter(actor_id="oto"), ["line5", "line4", "line3"]),
            (AuditFilter(leave_out=("edit_card",)), ["line5", "line3", "line1"]),
            (AuditFilter(subject_kind="person"), []),
        ],
    )
    def test_lines_are_filtered(self, store: Store, chosen: AuditFilter, found: list[str]) -> None:
        assert [line.id for _, line in store.audit_lines(limit=10, chosen=chosen)] == found

    def test_a_page_of_filtered_lines_is_full(self, store: Store) -> None:
        (newest,) = store.audit_lines(limit=1, chosen=AuditFilter(subject_kind="card"))
        (next_one,) = store.audit_lines(limit=1, before=newest[0], chosen=AuditFilter(subject_kind="card"))
        assert next_one[1].id == "line2"

    def test_a_change_that_is_refused_leaves_no_line(self, store: Store) -> None:
        with pytest.raises(AlreadyExists):
            store.open_account(a_person("p0"), None, line=a_line())
        assert len(actions(store)) == 6


class AccountContract:
    @pytest.fixture(autouse=True)
    def owner(self, store: Store) -> None:
        store.add_person(an_owner(), "hash")

    def edit(self, store: Store, person_id: str, **changes: Any) -> None:
        seen = store.person(person_id)
        assert seen is not None
        store.change_account(replace(seen, **changes), seen=seen, line=a_line("edit_person", "person", person_id))

    def set_active(self, store: Store, person_id: str, is_active: bool, **changes: Any) -> bool:
        action = "reactivate_person" if is_active else "deactivate_person"
        return store.set_account_active(person_id, is_active, line=a_line(action, "person", person_id, **changes))

    def test_an_account_is_opened_with_its_line(self, store: Store) -> None:
        store.open_account(a_person(), "secret", line=a_line("add_person", "person", "noor"))
        assert store.person_by_email("noor@example.org") == (a_person(), "secret")
        assert store.accounts() == [Kept(a_person()), Kept(an_owner())]
        assert actions(store) == ["add_person"]

    def test_an_edit_replaces_the_fields_and_keeps_the_password(self, store: Store) -> None:
        self.edit(store, "olga", name="Olga Wren", email="Wren@example.org", roles=frozenset({"owner", "mentee"}))
        found = store.person_by_email("wren@example.org")
        assert found is not None
        assert found == (a_person("olga", "owner", "mentee", name="Olga Wren", email="wren@example.org"), "hash")
        assert actions(store) == ["edit_person"]

    def test_an_edit_of_what_was_edited_since_is_refused_and_says_what_changed(self, store: Store) -> None:
        seen = store.person("olga")
        assert seen is not None
        self.edit(store, "olga", name="Olga Wren")
        with pytest.raises(Stale) as refused:
            store.change_account(replace(seen, headline="Runs it"), seen=seen, line=a_line())
        assert refused.value.changed == ("name",)
        assert actions(store) == ["edit_person"]

    def test_an_edit_of_nobody_and_to_a_taken_email_is_refused(self, store: Store) -> None:
        store.add_person(a_person(), None)
        with pytest.raises(NotFound):
            store.change_account(a_person("nobody"), seen=a_person("nobody"), line=a_line())
        with pytest.raises(AlreadyExists):
            self.edit(store, "noor", email="OLGA@example.org")
        assert actions(store) == []

    def test_a_deactivated_person_is_signed_out_and_cannot_sign_in(self, store: Store) -> None:
        store.add_person(a_person(), None)
        store.open_signin("token", "noor", expires_at=NOW + AN_HOUR)
        assert self.set_active(store, "noor", False)
        assert store.signed_in("token", now=NOW) is None
        with pytest.raises(NotAllowed):
            store.open_signin("other", "noor", expires_at=NOW + AN_HOUR)
        assert [kept.deactivated_at for kept in store.accounts()] == [NOW, None]

    def test_a_reactivated_person_signs_in_anew(self, store: Store) -> None:
        store.add_person(a_person(), None)
        store.open_signin("token", "noor", expires_at=NOW + AN_HOUR)
        self.set_active(store, "noor", False)
        assert self.set_active(store, "noor", True)
        assert store.signed_in("token", now=NOW) is None
        store.open_signin("other", "noor", expires_at=NOW + AN_HOUR)
        assert store.signed_in("other", now=NOW) == a_person()

    def test_doing_it_twice_changes_nothing_and_leaves_one_line(self, store: Store) -> None:
        store.add_person(a_person(), None)
        assert not self.set_active(store, "noor", True)
        assert self.set_active(store, "noor", False)
        assert not self.set_active(store, "noor", False, at=LATER)
        assert store.accounts()[0].deactivated_at == NOW
        assert actions(store) == ["deactivate_person"]

    def test_the_last_active_owner_stays(self, store: Store) -> None:
        store.add_person(an_owner("oto"), None)
        self.set_active(store, "oto", False)
        for attempt in (
            lambda: self.set_active(store, "olga", False),
            lambda: self.edit(store, "olga", roles=frozenset({"mentee"})),
        ):
            with pytest.raises(Conflict) as refused:
                attempt()
            assert refused.value.code == "last_owner"
        self.set_active(store, "oto", True)
        assert self.set_active(store, "olga", False)

    def test_a_deactivated_owner_may_lose_the_role(self, store: Store) -> None:
        store.add_person(an_owner("oto"), None)
        self.set_active(store, "oto", False)
        self.edit(store, "oto", roles=frozenset({"mentee"}))
        assert [person.id for person in store.people() if person.has("owner")] == ["olga"]

    def test_owners_who_deactivate_each_other_at_once_leave_one(self, store: Store) -> None:
        for n in range(5):
            store.add_person(an_owner(f"o{n}"), None)
        names = ["olga", *(f"o{n}" for n in range(5))]
        outcomes = at_once(6, lambda n: self.set_active(store, names[n], False))
        assert sum(isinstance(one, Conflict) for one in outcomes) == 1
        assert sum(kept.is_active for kept in store.accounts()) == 1

    def test_an_account_takes_its_profile_along_and_brings_it_back(self, store: Store) -> None:
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
        self.set_active(store, "amara", False)
        assert store.mentors() == []
        assert actions(store) == ["deactivate_mentor", "deactivate_person"]
        self.set_active(store, "amara", True)
        assert store.mentors() == [a_mentor()]
        assert actions(store)[:2] == ["reactivate_mentor", "reactivate_person"]

    def test_a_profile_deactivated_before_stays_so_when_the_account_comes_back(self, store: Store) -> None:
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
        store.set_mentor_active("amara", False, line=a_line("deactivate_mentor"))
        self.set_active(store, "amara", False, at=LATER)
        self.set_active(store, "amara", True)
        assert store.mentors() == []

    def test_an_account_whose_profile_is_gone_can_be_deactivated(self, store: Store) -> None:
        store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
        assert self.set_active(store, "amara", False)
        assert self.set_active(store, "amara", True)

    def test_a_deactivated_person_can_be_erased(self, store: Store) -> None:
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
        self.set_active(store, "amara", False)
        store.remove_person("amara")
        assert (len(store.accounts()), store.mentor_roster()) == (1, [])
        assert actions(store) == ["deactivate_mentor", "deactivate_person"]
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        assert store.mentors() == [a_mentor()]


class MentorRosterContract:
    @pytest.fixture(autouse=True)
    def asked(self, store: Store) -> None:
        fill(store)
        confirm_all(store)

    def deactivate(self, store: Store, mentor_id: str = "amara") -> bool:
        return store.set_mentor_active(mentor_id, False, line=a_line("deactivate_mentor"))

    def edit(self, store: Store, seen: MentorProfile, **changes: Any) -> None:
        store.change_mentor(replace(seen, **changes), seen=seen, week=MONDAY, line=a_line())

    def test_an_edit_goes_to_index_caches_and_log(self, store: Store) -> None:
        version = store.mentors_version()
        self.edit(store, a_mentor(), headline="Matron", topics=("leading", "pay"))
        assert store.mentors() == [a_mentor(headline="Matron", topics=("leading", "pay"))]
        assert pending(store) == [("mentors", "amara")]
        assert store.mentors_version() > version
        assert actions(store) == ["edit_mentor"]

    def test_a_stale_edit_is_refused(self, store: Store) -> None:
        self.edit(store, a_mentor(), headline="Matron", timezone="Europe/Oslo")
        with pytest.raises(Stale) as refused:
            self.edit(store, a_mentor(), bio="New")
        assert refused.value.changed == ("headline", "timezone")
        assert store.mentors()[0].bio == a_mentor().bio

    def test_booked_minutes_count_from_the_edit_that_changed_them(self, store: Store) -> None:
        seen, week = a_mentor(), MONDAY + timedelta(weeks=2)
        store.change_mentor(replace(seen, name="A"), seen=seen, week=week, line=a_line())
        assert store.mentor_loads(since=MONDAY)[0].booked_since == MONDAY
        booked = replace(seen, name="A", booked_minutes=30)
        store.change_mentor(booked, seen=replace(seen, name="A"), week=week, line=a_line())
        assert store.mentor_loads(since=MONDAY)[0].booked_since == week

    def test_a_deactivated_mentor_is_out_of_matching_and_index_and_nothing_is_lost(self, store: Store) -> None:
        version = store.mentors_version()
        assert self.deactivate(store)
        assert store.mentors() == store.mentors(["amara"]) == []
        assert store.mentor_loads(since=MONDAY) == []
        (kept,) = store.mentor_loads(["amara"], since=MONDAY)
        assert kept.profile == a_mentor(accepting=False)
        assert store.mentor_roster() == [Kept(a_mentor(), NOW)]
        assert store.requests_for_mentor("amara")[0].status == "pending"
        assert pending(store) == [("mentors", "amara")]
        assert store.mentors_version() > version
        assert store.mark_all_changed("mentors") == 0

    def test_a_deactivated_mentor_accepts_nothing(self, store: Store) -> None:
        self.deactivate(store)
        with pytest.raises(Conflict):
            store.accept_request("request0", week=MONDAY, at=NOW)

    def test_a_reactivated_mentor_is_as_before(self, store: Store) -> None:
        self.deactivate(store)
        assert store.set_mentor_active("amara", True, line=a_line("reactivate_mentor"))
        assert store.mentor_loads(since=MONDAY)[0].profile == a_mentor()
        assert not store.set_mentor_active("amara", True, line=a_line("reactivate_mentor"))
        assert actions(store) == ["reactivate_mentor", "deactivate_mentor"]

    def test_a_deactivated_mentor_can_be_edited_and_stays_out_through_imports(self, store: Store) -> None:
        self.deactivate(store)
        self.edit(store, a_mentor(), name="Amara N.")
        counts = store.import_mentors([a_mentor(name="Amara Nwosu")], replace=True, week=MONDAY)
        assert counts == ImportCounts(0, 1, 0)
        assert store.mentors() == []
        assert store.mentor_roster() == [Kept(a_mentor(name="Amara Nwosu"), NOW)]

    def test_a_mentor_an_import_removed_comes_back_active(self, store: Store) -> None:
        self.deactivate(store)
        store.import_mentors([], replace=True, week=MONDAY)
        assert store.mentor_roster() == []
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        assert store.mentors() == [a_mentor()]

    def test_unknown_and_removed_mentors_are_not_found(self, store: Store) -> None:
        store.import_mentors([], replace=True, week=MONDAY)
        for mentor_id in ("amara", "nobody"):
            with pytest.raises(NotFound):
                self.deactivate(store, mentor_id)
            with pytest.raises(NotFound):
                self.edit(store, a_mentor(mentor_id), name="X")
        assert actions(store) == []


class CardShelfContract:
    @pytest.fixture(autouse=True)
    def imported(self, store: Store) -> None:
        store.import_cards([a_card("a"), a_card("b")], replace=True)
        confirm_all(store)

    def deactivate(self, store: Store) -> bool:
        return store.set_card_active("a", False, line=a_line("deactivate_card", "card", "a"))

    def edit(self, store: Store, seen: KnowledgeCard, **changes: Any) -> None:
        store.change_card(replace(seen, **changes), seen=seen, line=a_line("edit_card", "card", seen.id))

    def test_an_edit_goes_to_index_and_log(self, store: Store) -> None:
        self.edit(store, a_card("a"), reviewed_on=date(2026, 11, 25), sources=("Ours",))
        assert store.cards(["a"]) == [a_card("a", reviewed_on=date(2026, 11, 25), sources=("Ours",))]
        assert pending(store) == [("knowledge", "a")]
        assert actions(store) == ["edit_card"]

    def test_a_stale_edit_is_refused(self, store: Store) -> None:
        self.edit(store, a_card("a"), title="Offers")
        with pytest.raises(Stale) as refused:
            self.edit(store, a_card("a"), body="New")
        assert refused.value.changed == ("title",)
        with pytest.raises(NotFound):
            self.edit(store, a_card("c"), body="New")

    def test_a_deactivated_card_is_out_of_search_and_comes_back(self, store: Store) -> None:
        assert self.deactivate(store)
        assert not self.deactivate(store)
        assert store.cards() == [a_card("b")]
        assert store.cards(["a", "b"]) == [a_card("b")]
        assert store.card_shelf() == [Kept(a_card("a"), NOW), Kept(a_card("b"))]
        assert pending(store) == [("knowledge", "a")]
        assert store.mark_all_changed("knowledge") == 1
        assert store.set_card_active("a", True, line=a_line("reactivate_card", "card", "a"))
        assert store.cards() == [a_card("a"), a_card("b")]
        assert actions(store) == ["reactivate_card", "deactivate_card"]

    def test_a_deactivated_card_stays_out_through_imports(self, store: Store) -> None:
        self.deactivate(store)
        assert store.import_cards([a_card("a", title="New"), a_card("b")], replace=True) == ImportCounts(0, 1, 0)
        assert store.cards() == [a_card("b")]
        store.import_cards([a_card("b")], replace=True)
        assert store.card_shelf() == [Kept(a_card("b"))]

    def test_an_unknown_card_is_not_found(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.set_card_active("c", False, line=a_line())
        assert actions(store) == []


def an_import(import_id: str = "upload", **changes: Any) -> PendingImport:
    upload = PendingImport(
        id=import_id,
        owner_id="olga",
        kind="mentors",
        file_name="mentors.csv",
        replace=False,
        rows=(a_mentor("amara", headline="New"), a_mentor("bo")),
        problems=("line 4: name is missing",),
        unknown=("mood",),
        digest="0" * 64,
        made_at=NOW,
        expires_at=NOW + IMPORT_WAITS,
    )
    return replace(upload, **changes)


def fingerprint(store: Store, upload: PendingImport) -> str:
    kept: Any = store.card_shelf() if upload.kind == "cards" else store.mentor_roster()
    return plan_import({one.value.id: one for one in kept}, upload.rows, replace=upload.replace).fingerprint


class ImportContract:
    @pytest.fixture(autouse=True)
    def there(self, store: Store) -> None:
        fill(store)
        for name in ("olga", "oto"):
            store.add_person(an_owner(name), None)
        confirm_all(store)

    def confirm(self, store: Store, upload: PendingImport, seen: str, **changes: Any) -> ImportCounts:
        line = a_line("import_mentors", "import", upload.id, **changes)
        return store.confirm_import(upload.id, fingerprint=seen, week=MONDAY, line=line)

    @pytest.mark.parametrize("kind", ["mentors", "cards"])
    def test_an_upload_is_found_as_kept(self, store: Store, kind: Any) -> None:
        rows = (a_card("a"), a_card("b")) if kind == "cards" else (a_mentor(), a_mentor("bo"))
        store.keep_import(an_import(kind=kind, rows=rows))
        assert store.pending_import("upload") == an_import(kind=kind, rows=rows)
        assert store.pending_import("other") is None
        store.drop_import("upload")
        store.drop_import("upload")
        assert store.pending_import("upload") is None

    def test_an_upload_takes_the_place_of_an_earlier_one_and_of_those_expired(self, store: Store) -> None:
        store.keep_import(an_import("first"))
        store.keep_import(an_import("cards", kind="cards", rows=(a_card(),)))
        store.keep_import(an_import("his", owner_id="oto", expires_at=LATER))
        store.keep_import(an_import("second", made_at=LATER))
        left = [name for name in ("first", "cards", "his", "second") if store.pending_import(name)]
        assert left == ["cards", "his", "second"]
        store.keep_import(an_import("third", made_at=LATER + timedelta(seconds=1)))
        assert store.pending_import("his") is None

    def test_a_stranger_keeps_nothing(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.keep_import(an_import(owner_id="nobody"))

    def test_a_yes_takes_in_what_was_shown_with_a_line_for_it_and_for_each_row(self, store: Store) -> None:
        upload = an_import()
        store.keep_import(upload)
        assert self.confirm(store, upload, fingerprint(store, upload)) == ImportCounts(1, 1, 0)
        assert store.mentors() == list(upload.rows)
        assert sorted(pending(store)) == [("mentors", "amara"), ("mentors", "bo")]
        lines = {line.subject_id: line for _, line in store.audit_lines(limit=10)}
        assert lines["upload"].detail == {"added": "1", "updated": "1", "removed": "0"}
        assert {lines["amara"].action, lines["bo"].action} <= set(IMPORTED_ROW_ACTIONS)
        assert lines["amara"].detail == {"headline": "changed"}

    def test_a_second_yes_changes_nothing_more(self, store: Store) -> None:
        upload = an_import()
        store.keep_import(upload)
        seen = fingerprint(store, upload)
        outcomes = at_once(4, lambda _: self.confirm(store, upload, seen))
        assert outcomes == [ImportCounts(1, 1, 0)] * 4
        assert self.confirm(store, upload, seen) == ImportCounts(1, 1, 0)
        assert len(actions(store)) == 3
        done = store.pending_import("upload")
        assert done is not None
        assert (done.rows, done.problems, done.counts) == ((), (), ImportCounts(1, 1, 0))

    def test_a_preview_that_is_not_true_any_more_is_refused(self, store: Store) -> None:
        upload = an_import()
        store.keep_import(upload)
        seen = fingerprint(store, upload)
        store.import_mentors([a_mentor("amara", name="Amara Nwosu")], replace=False, week=MONDAY)
        with pytest.raises(Conflict) as refused:
            self.confirm(store, upload, seen)
        assert refused.value.code == "preview_untrue"
        assert actions(store) == []
        assert self.confirm(store, upload, fingerprint(store, upload)) == ImportCounts(1, 1, 0)

    def test_a_change_that_leaves_the_preview_true_does_not_matter(self, store: Store) -> None:
        upload = an_import()
        store.keep_import(upload)
        seen = fingerprint(store, upload)
        store.import_mentors([a_mentor("cleo")], replace=False, week=MONDAY)
        assert self.confirm(store, upload, seen) == ImportCounts(1, 1, 0)

    def test_a_preview_expires(self, store: Store) -> None:
        upload = an_import()
        store.keep_import(upload)
        with pytest.raises(Conflict) as refused:
            self.confirm(store, upload, fingerprint(store, upload), at=NOW + IMPORT_WAITS + timedelta(seconds=1))
        assert refused.value.code == "import_expired"

    @pytest.mark.parametrize("upload", [an_import(rows=()), an_import(replace=True)], ids=["no rows", "bad rows"])
    def test_a_file_without_good_rows_or_one_that_replaces_with_bad_ones_is_not_taken_in(
        self, store: Store, upload: PendingImport
    ) -> None:
        store.keep_import(upload)
        with pytest.raises(InvalidInput):
            self.confirm(store, upload, fingerprint(store, upload))
        assert store.mentors() == [a_mentor()]

    def test_cards_are_taken_in_alike(self, store: Store) -> None:
        store.import_cards([a_card("a"), a_card("b")], replace=True)
        upload = an_import(kind="cards", rows=(a_card("b", title="New"), a_card("c")), replace=True, problems=())
        store.keep_import(upload)
        assert self.confirm(store, upload, fingerprint(store, upload)) == ImportCounts(1, 1, 1)
        assert [card.id for card in store.cards()] == ["b", "c"]
        lines = {line.subject_id: line.detail for _, line in store.audit_lines(limit=10)}
        assert lines["b"] == {"title": f"{a_card().title} → New"}
        assert (lines["a"], lines["c"]) == ({"import": "removed"}, {"import": "added"})

    def test_an_upload_goes_with_who_made_it_and_with_whom_it_speaks_of(self, store: Store) -> None:
        store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
        store.keep_import(an_import())
        store.keep_import(an_import("cards", kind="cards", rows=(a_card(),)))
        store.remove_person("amara")
        assert store.pending_import("upload") is None
        store.remove_person("olga")
        assert store.pending_import("cards") is None

    def test_an_unknown_upload_is_not_found(self, store: Store) -> None:
        with pytest.raises(NotFound):
            self.confirm(store, an_import("other"), "")
