from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from assistant.accounts.privacy import export_person
from assistant.domain.briefs import Brief, BriefLine
from assistant.domain.checkins import CheckIn, ContactWishes
from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.mails import Mail
from assistant.domain.people import Person
from tests.builders import NOW, a_commitment, a_conversation, a_message, a_note, a_person, a_request, an_item
from tests.contract.deferral_contract import a_deferral
from tests.contract.pool_contract import a_line, an_entry
from tests.contract.session_contract import fill_two_sides
from tests.fakes.store import MemoryStore

SECRET = "Bergen"
SAID = f"I leave {SECRET} for good."


@pytest.fixture
def store(memory_store: MemoryStore) -> MemoryStore:
    """Return a store that keeps something of every kind about noor and amara, with the secret in every text."""
    fill_two_sides(memory_store)
    memory_store.add_person(a_person("amara", "mentor", mentor_id="amara"), None)
    memory_store.start_conversation(a_conversation())
    memory_store.append_messages("chat", [a_message(SAID)], seen=0, readiness=0.3)
    memory_store.add_request(a_request("asked", question=SAID))
    memory_store.start_conversation(a_conversation("pooled"))
    memory_store.add_request(a_request("pooled", conversation_id="pooled", question=SAID))
    entry = an_entry(request_id="pooled", conversation_id="pooled", question=SAID)
    memory_store.return_to_pool(entry, notice=a_message("Taken back.", kind="notice"), line=a_line())
    memory_store.keep_brief(Brief("asked", "noor", (BriefLine("ask", SAID, "question"),), NOW, NOW))
    memory_store.thank("request0", SAID)
    judged = Judgement("conflict", 0.9, "action", decider=SAID, quote_a=SAID, quote_b=SAID)
    memory_store.add_note(
        a_note(session_id="request0", text=SAID),
        [an_item(name, session_id="request0", text=SAID, why=SAID) for name in "ab"],
        [a_commitment(session_id="request0", what=SAID, who=SECRET)],
        [Disagreement("card", "noor", "a", "b", judged, is_sure=True, found_at=NOW, reason=SAID)],
    )
    memory_store.add_check_in(CheckIn("check-in", "promise", "noor", due_on=NOW.date(), step=1, why=SAID))
    memory_store.keep_contact_wishes(ContactWishes("noor", "unsubscribe-me"))
    memory_store.propose_deferral(a_deferral(note=SAID))
    for person_id in ("noor", "amara"):
        memory_store.queue_mail(Mail(person_id, person_id, "to@example.org", SAID, SAID, session_id="request0"))
    return memory_store


def exported(store: MemoryStore, person_id: str) -> dict[str, Any]:
    person = store.person(person_id)
    assert person is not None
    return export_person(store, person)


def test_everything_kept_about_a_mentee_is_exported(store: MemoryStore) -> None:
    export = exported(store, "noor")
    assert {name for name, value in export.items() if value == []} == {
        "mentor_profile",
        "requests_received",
        "sessions_given",
        "notes_of_sessions_given",
        "guidance_given",
        "commitments_of_sessions_given",
        "changes_made",
        "changes_about",
    }
    counts = {name: len(value) for name, value in export.items() if isinstance(value, list) and value}
    assert counts == {
        "chats": 3,
        "readiness": 1,
        "requests_sent": 3,
        "questions_in_pool": 1,
        "sessions": 1,
        "briefs": 1,
        "notes": 1,
        "guidance": 2,
        "commitments": 1,
        "disagreements": 1,
        "check_ins": 1,
        "deferrals": 1,
        "mails": 1,
    }
    assert export["guidance"][0]["text"] == SAID


def test_everything_kept_about_a_mentor_is_exported(store: MemoryStore) -> None:
    export = exported(store, "amara")
    counts = {name: len(value) for name, value in export.items() if isinstance(value, list) and value}
    assert counts == {
        "mentor_profile": 1,
        "requests_received": 3,
        "sessions_given": 1,
        "notes_of_sessions_given": 1,
        "guidance_given": 2,
        "commitments_of_sessions_given": 1,
        "mails": 1,
    }


@pytest.mark.parametrize("person_id", ["noor", "amara"])
def test_words_a_mentee_took_out_are_nowhere_in_an_export(store: MemoryStore, person_id: str) -> None:
    before = json.dumps(exported(store, person_id), default=str)
    assert before.count(SECRET) > 5
    store.redact("noor", SECRET.lower())
    after = json.dumps(exported(store, person_id), default=str, ensure_ascii=False)
    assert SECRET.lower() not in after.lower()
    assert after.count("I leave ▮▮▮ for good.") > 5


def test_how_many_words_were_taken_out_is_told_and_identifiers_stay(store: MemoryStore) -> None:
    store.redact("noor", "planned")
    store.redact("noor", "request0")
    export = exported(store, "noor")
    assert export["words_taken_out"] == 2
    (session,) = export["sessions"]
    assert (session["id"], session["status"]) == ("request0", "planned")


def test_words_taken_out_by_one_mentee_mask_nothing_of_another(store: MemoryStore) -> None:
    store.redact("noor", "colleagues")
    hers = exported(store, "zoe")
    assert hers["requests_sent"] == [asdict(request) for request in store.requests_of_mentee("zoe")]


def test_secrets_are_left_out(store: MemoryStore) -> None:
    store.add_person(Person("ada", "ada@example.org", "Ada", frozenset({"mentee"})), "hashed-password")
    export = json.dumps([exported(store, "ada"), exported(store, "noor")], default=str)
    assert "hashed-password" not in export
    assert "unsubscribe-me" not in export


def test_changes_by_and_about_a_person_are_exported(store: MemoryStore) -> None:
    owner = a_person("olga", "owner")
    store.add_person(owner, None)
    line = replace(a_line(), action="deactivate_person", actor_id="olga", subject_kind="person", subject_id="amara")
    store.set_account_active("amara", False, line=line)
    hers, mine = exported(store, "amara"), exported(store, "olga")
    assert hers["deactivated_at"] == line.at
    assert [one["action"] for one in hers["changes_about"]] == ["deactivate_person", "deactivate_mentor"]
    assert {"deactivate_person", "deactivate_mentor"} <= {one["action"] for one in mine["changes_made"]}
    assert (mine["deactivated_at"], mine["changes_about"]) == (None, [])
