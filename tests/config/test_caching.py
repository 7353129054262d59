"""A cache that is away must not break a page."""

import contextlib
import socket

import pytest
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import caching
from config.caching import ForgivingRedisCache

OPTIONS = {"OPTIONS": {"socket_connect_timeout": 0.2}}


def test_a_cache_that_is_away_reads_as_empty_and_takes_writes_silently():
    away = ForgivingRedisCache("redis://127.0.0.1:1/0", OPTIONS)
    away.set("a", 1)
    away.set_many({"a": 1})
    assert away.get("a", "none") == "none"
    assert away.get_many(["a"]) == {}
    assert away.add("a", 1) is False
    assert away.delete("a") is False
    away.delete_many(["a"])
    assert away.get_or_set("a", lambda: 7) == 7


@pytest.mark.redis
def test_a_cache_that_answers_keeps_and_forgets(redis_url):
    cache = ForgivingRedisCache(redis_url, OPTIONS)
    cache.set("a", {"b": 1})
    assert cache.get("a") == {"b": 1}
    assert cache.delete("a") is True
    assert cache.get("a") is None


@pytest.fixture
def mute():
    """A server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def connections(server: socket.socket) -> int:
    """How many have come since it was last asked."""
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            count += 1
    return count


def away_at(server: socket.socket) -> ForgivingRedisCache:
    retry = Retry(NoBackoff(), 0)
    options = {"OPTIONS": {"socket_timeout": 0.2, "retry": retry}}
    return ForgivingRedisCache(f"redis://127.0.0.1:{server.getsockname()[1]}/0", options)


def test_a_server_that_does_not_answer_is_waited_for_once_and_not_by_every_thread(mute):
    assert [away_at(mute).get("a", "none") for _ in range(3)] == ["none"] * 3
    assert connections(mute) == 1


def test_after_a_pause_it_is_asked_again(mute, monkeypatch):
    monkeypatch.setattr(caching, "PAUSE_SECONDS", 0.0)
    assert [away_at(mute).get("a", "none") for _ in range(2)] == ["none"] * 2
    assert connections(mute) == 2
