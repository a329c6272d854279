"""The one way for files into the program."""

from __future__ import annotations

import pytest

from assistant.domain.people import Person
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.upload import UPLOAD_BYTES_MAX, UPLOAD_PATH
from tests.program.test_card_files import CARD
from tests.web.conftest import SignedIn
from tests.web.scripted import MENTEE, MENTOR, OWNER, PEER, ScriptedParts

GOOD = b'{"id":"m-1"}'


def file(content: bytes = GOOD, name: str = "m.jsonl") -> dict[str, tuple[str, bytes]]:
    return {"file": (name, content)}


@pytest.mark.parametrize("person", [None, MENTEE, MENTOR, PEER], ids=["nobody", "mentee", "mentor", "peer"])
def test_only_owners_upload(signed_in: SignedIn, parts: ScriptedParts, person: Person | None) -> None:
    answer = signed_in(person).post(UPLOAD_PATH, files=file(), data={"kind": "mentors"})
    assert answer.status_code == 303
    assert answer.headers["location"] == ("/" if person else "/sign-in?next=%2Fowner%2F%3Fview%3Dpeople")
    assert parts.store.record.imports == {}


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}])
def test_other_sites_upload_nothing(signed_in: SignedIn, parts: ScriptedParts, headers: dict[str, str]) -> None:
    assert signed_in(OWNER).post(UPLOAD_PATH, files=file(), headers=headers).status_code == 403
    assert parts.store.record.imports == {}


def test_an_upload_leads_to_its_preview_and_changes_nothing(signed_in: SignedIn, parts: ScriptedParts) -> None:
    before = parts.store.mentors()
    answer = signed_in(OWNER).post(UPLOAD_PATH, files=file(), data={"kind": "mentors", "replace": "yes"})
    (pending,) = [one for one in parts.store.record.imports.values() if one.kind == "mentors"]
    assert (answer.status_code, answer.headers["location"]) == (303, f"/owner/?view=people&import={pending.id}")
    assert (pending.owner_id, pending.file_name, pending.replace) == (OWNER.id, "m.jsonl", True)
    assert parts.store.mentors() == before


def test_several_cards_come_at_once(signed_in: SignedIn, parts: ScriptedParts) -> None:
    files = [("file", ("a.md", CARD.encode())), ("file", ("b.md", b"nothing"))]
    answer = signed_in(OWNER).post(UPLOAD_PATH, files=files, data={"kind": "cards"})
    (pending,) = [one for one in parts.store.record.imports.values() if one.kind == "cards"]
    assert answer.headers["location"] == f"/owner/?view=knowledge&import={pending.id}"
    assert (len(pending.rows), len(pending.problems), pending.replace) == (1, 1, False)


def test_a_file_beyond_a_message_is_taken_and_one_beyond_the_limit_is_not(signed_in: SignedIn) -> None:
    client = signed_in(OWNER)
    assert client.post(UPLOAD_PATH, files=file(b"x" * 1_000_000), data={"kind": "mentors"}).status_code == 303
    answer = client.post(UPLOAD_PATH, files=file(b"x" * UPLOAD_BYTES_MAX), headers={"accept": "text/html"})
    assert answer.status_code == 413
    assert people_words.UPLOAD_TOO_LARGE in answer.text


def test_a_body_that_goes_on_beyond_its_length_is_refused(signed_in: SignedIn) -> None:
    start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="m.csv"\r\n\r\n'
    pieces = iter([start, *[b"x" * 1_000_000] * 12])
    headers = {"content-length": "1000", "content-type": "multipart/form-data; boundary=x"}
    answer = signed_in(OWNER).post(UPLOAD_PATH, content=pieces, headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"nothing", {}),
        (b"nothing", {"content-type": "multipart/form-data"}),
        (b"nothing", {"content-type": "multipart/form-data; boundary=x"}),
    ],
)
def test_what_is_no_form_is_refused_in_words(signed_in: SignedIn, content: bytes, headers: dict[str, str]) -> None:
    answer = signed_in(OWNER).post(UPLOAD_PATH, content=content, headers=headers)
    assert answer.status_code == 400
    assert people_words.UPLOAD_UNREADABLE in answer.text


def test_a_form_without_a_file_is_shown_with_the_reason(signed_in: SignedIn, parts: ScriptedParts) -> None:
    signed_in(OWNER).post(UPLOAD_PATH, files={"kind": (None, "mentors")})
    (pending,) = [one for one in parts.store.record.imports.values() if one.kind == "mentors"]
    assert "choose one" in pending.problems[0]
