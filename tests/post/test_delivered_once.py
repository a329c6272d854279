"""Whole processes, a real database and a real mail server: whatever happens, no mail arrives twice."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing.context import SpawnProcess
from threading import Event

import pytest

from assistant.adapters.mail import SmtpMailer, read_server
from assistant.adapters.sql.store import SqlStore
from assistant.domain.mails import Mail
from assistant.post import Delivered, deliver_waiting
from assistant.post.deliver import CLAIM_LASTS
from tests.adapters.mail_server import MailServer
from tests.builders import a_person
from tests.fakes.clock import StandingClock
from tests.killed_deliverer import deliver

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


def fill(store: SqlStore, count: int) -> None:
    store.add_person(a_person("noor"), None)
    for number in range(count):
        store.queue_mail(Mail(f"mail:{number:02}", "noor", "noor@example.org", f"Mail {number:02}", "Hello."))


def delivering(store_url: str, server: MailServer) -> SpawnProcess:
    process = SPAWN.Process(target=deliver, args=(store_url, server.url))
    process.start()
    return process


def test_a_mail_whose_deliverer_is_killed_when_the_server_has_it_is_not_sent_again(
    sqlite_url: str, sqlite_store: SqlStore, server: MailServer
) -> None:
    arrived = Event()
    server.on_text = arrived.set
    server.answers["DATA"] = "never"
    fill(sqlite_store, 1)
    process = delivering(sqlite_url, server)
    assert arrived.wait(60)
    process.kill()
    process.join()
    server.answers.clear()
    clock = StandingClock()
    mailer = SmtpMailer(read_server(server.url), "program@example.org", clock)
    assert deliver_waiting(sqlite_store, mailer, clock=clock) == Delivered()
    clock.move(CLAIM_LASTS + timedelta(seconds=1))
    assert deliver_waiting(sqlite_store, mailer, clock=clock) == Delivered(unconfirmed=1)
    assert deliver_waiting(sqlite_store, mailer, clock=clock) == Delivered()
    assert len(server.taken) == 1


def test_of_several_deliverers_at_once_each_mail_is_sent_by_one(
    sqlite_url: str, sqlite_store: SqlStore, server: MailServer
) -> None:
    fill(sqlite_store, 20)
    processes = [delivering(sqlite_url, server) for _ in range(2)]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert sorted(str(message["Subject"]) for message in server.messages) == [f"Mail {n:02}" for n in range(20)]
    assert sqlite_store.count_mails()["sent"] == 20
