"""Addresses: what is private stays so, however it is written."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import CollectError
from sayso.collect.addresses import addresses, public
from sayso.collect.skips import Untried


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::5db8:d70e", True),  # the same through NAT64
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::7f00:1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::1", False),  # 6to4 of 127.0.0.1
        ("2001:0:1:2:3:4:5:6", False),  # Teredo
    ],
)
def test_public(address: str, expected: bool) -> None:
    assert public(address) is expected


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_private_in_every_dress(ip: object) -> None:
    number = int(ip)  # type: ignore[call-overload]
    for dress in (str(ip), f"::ffff:{ip}", f"64:ff9b::{ip}", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"):
        assert not public(dress)


def answers(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in found]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: entries)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "93.184.215.14", "10.0.0.1")
    with pytest.raises(Untried, match=r"private address \(10\.0\.0\.1\)"):
        addresses("http://ferry.example/", "ferry.example", 80, False)
    assert addresses("http://ferry.example/", "ferry.example", 80, True) == ["93.184.215.14", "10.0.0.1"]


def test_each_address_once_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "93.184.215.15", "93.184.215.14", "93.184.215.15")
    assert addresses("u", "ferry.example", 80, False) == ["93.184.215.15", "93.184.215.14"]


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(CollectError, match=r"no address is known for ferry\.invalid"):
        addresses("http://ferry.invalid/", "ferry.invalid", 80, False)
