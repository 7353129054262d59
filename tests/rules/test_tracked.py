"""What is in the repository works on any machine and gives nothing away."""

import re

from tests.rules.sources import text_of, tracked

# Written in two halves so that this file does not find itself.
FORBIDDEN = {
    "registry address": r"(?:pypi"
    r"\.org|files\.pythonhosted"
    r"\.org|registry\.npmjs"
    r"\.org|deb\.debian"
    r"\.org)",
    "index option": r"--(?:extra-)?index" r"-url[ =]\S|--find" r"-links[ =]\S",
    "path of one machine": r"(?<![\w.])/(?:work|root|home|Users)" r"/[\w.]",
    "private key": r"-----BEGIN [A-Z ]*PRIVATE" r" KEY-----",
}
BINARY = {
    ".png",
    ".jpg",
    ".ico",
    ".woff",
    ".woff2",
    ".ttf",
    ".xlsx",
    ".xls",
    ".docx",
    ".pdf",
    ".zip",
    ".gz",
    ".et",
}


def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine():
    found = [
        f"{path}: {what}"
        for path in tracked()
        if path.suffix not in BINARY and "vendor" not in path.parts
        for what, shape in FORBIDDEN.items()
        if re.search(shape, text_of(path))
    ]
    assert found == []


def test_nothing_made_at_run_time_is_tracked():
    found = [
        str(path)
        for path in tracked()
        if path.suffix in {".pyc", ".mo", ".sqlite3", ".log"}
        or {"var", ".venv", "__pycache__"} & set(path.parts)
    ]
    assert found == []
