"""A module is named after what it holds."""

from tests.rules.sources import python_files

FORBIDDEN = {"core", "common", "utils", "util", "helpers", "helper", "misc", "shared", "base"}
EVERYTHING = ("config", "ledger", "measures", "issues", "people", "trail", "tests", "benchmarks")


def test_no_module_or_folder_is_named_after_nothing():
    found = [
        str(path)
        for path in python_files(*EVERYTHING)
        if FORBIDDEN & {part.removesuffix(".py") for part in path.parts}
    ]
    assert found == []
