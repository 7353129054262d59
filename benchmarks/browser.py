"""A signed-in person who asks for pages: whole requests through WSGI, without a network."""

import io
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from issues.models import Issue
from people.models import User
from trail.recording import record

BACKEND = settings.AUTHENTICATION_BACKENDS[-1]


class Browser:
    """One person's session."""

    def __init__(self, username: str) -> None:
        self.user = User.objects.get(username=username)
        session = SessionStore()
        session[SESSION_KEY] = str(self.user.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = self.user.get_session_auth_hash()
        session["began"] = session["seen"] = int(time.time())
        session.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        self.application = get_wsgi_application()
        self.issue = Issue.objects.earliest("pk")

    def get(self, address: str, *, cold: bool = False) -> float:
        """Ask for a page; seconds until its last byte. `cold`: right after somebody recorded something."""
        if cold:
            self._record()
        environ, answered = self._environ(address), []
        began = time.perf_counter()
        body = self.application(environ, lambda status, _headers: answered.append(status))
        b"".join(body)
        took = time.perf_counter() - began
        if hasattr(body, "close"):
            body.close()
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{answered[0]} {address}")
        return took

    def _record(self) -> None:
        """What everybody's work does to everybody's pages: the trail has a new entry."""
        with transaction.atomic():
            record("issue.edit", by=self.user, subject=self.issue)

    def queries(self, address: str, *, cold: bool = False) -> int:
        """How many queries the page asks; warm, when it was asked for just before."""
        if not cold:
            self.get(address)
        else:
            self._record()
        with CaptureQueriesContext(connection) as asked:
            self.get(address)
        return len(asked)

    def _environ(self, address: str) -> dict[str, Any]:
        path, _, query = address.partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "bench",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "bench",
            "HTTP_COOKIE": self.cookie,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
