"""The owner's views of people, knowledge and the log: what the pages show and what their buttons do."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from assistant.accounts.signin import open_signin
from assistant.accounts.tokens import hash_of
from assistant.domain.people import ROLES, Person
from assistant.errors import InvalidInput, NotFound
from assistant.oversight.imports import Upload, upload_import
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.log import log_table
from assistant.web.owner.people.seen import as_seen
from assistant.web.owner.people.view import accounts_table, mentors_table
from assistant.web.owner.place import OwnerPlace, read_owner_place
from assistant.web.owner.view import OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.owner.workspace import act, owner_page
from assistant.web.tables import Table
from tests.web.scripted import CARD, MENTEE, MENTOR, OWNER, ScriptedParts, mentor

ROW = '{{"id":"m-1","name":"{name}","headline":"Matron","seniority":"lead","languages":["en"],"timezone":"Europe/Dublin","weekly_minutes":60}}'
EDITED_MENTOR = {"name": "Amara N.", "headline": "Matron", "skills": "rostering; ", "weekly_minutes": "45"}
EDITED_CARD = {"title": "Two offers", "topics": "deciding; pay", "sources": "Ours", "body": "## First\nText."}


@pytest.fixture
def parts() -> ScriptedParts:
    return ScriptedParts()


def do(parts: ScriptedParts, action: str, place: str = "?", **detail: str) -> OwnerOutcome:
    asked = {"action": action, "place": place, **detail}
    return act(OwnerWish(parts, OWNER, read_owner_place(place), asked))


def page(parts: ScriptedParts, place: str) -> OwnerPage:
    return owner_page(parts, OWNER, OwnerOutcome(read_owner_place(place)))[1]


def work(parts: ScriptedParts, place: str) -> str:
    return page(parts, place).work or ""


def said(outcome: OwnerOutcome) -> str:
    assert outcome.notice is not None
    return outcome.notice.text


def first_cells(table: Table) -> list[str]:
    return [row[0].text for row in table.rows]


def actions(parts: ScriptedParts) -> list[str]:
    return [line.action for line in parts.store.record.audit]


def upload(parts: ScriptedParts, text: str, name: str = "mentors.jsonl", *, replace: bool = False) -> str:
    files = [Upload(name, text.encode())]
    return upload_import(parts.store, OWNER, files, kind="mentors", replace=replace, clock=parts.clock).id


class TestPeople:
    def test_lists_are_turned_by_the_address(self, parts: ScriptedParts) -> None:
        assert len(mentors_table(parts, OWNER, OwnerPlace("people")).rows) == 4
        place = read_owner_place("?view=people&list=accounts&role=owner")
        assert first_cells(accounts_table(parts, OWNER, place)) == [OWNER.name]
        assert OWNER.email in work(parts, "?view=people&list=accounts&role=owner")
        assert "No account fits" in work(parts, "?view=people&list=accounts&find=nobody")

    def test_a_mentor_is_edited_and_the_search_follows(self, parts: ScriptedParts) -> None:
        outcome = do(parts, "save_mentor", "?view=people&mentor=m-1", seen=as_seen(mentor(1)), **EDITED_MENTOR)
        assert said(outcome) == people_words.SAVED
        edited = mentor(1, name="Amara N.", headline="Matron", skills=("rostering",), weekly_minutes=45)
        assert parts.store.mentors(["m-1"]) == [edited]
        assert parts.index_rounds == 1
        html = work(parts, "?view=people&mentor=m-1")
        assert "Edited a mentor" in html
        assert "Minutes a week at most: 60 → 45" in html

    def test_a_fault_names_what_was_found_and_expected(self, parts: ScriptedParts) -> None:
        with pytest.raises(InvalidInput) as refused:
            do(parts, "save_mentor", seen=as_seen(mentor(1)), timezone="Mars", weekly_minutes="many")
        assert "timezone: found 'Mars', expected an IANA time zone" in refused.value.for_people
        assert "weekly_minutes: found 'many', expected" in refused.value.for_people

    def test_who_was_slower_sees_both_and_may_save_again(self, parts: ScriptedParts) -> None:
        do(parts, "save_mentor", seen=as_seen(mentor(1)), headline="Somebody was quicker")
        outcome = do(parts, "save_mentor", "?view=people&mentor=m-1", seen=as_seen(mentor(1)), **EDITED_MENTOR)
        assert "changed headline in the meantime" in said(outcome)
        assert outcome.page is not None
        html = outcome.page.work or ""
        assert "Now in the program: Somebody was quicker" in html
        assert 'value="Matron"' in html
        assert parts.store.mentors(["m-1"])[0].headline == "Somebody was quicker"
        seen = re.search(r'name="seen" value="([^"]*)"', html)
        assert seen is not None
        again = do(parts, "save_mentor", "?view=people&mentor=m-1", seen=unescape(seen[1]), **EDITED_MENTOR)
        assert said(again) == people_words.SAVED
        assert parts.store.mentors(["m-1"])[0].headline == "Matron"

    def test_a_form_that_carries_nothing_readable_is_refused(self, parts: ScriptedParts) -> None:
        with pytest.raises(InvalidInput, match="carried no"):
            do(parts, "save_mentor", seen="{}", **EDITED_MENTOR)

    def test_deactivating_leads_to_the_orphaned_requests_and_back(self, parts: ScriptedParts) -> None:
        assert "Deactivate this mentor" in work(parts, "?view=people&mentor=m-1")
        do(parts, "deactivate_mentor", mentor="m-1")
        assert "m-1" not in [one.id for one in parts.store.mentors()]
        assert "Reactivate this mentor" in work(parts, "?view=people&mentor=m-1")
        do(parts, "reactivate_mentor", mentor="m-1")
        assert actions(parts) == ["deactivate_mentor", "reactivate_mentor"]

    def test_somebody_new_gets_a_password_shown_once(self, parts: ScriptedParts) -> None:
        fields = {"email": "zoe@example.org", "name": "Zoe Quist", "languages": "en; fr", "timezone": "Europe/Paris"}
        outcome = do(parts, "add_account", "?view=people&new=account", role_mentee="yes", role_owner="yes", **fields)
        assert outcome.page is not None
        found = parts.store.person_by_email("zoe@example.org")
        assert found is not None
        assert found[0].has("mentee")
        assert found[0].has("owner")
        assert found[0].languages == ("en", "fr")
        password = (found[1] or "").removeprefix("plain:")
        assert f"<code>{password}</code>" in (outcome.page.work or "")
        assert password not in work(parts, outcome.place.url())
        assert password not in repr(parts.store.record.audit)

    def test_an_account_for_a_mentor_is_filled_in_from_the_profile(self, parts: ScriptedParts) -> None:
        html = work(parts, "?view=people&new=account&for=m-3")
        assert 'name="mentor_id" value="m-3"' in html
        assert 'name="role_mentor" value="yes" checked' in html

    def test_a_role_is_given_and_taken(self, parts: ScriptedParts) -> None:
        fields = {
            "email": MENTEE.email,
            "name": MENTEE.name,
            "headline": MENTEE.headline,
            "languages": "en",
            "timezone": "UTC",
        }
        do(parts, "save_account", seen=as_seen(MENTEE), role_mentee="yes", role_owner="yes", **fields)
        found = parts.store.person(MENTEE.id)
        assert found == replace(MENTEE, roles=frozenset({"mentee", "owner"}))
        assert dict(parts.store.record.audit[0].detail) == {"roles": "mentee → mentee; owner"}

    def test_a_slower_edit_of_an_account_shows_both(self, parts: ScriptedParts) -> None:
        fields = {"email": MENTEE.email, "languages": "en", "timezone": "UTC", "role_mentee": "yes"}
        do(parts, "save_account", seen=as_seen(MENTEE), name="Mina H.", headline=MENTEE.headline, **fields)
        place = f"?view=people&account={MENTEE.id}"
        outcome = do(parts, "save_account", place, seen=as_seen(MENTEE), name="Mina", headline="Matron", **fields)
        assert outcome.page is not None
        assert "Now in the program: Mina H." in (outcome.page.work or "")

    def test_a_deactivated_person_is_signed_out_at_once(self, parts: ScriptedParts) -> None:
        token = open_signin(parts.store, MENTEE, now=parts.clock()).token
        do(parts, "deactivate_account", account=MENTEE.id)
        assert parts.store.signed_in(hash_of(token), now=parts.clock()) is None
        assert "Reactivate this account" in work(parts, f"?view=people&account={MENTEE.id}")

    def test_nobody_unknown_has_a_page(self, parts: ScriptedParts) -> None:
        for place in ("?view=people&mentor=nobody", "?view=people&account=nobody", "?view=people&import=nothing"):
            with pytest.raises(NotFound):
                page(parts, place)


class TestImport:
    def test_a_preview_shows_what_would_change_and_a_yes_does_it(self, parts: ScriptedParts) -> None:
        import_id = upload(parts, f"{ROW.format(name='Amara N.')}\n{{}}\n")
        html = work(parts, f"?view=people&import={import_id}")
        assert "1 changed, 1 bad row. Nothing is changed yet." in html
        assert "Amara Nwosu" in html
        assert "line 2: id is missing" in html
        seen = re.search(r'data-seen="(\w+)"', html)
        assert seen is not None
        outcome = do(parts, "confirm_import", **{"import": import_id}, seen=seen[1])
        assert said(outcome) == "Imported: 0 added, 1 changed, 0 removed."
        assert outcome.place == OwnerPlace("people")
        assert parts.store.mentors(["m-1"])[0].name == "Amara N."
        assert "This file was imported" in work(parts, f"?view=people&import={import_id}")

    def test_a_yes_to_what_is_not_true_any_more_shows_the_new_preview(self, parts: ScriptedParts) -> None:
        import_id = upload(parts, ROW.format(name="Amara N."))
        place = f"?view=people&import={import_id}"
        outcome = do(parts, "confirm_import", place, **{"import": import_id}, seen="something else")
        assert "Nothing was imported" in said(outcome)
        assert (outcome.place, outcome.page) == (read_owner_place(place), None)
        assert actions(parts) == []

    def test_a_file_that_replaces_with_bad_rows_has_no_yes(self, parts: ScriptedParts) -> None:
        import_id = upload(parts, f"{ROW.format(name='Amara N.')}\n{{}}\n", replace=True)
        html = work(parts, f"?view=people&import={import_id}")
        assert "confirm_import" not in html
        assert people_words.PROBLEMS_BLOCK in unescape(html)

    def test_a_file_that_cannot_be_read_says_why(self, parts: ScriptedParts) -> None:
        html = work(parts, f"?view=people&import={upload(parts, 'PK', 'mentors.xlsx')}")
        assert people_words.PREVIEW_UNREADABLE in html
        assert "found the ending" in html
        assert "confirm_import" not in html

    def test_what_a_file_says_is_shown_as_text(self, parts: ScriptedParts) -> None:
        html = work(parts, f"?view=people&import={upload(parts, ROW.format(name='<script>alert(1)</script>'))}")
        assert "<script>" not in html
        assert "&lt;script&gt;" in html

    def test_a_file_is_forgotten(self, parts: ScriptedParts) -> None:
        import_id = upload(parts, ROW.format(name="Amara N."))
        assert do(parts, "withdraw_import", **{"import": import_id}).place == OwnerPlace("people")
        assert parts.store.pending_import(import_id) is None


class TestKnowledge:
    place = f"?view=knowledge&card={CARD.id}"

    def test_a_card_is_edited_with_its_preview(self, parts: ScriptedParts) -> None:
        seen = as_seen(CARD)
        preview = do(parts, "preview_card", self.place, seen=seen, audience_mentee="yes", **EDITED_CARD)
        assert preview.page is not None
        assert "<h2>First</h2>" in (preview.page.detail or "")
        assert parts.store.cards() == [CARD]
        do(parts, "save_card", self.place, seen=seen, audience_mentor="yes", **EDITED_CARD)
        (card,) = parts.store.cards()
        assert (card.title, card.topics, card.audience) == ("Two offers", ("deciding", "pay"), ("mentor",))
        assert card.reviewed_on == CARD.reviewed_on
        assert "Edited a card" in (page(parts, self.place).below or "")

    def test_a_preview_of_a_fault_says_it_quietly(self, parts: ScriptedParts) -> None:
        preview = do(parts, "preview_card", self.place, seen=as_seen(CARD), **{**EDITED_CARD, "title": " "})
        assert preview.notice is None
        assert preview.page is not None
        assert "title: found" in unescape(preview.page.detail or "")

    def test_markdown_is_rendered_and_html_in_it_is_not(self, parts: ScriptedParts) -> None:
        detail = page(parts, self.place).detail or ""
        assert "<h2>Name what you cannot undo</h2>" in detail
        assert "<script>" not in detail

    def test_a_slower_edit_shows_both(self, parts: ScriptedParts) -> None:
        changed = {**EDITED_CARD, "audience_mentee": "yes"}
        do(parts, "save_card", self.place, seen=as_seen(CARD), **changed)
        outcome = do(parts, "save_card", self.place, seen=as_seen(CARD), **{**changed, "title": "Mine"})
        assert outcome.page is not None
        assert "Now in the program: Two offers" in (outcome.page.work or "")
        assert 'value="Mine"' in (outcome.page.work or "")

    def test_a_card_is_reviewed_and_taken_out_of_search_and_back(self, parts: ScriptedParts) -> None:
        assert said(do(parts, "review_card", card=CARD.id)).endswith("counts as reviewed today.")
        assert parts.store.cards()[0].reviewed_on == parts.clock().date()
        do(parts, "deactivate_card", card=CARD.id)
        assert parts.store.cards() == []
        assert "Back into search" in work(parts, self.place)
        do(parts, "reactivate_card", card=CARD.id)
        assert actions(parts) == ["review_card", "deactivate_card", "reactivate_card"]
        assert parts.index_rounds == 3


class TestLog:
    def test_lines_name_who_what_and_about_whom(self, parts: ScriptedParts) -> None:
        do(parts, "deactivate_mentor", mentor="m-1")
        do(parts, "review_card", card=CARD.id)
        html = work(parts, "?view=log")
        for words in (OWNER.name, "Deactivated a mentor", "Amara Nwosu", "Reviewed a card", CARD.title):
            assert words in html
        assert "Reviewed a card" not in work(parts, "?view=log&kind=mentor")
        assert people_words.LOG_EMPTY in work(parts, "?view=log&who=nobody")

    def test_the_log_has_pages_and_its_export_has_all(self, parts: ScriptedParts) -> None:
        for n in range(120):
            do(parts, ("deactivate_card", "reactivate_card")[n % 2], card=CARD.id)
        first = work(parts, "?view=log")
        older = re.search(r'href="(\?[^"]*before=21[^"]*)"', first)
        assert older is not None
        second = work(parts, unescape(older[1]))
        assert second.count("<tr>") == 1 + 20
        assert people_words.LOG_NEWEST in second
        assert len(log_table(parts, OWNER, OwnerPlace("log")).rows) == 120

    def test_who_was_erased_is_somebody_who_left(self, parts: ScriptedParts) -> None:
        do(parts, "deactivate_account", account=MENTOR.id)
        parts.store.remove_person(MENTOR.id)
        html = work(parts, "?view=log")
        assert "somebody who left" in html
        assert MENTOR.name not in html.replace("Amara Nwosu 2", "")

    @pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
    def test_a_bent_address_shows_the_newest(self, parts: ScriptedParts, before: str) -> None:
        do(parts, "review_card", card=CARD.id)
        assert "Reviewed a card" in work(parts, f"?view=log&before={before}")


@pytest.mark.parametrize("role", ROLES)
def test_what_was_seen_comes_back_as_it_was(role: str) -> None:
    from assistant.web.owner.people.seen import read_seen

    person = replace(MENTEE, roles=frozenset({role}))  # type: ignore[arg-type]
    assert read_seen(as_seen(person), Person) == person
    assert read_seen(as_seen(CARD), type(CARD)) == CARD
