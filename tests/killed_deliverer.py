"""A process that delivers what waits, to be killed or to run beside others of its kind."""

from __future__ import annotations

from assistant.adapters.mail import SmtpMailer, read_server
from assistant.adapters.sql.store import SqlStore
from assistant.post import deliver_waiting
from tests.fakes.clock import StandingClock


def deliver(store_url: str, server_url: str) -> None:
    store, clock = SqlStore(store_url), StandingClock()
    deliver_waiting(store, SmtpMailer(read_server(server_url), "program@example.org", clock), clock=clock)
    store.close()
