"""What every store promises about mail: each is claimed, so sent, by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.mails import Mail
from assistant.errors import NotFound
from assistant.ports.store import Store
from tests.builders import NOW, a_person
from tests.contract.store_contract import AN_HOUR, at_once, fill


def a_mail(key: str = "brief:1", **changes: Any) -> Mail:
    mail = Mail(key, "amara", "amara@example.org", "Your brief", "Who: Noor.", calendar="BEGIN:VCALENDAR")
    return replace(mail, **changes)


class MailContract:
    @pytest.fixture(autouse=True)
    def reader(self, store: Store) -> None:
        store.add_person(a_person("amara", "mentor"), None)

    def test_a_mail_is_found_as_queued(self, store: Store) -> None:
        assert store.queue_mail(a_mail(next_try_at=NOW))
        assert store.mail("brief:1") == a_mail(next_try_at=NOW)
        assert store.mail("nothing") is None

    def test_a_key_is_queued_once_ever(self, store: Store) -> None:
        store.queue_mail(a_mail())
        assert not store.queue_mail(a_mail(text="Other words."))
        assert store.mail("brief:1") == a_mail()
        store.settle_mail(a_mail(status="sent", sent_at=NOW))
        assert not store.queue_mail(a_mail())
        assert store.claim_mail(now=NOW) is None

    def test_of_two_that_queue_the_same_mail_at_once_one_does(self, store: Store) -> None:
        outcomes = at_once(6, lambda n: store.queue_mail(a_mail()))
        assert sorted(map(bool, outcomes)) == [False] * 5 + [True]

    def test_a_mail_goes_to_somebody_known_about_something_known(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.queue_mail(a_mail(person_id="nobody"))
        with pytest.raises(NotFound):
            store.queue_mail(a_mail(session_id="nothing"))
        assert store.mail("brief:1") is None

    def test_mails_to_a_person_come_in_the_order_they_were_queued(self, store: Store) -> None:
        store.add_person(a_person(), None)
        for key, person_id in (("b", "amara"), ("a", "amara"), ("hers", "noor")):
            store.queue_mail(a_mail(key, person_id=person_id))
        assert [mail.key for mail in store.mails_of("amara")] == ["b", "a"]
        assert store.mails_of("nobody") == []

    def test_the_mail_that_waits_longest_is_claimed_first(self, store: Store) -> None:
        for key in ("b", "c", "a"):
            store.queue_mail(a_mail(key))
        claimed = [store.claim_mail(now=NOW) for _ in range(4)]
        assert claimed == [
            a_mail("b", status="sending"),
            a_mail("c", status="sending"),
            a_mail("a", status="sending"),
            None,
        ]
        assert store.mail("c") == a_mail("c", status="sending")

    def test_a_mail_is_not_claimed_before_its_time(self, store: Store) -> None:
        store.queue_mail(a_mail("later", next_try_at=NOW + AN_HOUR))
        assert store.claim_mail(now=NOW) is None
        store.queue_mail(a_mail("now"))
        claimed = store.claim_mail(now=NOW)
        assert claimed is not None
        assert claimed.key == "now"
        assert store.claim_mail(now=NOW + AN_HOUR) == a_mail("later", next_try_at=NOW + AN_HOUR, status="sending")

    def test_a_mail_is_claimed_by_one_of_many(self, store: Store) -> None:
        store.queue_mail(a_mail())
        outcomes = at_once(8, lambda n: store.claim_mail(now=NOW))
        assert [one for one in outcomes if one is not None] == [a_mail(status="sending")]

    def test_of_many_mails_claimed_at_once_each_goes_to_one(self, store: Store) -> None:
        keys = {f"mail{n}" for n in range(8)}
        for key in sorted(keys):
            store.queue_mail(a_mail(key))
        claimed = [one.key for one in at_once(12, lambda n: store.claim_mail(now=NOW)) if isinstance(one, Mail)]
        while (late := store.claim_mail(now=NOW)) is not None:
            claimed.append(late.key)
        assert sorted(claimed) == sorted(keys)

    @pytest.mark.parametrize("status", ["sent", "failed", "unconfirmed"])
    def test_a_settled_mail_is_not_claimed_again(self, store: Store, status: str) -> None:
        store.queue_mail(a_mail())
        store.claim_mail(now=NOW)
        settled = a_mail(status=status, attempts=1, sent_at=NOW, text="", calendar="")
        store.settle_mail(settled)
        assert store.mail("brief:1") == settled
        assert store.claim_mail(now=NOW + AN_HOUR) is None

    def test_a_refused_mail_waits_for_its_next_try(self, store: Store) -> None:
        store.queue_mail(a_mail())
        store.claim_mail(now=NOW)
        store.settle_mail(a_mail(attempts=1, next_try_at=NOW + AN_HOUR))
        assert store.claim_mail(now=NOW) is None
        again = store.claim_mail(now=NOW + AN_HOUR)
        assert again == a_mail(attempts=1, next_try_at=NOW + AN_HOUR, status="sending")

    def test_only_known_mail_is_settled(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.settle_mail(a_mail())

    def test_mail_left_in_sending_is_never_sent_again(self, store: Store) -> None:
        for key, at in (("dead", NOW), ("alive", NOW + AN_HOUR)):
            store.queue_mail(a_mail(key))
            store.claim_mail(now=at)
        for key in ("settled", "waiting"):
            store.queue_mail(a_mail(key))
        store.claim_mail(now=NOW)
        store.settle_mail(a_mail("settled", status="sent", sent_at=NOW))
        assert store.abandon_stale_mail(claimed_before=NOW + AN_HOUR) == 1
        statuses = {mail.key: mail.status for mail in store.mails_of("amara")}
        assert statuses == {"dead": "unconfirmed", "alive": "sending", "settled": "sent", "waiting": "waiting"}
        assert store.count_mails() == {"waiting": 1, "sending": 1, "sent": 1, "failed": 0, "unconfirmed": 1}
        assert store.abandon_stale_mail(claimed_before=NOW + AN_HOUR) == 0

    def test_a_mail_about_a_session_goes_with_it(self, store: Store) -> None:
        (request_id,) = fill(store)
        store.queue_mail(a_mail(session_id=request_id))
        store.queue_mail(a_mail("other"))
        store.remove_person("noor")
        assert [mail.key for mail in store.mails_of("amara")] == ["other"]

    def test_mails_are_counted_by_how_far_they_got(self, store: Store) -> None:
        assert store.count_mails() == {"waiting": 0, "sending": 0, "sent": 0, "failed": 0, "unconfirmed": 0}
        for key in "abc":
            store.queue_mail(a_mail(key))
        store.claim_mail(now=NOW)
        store.settle_mail(a_mail("b", status="failed"))
        assert store.count_mails() == {"waiting": 1, "sending": 1, "sent": 0, "failed": 1, "unconfirmed": 0}
