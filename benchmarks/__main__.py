"""`make bench`: measures list, dashboard and Excel on SQLite and PostgreSQL, and prints what the bars are.

Every size and engine is measured in a process of its own, in a database made for it and dropped afterwards.

BENCH_ISSUES          sizes, default "10000,100000"; add 1000000 for the growth bar (some minutes more)
BENCH_ENGINES         default "sqlite,postgresql"
BENCH_DATABASE_URL    PostgreSQL to make the database on, default postgresql://postgres@127.0.0.1:5432/postgres
BENCH_ROUNDS          how often everything is measured, default 25
BENCH_EXCEL           rows of the Excel comparison, default 10000; 0 leaves it out
"""

import os
import sys

from benchmarks import databases, report
from benchmarks.databases import Place

SIZES = [int(size) for size in os.environ.get("BENCH_ISSUES", "10000,100000").split(",")]
ENGINES = os.environ.get("BENCH_ENGINES", "sqlite,postgresql").split(",")


def main() -> int:
    """Exit code 1 when a bar is missed."""
    measured = []
    for engine in ENGINES:
        if reason := databases.why_not(engine):
            print(f"{engine}: 跳过（{reason}）")
            continue
        for size in SIZES:
            with databases.made(engine, size) as place:
                measured.append(measure(place))
                report.show(measured[-1])
    return report.verdict(measured)


def measure(place: Place) -> report.Measured:
    """Fill the database, then measure in a fresh process."""
    print(f"\n{place.engine}，{place.size:,} 个问题：建库……", flush=True)
    filled = databases.fill(place)
    print(f"  建库 {filled:.0f} 秒；测量……", flush=True)
    return report.Measured(place.engine, place.size, filled, databases.measure(place))


if __name__ == "__main__":
    sys.exit(main())
