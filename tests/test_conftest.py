"""The fixtures that keep tests offline do so."""

from __future__ import annotations

import os
import socket

import pytest

from tests.conftest import OutsideSocketRefused


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443), ("8.8.8.8", 53)])
def test_a_socket_that_leaves_this_machine_is_refused(outside_attempts: list[str], address: tuple[str, int]) -> None:
    with socket.socket() as one, pytest.raises(OutsideSocketRefused):
        one.connect(address)
    with socket.socket(type=socket.SOCK_DGRAM) as one, pytest.raises(OutsideSocketRefused):
        one.sendto(b"x", address)
    with pytest.raises(OutsideSocketRefused):
        socket.getaddrinfo(*address)
    assert len(outside_attempts) == 3
    outside_attempts.clear()


def test_a_socket_on_this_machine_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, server.getsockname()[1])).close()


def test_no_key_and_no_proxy_is_set() -> None:
    names = {name.upper() for name in os.environ}
    assert not [name for name in names if name.startswith("OPENAI_") or name.endswith("_PROXY")]
