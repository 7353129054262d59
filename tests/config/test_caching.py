"""A cache that is away must not break a page."""

import pytest

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
