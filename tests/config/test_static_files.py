"""Collected static files are served by a web server in front, which is another user of the machine."""

import os
import stat

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile


def test_everybody_may_read_what_was_collected(tmp_path, settings):
    options = settings.STORAGES["staticfiles"].get("OPTIONS", {})
    collected = StaticFilesStorage(tmp_path / "static", "static/", **options)
    before = os.umask(0o077)
    try:
        collected.save("css/ledger.css", ContentFile(b"a{}"))
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "static").rglob("*")}
    assert modes == {"css": 0o755, "ledger.css": 0o644}
