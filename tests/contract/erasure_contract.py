"""What every store promises about erasing people: nothing of theirs is left, and the index is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.briefs import Brief
from assistant.domain.checkins import CheckIn, ContactWishes
from assistant.domain.mentors import MentorLimits
from assistant.ports.store import Store
from tests.builders import MONDAY, NOW, a_commitment, a_mentor, a_note, a_person, an_item
from tests.contract.deferral_contract import a_deferral
from tests.contract.disagreement_contract import a_disagreement
from tests.contract.guidance_contract import keep_hers
from tests.contract.mail_contract import a_mail
from tests.contract.session_contract import fill_two_sides
from tests.contract.store_contract import confirm_all, pending


class ErasureContract:
    @pytest.fixture(autouse=True)
    def full(self, store: Store) -> None:
        """Keep something of every kind about noor and amara, and the guidance of zoe and bo."""
        fill_two_sides(store)
        store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
        store.set_mentor_limits("amara", MentorLimits(buffer_minutes=5))
        store.keep_brief(Brief("request0", "noor", (), shown_at=NOW, expires_at=NOW + timedelta(days=14)))
        store.redact("noor", "Oslo")
        items = [an_item(name, session_id="request0") for name in "ab"]
        promise = a_commitment(session_id="request0")
        store.add_note(a_note(session_id="request0"), items, [promise], [a_disagreement()])
        store.add_check_in(CheckIn("check-in", "promise", "noor", due_on=NOW.date(), step=1))
        keep_hers(store)
        for name in ("noor", "amara", "zoe"):
            store.keep_contact_wishes(ContactWishes(name, f"secret-{name}"))
            store.queue_mail(a_mail(f"to {name}", person_id=name))
        store.queue_mail(a_mail("about noor", person_id="amara", session_id="request0"))
        store.propose_deferral(a_deferral())
        store.propose_deferral(a_deferral("hers", mentee_id="zoe"))
        confirm_all(store)

    def test_nothing_of_a_mentee_is_left(self, store: Store) -> None:
        store.remove_person("noor")
        self.session_is_gone(store)
        assert store.redactions("noor") == []
        assert store.contact_wishes("noor") is None
        assert store.person_of_unsubscribe_token("secret-noor") is None
        assert store.mails_of("noor") == []
        assert store.deferrals_of("noor") == []
        assert [mail.key for mail in store.mails_of("amara")] == ["to amara"]
        assert sorted(pending(store)) == [("guidance", "a"), ("guidance", "b")]
        assert store.mentor_loads(["amara"], since=MONDAY)[0].accepted == ()

    def test_nothing_of_a_mentor_is_left(self, store: Store) -> None:
        store.remove_person("amara")
        self.session_is_gone(store)
        assert store.guidance_by("amara") == []
        assert store.mails_of("amara") == []
        assert store.contact_wishes("amara") is None
        assert sorted(pending(store)) == [("guidance", "a"), ("guidance", "b"), ("mentors", "amara")]
        assert (store.redactions("noor"), len(store.deferrals_of("noor"))) == (["Oslo"], 1)
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        assert store.mentor_loads(["amara"], since=MONDAY)[0].limits == MentorLimits()

    def session_is_gone(self, store: Store) -> None:
        assert store.session("request0") is None
        assert store.brief("request0") is None
        assert store.note("note") is None
        assert store.commitment("promise") is None
        assert store.check_in("check-in") is None
        assert store.disagreement("card") is None
        assert store.guidance_of("noor") == []
        assert store.count_disagreements() == []
        assert store.due_check_ins(today=NOW.date()) == []

    @pytest.mark.parametrize("gone", ["noor", "amara"])
    def test_what_belongs_to_others_stays(self, store: Store, gone: str) -> None:
        store.remove_person(gone)
        assert store.session("hers") is not None
        assert [item.id for item in store.guidance_items()] == ["hers"]
        assert [mail.key for mail in store.mails_of("zoe")] == ["to zoe"]
        assert store.person_of_unsubscribe_token("secret-zoe") == "zoe"
        assert [one.id for one in store.deferrals_of("zoe")] == ["hers"]

    def test_a_mentee_with_a_profile_loses_the_guidance_of_both_sides(self, store: Store) -> None:
        store.add_person(a_person("both", "mentee", "mentor", mentor_id="bo"), None)
        store.remove_person("both")
        assert [item.id for item in store.guidance_items()] == ["a", "b"]
        assert sorted(pending(store)) == [("guidance", "hers"), ("mentors", "bo")]

    def test_a_removed_profile_goes_with_its_last_session(self, store: Store) -> None:
        store.import_mentors([], replace=True, week=MONDAY)
        store.remove_person("noor")
        assert store.mentor_loads(["amara"], since=MONDAY) == []
        assert len(store.guidance_by("bo")) == 1
