"""Which address failed logins are counted for: what our own proxy says, and nobody else."""

import pytest
from django.test import RequestFactory

from people.addresses import client_address


def request_from(direct, told=None):
    headers = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}
    return RequestFactory().get("/", REMOTE_ADDR=direct, **headers)


@pytest.mark.parametrize("told", [None, "203.0.113.9", "evil, 203.0.113.9"])
def test_without_a_proxy_the_header_means_nothing(settings, told):
    settings.HTTPS = False
    assert client_address(request_from("10.0.0.7", told)) == "10.0.0.7"
    assert client_address(request_from("127.0.0.1", told)) == "127.0.0.1"


@pytest.mark.parametrize(
    ("direct", "told", "address"),
    [
        ("127.0.0.1", "10.1.1.1", "10.1.1.1"),
        ("127.0.0.1", "6.6.6.6, 10.1.1.1", "10.1.1.1"),
        ("::1", "2001:db8::1", "2001:db8::1"),
        ("", "10.1.1.1", "10.1.1.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "1; DROP TABLE", "127.0.0.1"),
        ("10.9.9.9", "10.1.1.1", "10.9.9.9"),
        ("", "", None),
    ],
)
def test_behind_our_proxy_its_last_word_counts(settings, direct, told, address):
    settings.HTTPS = True
    assert client_address(request_from(direct, told)) == address
