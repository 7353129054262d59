"""The Redis cache without the power to break a page: what it holds can be asked of the database again."""

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# A server that does not answer is left alone for so long: no page waits for it more than once.
PAUSE_SECONDS = 5.0

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class ForgivingRedisCache(RedisCache):
    """Redis being away reads as an empty cache, and a write is lost without a word but the log's."""

    # By server, for all threads: each has a cache object of its own.
    _left_alone_until: ClassVar[dict[str, float]] = {}

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._server = str(server)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The kept value, else `default`."""
        return self._or(default, lambda: super(ForgivingRedisCache, self).get(key, default, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """Those that are kept."""
        return self._or({}, lambda: super(ForgivingRedisCache, self).get_many(keys, version))

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value."""
        self._or(None, lambda: super(ForgivingRedisCache, self).set(*args, **kwargs))

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several; nothing is reported as failed, since nothing depends on it."""
        return self._or([], lambda: super(ForgivingRedisCache, self).set_many(*args, **kwargs))

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Keep a value unless there is one; False when Redis is away."""
        return self._or(False, lambda: super(ForgivingRedisCache, self).add(*args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget a value."""
        return self._or(False, lambda: super(ForgivingRedisCache, self).delete(*args, **kwargs))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Forget several."""
        self._or(None, lambda: super(ForgivingRedisCache, self).delete_many(*args, **kwargs))

    def _or(self, otherwise: Answer, ask: Callable[[], Answer]) -> Answer:
        if time.monotonic() < self._left_alone_until.get(self._server, 0.0):
            return otherwise
        try:
            return ask()
        except RedisError as error:
            self._left_alone_until[self._server] = time.monotonic() + PAUSE_SECONDS
            log.warning("cache unavailable: %s", error)
            return otherwise
