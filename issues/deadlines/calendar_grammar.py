"""Expressions that name a place in the calendar: a date, a month, a quarter, a half-year, a year.

Each rule is a pattern and a function from its match to a recipe; None lets the next rule try. All repetitions
are bounded, so a match costs a bounded time whatever the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from issues.deadlines.periods import Period, day_of, half_of, month_of, part_of_month, quarter_of, year_of
from issues.deadlines.reading import Note
from issues.deadlines.recipes import InYear, Recipe, Unread, Year

JOIN = r"(?:-{1,3}|起?[至到]|直至)"
AND = r"[、和及与]"
END = "[底末终尾低]"  # 低 is a common slip for 底
STOP = rf"(?=$|[,;。、)]|{JOIN}|[前日号止完]|之前|以前)"

YEAR = (
    r"(?:(?P<y>\d{4}|[2-4]\d(?=[年Q])|\d{2}(?=年\d{1,2}月))"
    rf"(?:年度?|(?<=\d{{4}})[-./,](?=[\dQH第上下])|(?=Q)|(?<=\d{{4}})(?=[上下第全H]|{END}))"
    r"|(?P<ry>今年|明年|后年|去年|本年度?|上年度?|当年|次年|下一?年度?))的?"
)
_OFFSETS = {
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "次年": 1,
    "下年": 1,
    "下一年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
}
_TENS = {"上": (1, 10), "中": (11, 20), "下": (21, None)}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern tried at a position of the text, and what its match means."""

    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], Recipe | None]


def _written_year(found: re.Match[str]) -> Year:
    number, word = found["y"], found["ry"]
    if number:
        return Year(number=int(number) if len(number) == 4 else 2000 + int(number))
    if word:
        return Year(offset=_OFFSETS[word.rstrip("度")], from_neighbour=word[0] in "当次")
    return Year()


def _full_date(found: re.Match[str]) -> Recipe:
    number = int(found["y"])
    year = number if number > 99 else 2000 + number
    month, day = int(found["m"]), int(found["d"])
    return InYear(Year(number=year), lambda y: day_of(y, month, day))


def _american_date(found: re.Match[str]) -> Recipe:
    """6/30/2025, as an Excel with American settings writes it; 6/7/2025 can also be 6 July."""
    first, second, tail = int(found["a"]), int(found["b"]), int(found["y"])
    month, day = (second, first) if first > 12 else (first, second)
    year = tail if tail > 99 else 2000 + tail
    if first > 12 or second > 12 or first == second:
        return InYear(Year(number=year), lambda y: day_of(y, month, day))
    try:
        other = day_of(year, second, first).last
    except ValueError:
        return Unread(Note.IMPOSSIBLE)
    return InYear(Year(number=year), lambda y: day_of(y, month, day), Note.AMBIGUOUS, other)


def _day_in_month(found: re.Match[str]) -> Recipe:
    month, day = int(found["m"]), int(found["d"])
    note = Note.SEVERAL if _lists_several(found) else Note.CLEAR
    return InYear(_written_year(found), lambda y: day_of(y, month, day), note)


def _lists_several(found: re.Match[str]) -> bool:
    """6、9月 are two deadlines, 6-9月 is one stretch."""
    return bool(found["sep"]) and re.fullmatch(AND, found["sep"]) is not None


def _dotted_day(found: re.Match[str]) -> Recipe | None:
    """6.30前; a bare decimal inside a sentence is left alone."""
    if found["s"] == "-" and found[0].endswith(("日", "号")):
        return None  # 10-15日 is a stretch of days in a month that is not named
    before = found.string[: found.start()].strip("(:,;。")
    whole = found.end() == len(found.string) and (not before or before.endswith(("-", "至", "到")))
    said = found.string.startswith(("前", "之前", "以前", "止", "日", "号"), found.end())
    month, day = int(found["m"]), int(found["d"])
    note = Note.CLEAR if (whole and found["s"] != "-") or said or found["y"] else Note.APPROXIMATE
    return InYear(_written_year(found), lambda y: day_of(y, month, day), note)


def _tail_note(found: re.Match[str]) -> Note:
    if _lists_several(found):
        return Note.SEVERAL
    return Note.APPROXIMATE if found["vague"] else Note.CLEAR


def part_of(found: re.Match[str], year: int, month: int) -> Period:
    """The month, or what its tail (底, 中旬, 上半月, 初) leaves of it."""
    if found["xun"]:
        return part_of_month(year, month, *_TENS[found["xun"]])
    if found["hm"]:
        return part_of_month(year, month, *((1, 15) if found["hm"] == "上" else (16, None)))
    if found["vague"]:
        return part_of_month(year, month, *_TENS["上" if found["vague"] == "初" else "中"])
    whole = month_of(year, month)
    return whole.only_last_day() if found["end"] else whole


MONTH_TAIL = (
    rf"(?:月?(?P<end>{END})|(?:[上中下]旬?(?:{JOIN}|{AND})?)?(?P<xun>[上中下])旬|(?P<hm>上|下)半月"
    r"|(?P<vague>初|中(?![秋央国期小心层上下])))?"
)


def _month(found: re.Match[str]) -> Recipe:
    month = int(found["m"])
    # 11月至3月 ends in the year after the one it begins in.
    crosses = bool(found["m0"]) and int(found["m0"]) > month and not _lists_several(found)
    note = Note.YEAR_GUESSED if crosses else _tail_note(found)
    return InYear(_written_year(found), lambda y: part_of(found, y + crosses, month), note)


def _numeric_month(found: re.Match[str]) -> Recipe:
    """2025.6, 2025-06, 202506, 2025.3-6."""
    year, month = int(found["y"]), int(found["last"] or found["m"])
    at_end = bool(found["end"])
    return InYear(
        Year(number=year),
        lambda y: month_of(y, month).only_last_day() if at_end else month_of(y, month),
    )


def _quarter(found: re.Match[str]) -> Recipe:
    quarter = int(found["q"] or found["q2"])
    tail = found["tail"]

    def build(year: int) -> Period:
        whole = quarter_of(year, quarter)
        if tail == "初":
            return part_of_month(year, whole.first.month, 1, 10)
        return whole.only_last_day() if tail else whole

    note = Note.SEVERAL if _lists_several(found) else Note.APPROXIMATE if tail == "初" else Note.CLEAR
    return InYear(_written_year(found), build, note)


def _english_quarter(found: re.Match[str]) -> Recipe:
    quarter = int(found["q"])
    year = Year(number=int(found["after"])) if found["after"] else _written_year(found)
    at_end = bool(found["tail"])
    return InYear(
        year, lambda y: quarter_of(y, quarter).only_last_day() if at_end else quarter_of(y, quarter)
    )


def _half(found: re.Match[str]) -> Recipe:
    half = 1 if (found["h"] or found["h2"]) in "上1" else 2
    at_end = bool(found["tail"])
    return InYear(
        _written_year(found), lambda y: half_of(y, half).only_last_day() if at_end else half_of(y, half)
    )


def year_part(tail: str, year: int) -> Period:
    """The year, or what 年底, 年中, 年初 leave of it."""
    if tail.endswith("中"):
        return month_of(year, 6).only_last_day()
    if tail.endswith("初"):
        return month_of(year, 1).only_last_day()
    return year_of(year).only_last_day() if re.search(END, tail) else year_of(year)


def _year(found: re.Match[str]) -> Recipe:
    tail = found["tail"] or ""
    # 2025年 inside a sentence often is no deadline (2025年第二批任务): only where it stands alone is it sure.
    stands_alone = tail or re.compile(r"$|[,;。、)(]|[前内起止完并]|之|以|持续|长期|" + JOIN).match(
        found.string, found.end()
    )
    may_be_a_span = len(found["y"] or "") == 2 and tail == "内"  # 20年内
    vague = tail.endswith(("中", "初")) or may_be_a_span or not stands_alone
    return InYear(
        _written_year(found), lambda y: year_part(tail, y), Note.APPROXIMATE if vague else Note.CLEAR
    )


def _bare_year_part(found: re.Match[str]) -> Recipe:
    tail = found["tail"]
    vague = tail.endswith(("中", "初"))
    return InYear(Year(), lambda y: year_part(tail, y), Note.APPROXIMATE if vague else Note.CLEAR)


def _month_first(found: re.Match[str]) -> Recipe:
    """6/2025."""
    month = int(found["m"])
    return InYear(Year(number=int(found["y"])), lambda y: month_of(y, month))


def _lone_number(found: re.Match[str]) -> Recipe:
    return InYear(Year(number=int(found["y"])), year_of, Note.APPROXIMATE)


def _plan(found: re.Match[str]) -> Recipe:
    """“十四五”末: the five-year plans end in 2020, 2025, 2030."""
    year = 2010 + 5 * "一二三四五六".index(found["plan"])
    return InYear(Year(number=year), lambda y: year_of(y).only_last_day())


def _rule(pattern: str, make: Callable[[re.Match[str]], Recipe | None]) -> Rule:
    return Rule(re.compile(pattern), make)


CALENDAR_RULES = (
    _rule(r"十(?P<plan>[一二三四五六])五(?:规划)?(?:时?期)?(?:之?内|[间末])?", _plan),
    _rule(r"(?P<y>\d{4})(?P<s>[-./,、])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)[日号]?", _full_date),
    _rule(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?!\d)", _american_date),
    _rule(
        r"(?<![-./])(?P<y>2\d|3\d)(?P<s>[-./])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![-./\d])[日号]?",
        _full_date,
    ),
    _rule(r"(?<![-./])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>2\d|3\d)(?![-./\d])", _american_date),
    _rule(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)", _full_date),
    _rule(
        rf"(?:{YEAR})?(?P<m>\d{{1,3}})月份?(?:\d{{1,2}}[日号]?(?P<sep>{JOIN}|{AND}))?"
        rf"(?P<d>\d{{1,4}})(?!\d)(?:[日号]|{STOP})",
        _day_in_month,
    ),
    _rule(
        rf"(?:{YEAR})?(?:(?P<m0>\d{{1,2}})月?份?(?P<sep>{JOIN}|{AND}))?(?P<m>\d{{1,3}})月份?{MONTH_TAIL}(?!\d)",
        _month,
    ),
    _rule(
        rf"(?:{YEAR})?(?:前(?=\d))?(?:第?\d(?:季度)?(?P<sep>{JOIN}|{AND}))?"
        rf"(?:第(?P<q>\d)个?季度?|(?P<q2>\d)季度?)(?P<tail>{END}|初)?",
        _quarter,
    ),
    _rule(
        rf"(?:{YEAR})?Q(?P<q>[1-4])(?!\d)(?:[-/,]?(?P<after>20\d{{2}}))?年?(?P<tail>{END})?", _english_quarter
    ),
    _rule(rf"(?:{YEAR})?(?:(?P<h>上|下)半年|H(?P<h2>[12])(?!\d))(?P<tail>{END})?", _half),
    _rule(
        rf"(?P<y>\d{{4}})(?P<s>[-./])(?P<m>\d{{1,2}})(?:{JOIN}(?P<last>\d{{1,2}}))?"
        rf"(?![\d年月日号]|(?P=s)\d{{1,3}}(?!\d))(?P<end>{END})?",
        _numeric_month,
    ),
    _rule(r"(?<!/)(?P<m>\d{1,2})/(?P<y>20\d{2})(?![\d/])", _month_first),
    _rule(rf"(?P<y>(?:19|20)\d{{2}})(?P<m>0[1-9]|1[0-2])(?P<last>)(?!\d)(?P<end>{END})?", _numeric_month),
    _rule(
        rf"(?:\d{{2,4}}年?度?{JOIN})?{YEAR}"
        rf"(?P<tail>年?{END}|全年|年?内|年?中(?![秋央国期小心层上下])|年?初)?(?![\d月])",
        _year,
    ),
    _rule(
        rf"(?<![A-Z.])(?:{YEAR})?(?P<m>1[0-2]|0?[1-9])(?P<s>[-./])(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.])(?![日号]之?内)"
        rf"(?:[日号]|{STOP}|(?=[(]))",
        _dotted_day,
    ),
    _rule(rf"(?<!\d)(?P<tail>年{END}|年度?内|全年|年中(?![秋央国期小心层上下])|年初)", _bare_year_part),
)

LONE_NUMBER = _rule(r"(?P<y>(?:19|20)\d{2})$", _lone_number)
