"""What every test stands on: which tests run in this pass, the data folder, signed-in clients."""

import os
from collections.abc import Callable

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

from tests import services
from tests.append_only import let_flush_pass
from tests.lives import County, make_county
from tests.settings import ON_POSTGRES

let_flush_pass()

# No time limit for one example: a busy machine is not a fault. CI draws the same examples each time.
hypothesis.settings.register_profile(
    "ledger",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("ledger")

BROWSER_FIXTURES = {"page", "browser", "context", "new_context", "live_page"}
POSTGRES_PASS_DONE = os.environ.get("LEDGER_POSTGRES_PASS_DONE") == "1"
NOT_THIS_PASS = (
    "runs on PostgreSQL: make test, or LEDGER_TEST_ENGINE=postgres pytest -m 'postgres or both_engines'"
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what drives a browser, keep Redis tests on one worker, leave out what the other pass has run."""
    done_elsewhere = []
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if item.get_closest_marker("redis"):
            item.add_marker(pytest.mark.xdist_group("redis"))
        if item.get_closest_marker("postgres") and not ON_POSTGRES and POSTGRES_PASS_DONE:
            done_elsewhere.append(item)
    if done_elsewhere:
        config.hook.pytest_deselected(items=done_elsewhere)
        items[:] = [item for item in items if item not in set(done_elsewhere)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose server is missing is skipped with the reason; under REQUIRE_SERVICES=1 it fails."""
    reason = _what_is_missing(item)
    if not reason:
        return
    if services.REQUIRED:
        pytest.fail(f"REQUIRE_SERVICES=1, but {reason}", pytrace=False)
    pytest.skip(reason)


def _what_is_missing(item: pytest.Item) -> str:
    if item.get_closest_marker("postgres") and not ON_POSTGRES:
        return services.why_no_postgres() or NOT_THIS_PASS
    if item.get_closest_marker("redis") and (reason := services.why_no_redis()):
        return reason
    if item.get_closest_marker("browser"):
        return services.why_no_browser()
    return ""


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def data_dir():
    """The data folder of this test process."""
    return django_settings.DATA_DIR


@pytest.fixture
def redis_url() -> str:
    """An emptied Redis database; ask for it together with the mark `redis`."""
    with services.redis.Redis.from_url(services.redis_url()) as server:
        server.flushdb()
    return services.redis_url()


@pytest.fixture
def client_for(db) -> Callable[..., Client]:
    """`client_for(user)`: a client signed in as that user; `csrf=True` also checks the CSRF token."""

    def signed_in(user, *, csrf: bool = False) -> Client:
        client = Client(enforce_csrf_checks=csrf)
        client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return signed_in


@pytest.fixture
def county(db) -> County:
    """A small county with one person per role."""
    return make_county()
