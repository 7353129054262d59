"""The tables, and whether the bars hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

LIST_BAR = 4.0
DASHBOARD_BAR = 15.0
QUERY_BAR = 8
GROWTH_BAR = 1.5
GROWS_FROM, GROWS_TO = 10_000, 1_000_000
BARRED_AT = 100_000
# The bars are for these; a department's clerk is measured besides.
BARRED_ROLES = ("clerk", "leader", "liaison")
NAMES = {"clerk": "县经办", "leader": "县领导", "liaison": "小单位联络员", "unit_clerk": "部门经办"}
NOT_LISTS = ("空页面", "工作台", "工作台，刚有人办过事", "列表，刚有人办过事")


@dataclass(frozen=True)
class Measured:
    """One database. `results` as `measuring` prints it."""

    engine: str
    size: int
    filled: float
    results: dict[str, Any]

    @property
    def name(self) -> str:
        """Engine and size."""
        return f"{self.engine} {self.size:,}"

    def lists(self, *, todos: bool = False) -> Iterator[tuple[str, str, dict[str, float]]]:
        """(role, probe, result) of the list pages that have a bar, or of the to-dos."""
        for role in BARRED_ROLES:
            for probe, result in self.results["pages"][role].items():
                if probe not in NOT_LISTS and probe.startswith("待办") == todos:
                    yield role, probe, result


def show(measured: Measured) -> None:
    """The table of one database: milliseconds, ratio to the empty view, queries."""
    pages = measured.results["pages"]
    print(f"\n== {measured.name} 个问题；建库 {measured.filled:.0f} 秒。每格：毫秒  倍数  查询数 ==")
    print(_row("", [NAMES[role] for role in pages], 24))
    probes = list(dict.fromkeys(probe for results in pages.values() for probe in results))
    for probe in probes:
        print(_row(probe, [_cell(results.get(probe)) for results in pages.values()], 24))
    if excel := measured.results["excel"]:
        own, peer = excel["own"], excel["peer"]
        print(
            f"Excel {excel['rows']:,} 行 × 16 列：本系统 {own:.1f} 秒，django-import-export {peer:.1f} 秒，"
            f"快 {peer / own:.1f} 倍"
        )


def _cell(result: dict[str, float] | None) -> str:
    if result is None:
        return ""
    return f"{result['ms']:8.1f} {result['ratio']:6.2f}× {result['queries']:2.0f}"


def _row(first: str, cells: Sequence[str], width: int) -> str:
    return _padded(first, 30) + "".join(_padded(cell, width) for cell in cells)


def _padded(text: str, width: int) -> str:
    """Chinese characters take two places."""
    return text + " " * max(1, width - sum(2 if ord(letter) > 0x2E80 else 1 for letter in text))


def verdict(every: Sequence[Measured]) -> int:
    """Print each bar with the worst value against it; 1 when one is missed."""
    print("\n== 结论 ==")
    missed = False
    for measured in every:
        pages = measured.results["pages"]
        boards = [(pages[role]["工作台"]["ratio"], role) for role in BARRED_ROLES]
        ratio = max((result["ratio"], f"{role} {probe}") for role, probe, result in measured.lists())
        todo = max((result["ratio"], f"{role} {probe}") for role, probe, result in measured.lists(todos=True))
        queries = max((result["queries"], f"{role} {probe}") for role, probe, result in measured.lists())
        is_barred = measured.size == BARRED_AT
        missed |= _line(f"{measured.name} 列表", ratio, LIST_BAR, is_barred)
        missed |= _line(f"{measured.name} 列表查询数", queries, QUERY_BAR, True)
        missed |= _line(f"{measured.name} 待办列表", todo, LIST_BAR, False)
        missed |= _line(f"{measured.name} 工作台", max(boards), DASHBOARD_BAR, is_barred)
    for engine in dict.fromkeys(measured.engine for measured in every):
        missed |= _growth([measured for measured in every if measured.engine == engine])
    return int(missed)


def _growth(sizes: Sequence[Measured]) -> bool:
    """The list at a million against the list at ten thousand, each as a ratio to its own empty view."""
    by_size = {measured.size: measured for measured in sizes}
    if GROWS_FROM not in by_size or GROWS_TO not in by_size:
        return False
    small = by_size[GROWS_FROM].results["pages"]
    grown = [
        (result["ratio"] / small[role][probe]["ratio"], f"{role} {probe}")
        for role, probe, result in by_size[GROWS_TO].lists()
        if probe in small[role]
    ]
    return _line(f"{sizes[0].engine} {GROWS_TO:,} ÷ {GROWS_FROM:,}", max(grown), GROWTH_BAR, True)


def _line(name: str, worst: tuple[float, str], bar: float, is_barred: bool) -> bool:
    value, where = worst
    mark = "" if not is_barred else ("  达标" if value <= bar else "  未达标")
    print(_padded(name, 36) + f"{value:6.2f}  （标准 {bar:g}）{mark}  最差：{where}")
    return is_barred and value > bar
