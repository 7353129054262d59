"""What came from elsewhere is listed, unchanged since it was listed, and stands beside its licence."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
LISTED = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))["files"]


def test_every_file_is_listed_and_every_listed_file_is_there():
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()} - {
        "manifest.json"
    }
    assert present == {one["file"] for one in LISTED}


def test_every_file_has_the_sum_it_was_listed_with():
    wrong = [
        one["file"]
        for one in LISTED
        if hashlib.sha256((VENDOR / one["file"]).read_bytes()).hexdigest() != one["sha256"]
    ]
    assert wrong == []


def test_every_entry_says_name_version_and_licence_and_the_licence_is_beside_it():
    for one in LISTED:
        assert one["name"]
        assert one["version"]
        assert one["licence"] in {"MIT", "Apache-2.0"}
        assert (VENDOR / one["file"]).with_name("LICENSE").is_file()


def test_no_file_points_to_a_source_map_that_is_not_shipped():
    pointing = [one["file"] for one in LISTED if b"sourceMappingURL" in (VENDOR / one["file"]).read_bytes()]
    assert pointing == []
