"""config.settings as the tests see them: a data folder per process, nothing from the person's environment.

LEDGER_TEST_ENGINE=postgres is the PostgreSQL pass of `make test`; otherwise SQLite in a file, as in real use.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.services import postgres_url

ON_POSTGRES = os.environ.get("LEDGER_TEST_ENGINE") == "postgres"

if "LEDGER_TEST_DIR" not in os.environ:
    # Workers of xdist inherit it; whoever made it removes it.
    os.environ["LEDGER_TEST_DIR"] = tempfile.mkdtemp(prefix="ledger-test-")
    atexit.register(shutil.rmtree, os.environ["LEDGER_TEST_DIR"], ignore_errors=True)
    os.environ["LEDGER_TEST_RUN"] = str(os.getpid())

_data = Path(os.environ["LEDGER_TEST_DIR"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ.update(
    LEDGER_DATA_DIR=str(_data),
    DATABASE_URL=postgres_url() if ON_POSTGRES else f"sqlite:///{_data}/ledger.sqlite3",
    REDIS_URL="",
    SECRET_KEY="for-tests-only",
    DEBUG="0",
    HTTPS="0",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    CSRF_TRUSTED_ORIGINS="",
    DJANGO_ALLOW_ASYNC_UNSAFE="true",  # Playwright's loop runs in the thread of the test
)

from config.settings import *  # noqa: E402 - reads the environment set above

DATABASES["default"]["CONN_MAX_AGE"] = 0
if ON_POSTGRES:
    DATABASES["default"]["TEST"] = {"NAME": f"test_ledger_{os.environ['LEDGER_TEST_RUN']}"}
else:
    # A file: in memory all threads would share one connection, and locks would prove nothing.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
