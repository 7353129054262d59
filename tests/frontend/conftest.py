"""The templates, styles and scripts in a real Chromium, before a pretended server without views or data."""

import mimetypes
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import DESKTOP, browser_type_launch_args  # noqa: F401 - a fixture

Answer = str | tuple[int, str, dict[str, str]]
# As the settings send it: whatever a script does beyond it fails the test.
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)
PAGES = Path(__file__).parent / "pages"
CLERK = SimpleNamespace(
    is_authenticated=True, pk=7, username="clerk", full_name="综合科经办", organisation="示例县", post="科员"
)


def entry(label: str, *, badge: int | None = None, active: bool = False, children: Any = None):
    """An entry of the menu, as the context processor gives it."""
    return SimpleNamespace(
        label=label, url="/list/", icon="journal-text", badge=badge, active=active, children=children
    )


def draw(source: str, **context: Any) -> str:
    """The template `source`, or the page of that name in `pages/`, for the clerk."""
    text = (PAGES / source).read_text(encoding="utf-8") if source.endswith(".html") else source
    menu = [entry("工作台", badge=5), entry("台账", active=True), entry("设置", children=[entry("组织")])]
    given = {
        "user": CLERK,
        "menu": menu,
        "has_inbox": True,
        "inbox_count": 3,
        "csrf_token": "token-of-the-page",
    }
    return engines["django"].from_string(text).render({**given, **context})


class Site:
    """A pretended server on a local port.

    `pages[path]` is a page's text, or (status, text, headers); `posts` are the bodies that were posted, in
    order, `asked` the addresses asked for with their headers.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.posts: list[str] = []
        self.complaints: list[str] = []
        self.browser = browser
        self.contexts: list[BrowserContext] = []

    def visit(self, path: str, *, clock: bool = False, **options: Any) -> Page:
        """A new visitor's page, opened at `path`; with `clock` its time is the test's to move."""
        context = self.browser.new_context(
            **{"base_url": self.url, "viewport": DESKTOP, "locale": "zh-CN", **options}
        )
        self.contexts.append(context)
        context.set_default_timeout(5_000)
        if clock:
            context.clock.install()
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.goto(path)
        return page

    def _listen(self, said: Any) -> None:
        if "Content Security Policy" in said.text or "Refused to" in said.text:
            self.complaints.append(said.text)


class Desk(BaseHTTPRequestHandler):
    """Answers with the site's pages under its content policy, and with the static files."""

    site: Site

    def do_GET(self) -> None:
        """A page or a static file."""
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            self._send_static(path.removeprefix("/static/"))
            return
        self.site.asked.append((unquote(self.path), dict(self.headers)))
        status, text, headers = self._answer(path)
        body = text.encode()
        kind = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
        self._send(status, body, {**kind, **headers})

    def do_POST(self) -> None:
        """Note what was posted, then as above."""
        length = int(self.headers.get("content-length") or 0)
        self.site.posts.append(self.rfile.read(length).decode(errors="replace"))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, path: str) -> tuple[int, str, dict[str, str]]:
        answer = self.site.pages.get(path, (404, path, {}))
        return (200, answer, {}) if isinstance(answer, str) else answer

    def _send_static(self, name: str) -> None:
        found = finders.find(name)
        if found is None:
            self.site.complaints.append(f"no static file {name}")
            self._send(404, b"", {})
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._send(200, Path(found).read_bytes(), {"content-type": kind, "cache-control": "max-age=600"})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def desk() -> Iterator[ThreadingHTTPServer]:
    """The server, on a free port for the whole run."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("ThisDesk", (Desk,), {"protocol_version": "HTTP/1.1"})
    )
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(browser: Browser, desk: ThreadingHTTPServer) -> Iterator[Site]:
    """A pretended server; a failing script or a breach of the content policy fails the test."""
    site = Site(browser, f"http://127.0.0.1:{desk.server_port}")
    desk.RequestHandlerClass.site = site
    yield site
    for context in site.contexts:
        context.close()
    assert site.complaints == []
