"""One database measured: prints JSON. Server time of whole requests through WSGI, everything interleaved.

`{"pages": {role: {probe: {"ms": …, "ratio": …, "queries": …}}}, "excel": {…}}`; ratios are to the empty view
of the same role, measured in the same rounds.
"""

import gc
import json
import os
import random
import statistics
import sys

from benchmarks.browser import Browser
from benchmarks.excel import compare
from benchmarks.probes import EMPTY, Probe, probes_for

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))
EXCEL_ROWS = int(os.environ.get("BENCH_EXCEL", "10000"))
WARMING_ROUNDS = 3
# The yardstick is measured oftener than what it is held against.
EMPTIES_A_ROUND = 4
ROLES = ("clerk", "leader", "liaison", "unit_clerk")

Results = dict[str, dict[str, float]]
Times = dict[tuple[str, str], list[float]]


def main() -> None:
    """Measure and print."""
    browsers = {role: Browser(role) for role in ROLES}
    probes = {role: probes_for(browser.user) for role, browser in browsers.items()}
    gc.collect()
    gc.freeze()
    pages: dict[str, Results] = {role: {} for role in ROLES}
    # What asks with empty caches would empty them for the others too, so it has rounds of its own.
    for is_cold in (False, True):
        wanted = {role: [one for one in probes[role] if one.is_cold == is_cold] for role in ROLES}
        times = _measured(browsers, wanted)
        for role in ROLES:
            pages[role].update(_results(browsers[role], wanted[role], times))
    json.dump({"pages": pages, "excel": compare(EXCEL_ROWS) if EXCEL_ROWS else {}}, sys.stdout)


def _measured(browsers: dict[str, Browser], probes: dict[str, list[Probe]]) -> Times:
    """Seconds of every page, and of the empty one, in rounds that are shuffled anew."""
    plan = [(role, probe) for role in ROLES for probe in (*probes[role], *[EMPTY] * EMPTIES_A_ROUND)]
    times: Times = {(role, probe.name): [] for role, probe in plan}
    for turn in range(WARMING_ROUNDS + ROUNDS):
        random.Random(turn).shuffle(plan)
        for role, probe in plan:
            took = browsers[role].get(probe.address, cold=probe.is_cold)
            if turn >= WARMING_ROUNDS:
                times[role, probe.name].append(took)
    return times


def _results(browser: Browser, probes: list[Probe], times: Times) -> Results:
    role = browser.user.username
    empty = statistics.median(times[role, EMPTY.name])
    found: Results = {}
    for probe in [EMPTY, *probes]:
        took = statistics.median(times[role, probe.name])
        queries = browser.queries(probe.address, cold=probe.is_cold)
        found[probe.name] = {"ms": took * 1000, "ratio": took / empty, "queries": queries}
    return found
