"""Which addresses may be spoken to."""

from __future__ import annotations

import pytest

from desktop.core.faults import PortFault
from desktop.net.addresses import check_address, is_loopback


@pytest.mark.parametrize(
    "host",
    ["localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "http://[::1]:8080/x", "https://localhost"],
)
def test_this_computer_is_known_by_its_name_and_its_literal_addresses(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["org.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "0.0.0.0", "", "https://"]
)
def test_no_other_host_counts_as_this_computer(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "url", ["https://org.example", "https://localhost:1", "http://127.0.0.1:1", "http://localhost"]
)
def test_encrypted_addresses_and_plain_ones_of_this_computer_are_allowed(url: str) -> None:
    assert check_address(url).geturl() == url


def test_a_plain_address_of_another_host_is_refused_with_the_encrypted_one_named() -> None:
    with pytest.raises(PortFault) as caught:
        check_address("http://org.example/x", "The Exchange server")

    assert caught.value.fault.code == "insecure-address"
    assert "https://org.example" in caught.value.fault.action


def test_user_names_before_the_host_do_not_pass_for_this_computer() -> None:
    with pytest.raises(PortFault) as caught:
        check_address("http://localhost@org.example/")

    assert caught.value.fault.code == "insecure-address"


@pytest.mark.parametrize("url", ["", "org.example", "ftp://org.example", "https://", "https://[::1", "https://x:port/"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(PortFault) as caught:
        check_address(url)

    assert caught.value.fault.code == "address"
