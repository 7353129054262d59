"""Expressions that count from a base date (6个月内, 本周五), and those that look like a date and are none."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil

from issues import workdays
from issues.deadlines.calendar_grammar import (
    END,
    JOIN,
    MONTH_TAIL,
    YEAR,
    Rule,
    part_of,
)
from issues.deadlines.periods import Period, add_months, day_of, one_day, quarter_of, week_of
from issues.deadlines.reading import Note
from issues.deadlines.recipes import FromBase, Recipe, Rhythm, Unread
from issues.workdays import Corrections

Placed = tuple[Period, Note]

_WEEK = "(?:周|星期|礼拜)"
_BLANK = "[X×*_?□△○〇]"
_WITHIN = r"(?P<within>以内|之内|内|之后|以后|后)"
_SPAN_END = r"(?=$|[,;。、)(]|完成|整改|办结|到位|销号|并|左右)"
_NEAR_DAYS = {"今": 0, "当": 0, "明": 1, "次": 1, "后": 2}
_WEEKDAYS = {**{str(number): number - 1 for number in range(1, 8)}, "日": 6, "天": 6, "末": 6}
_SHIFTS = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "次": 1}


def _shift(word: str | None) -> int:
    return word.count("下") or _SHIFTS[word[0]] if word else 0


def _month_after(base: date, word: str | None) -> date:
    return add_months(base.replace(day=1), _shift(word))


def _span(found: re.Match[str]) -> Recipe | None:
    count, unit = int(found["n"]), found["u"].removeprefix("个")
    if not found["within"] and unit == "季度":
        return None
    doubtful = unit == "日" and not found["within"]  # 15日 can be the 15th, too

    def build(base: date, corrections: Corrections) -> Placed:
        period, note = _after(base, count, unit, corrections)
        return period, Note.APPROXIMATE if doubtful else note

    return FromBase(build, is_span=True)


def _after(base: date, count: int, unit: str, corrections: Corrections) -> Placed:
    """The last day of so many units after the base date, which itself does not count."""
    if unit == "工作日":
        due = workdays.add_workdays(base, count, corrections)
        known = all(workdays.is_known(year) for year in range(base.year, due.year + 1))
        return one_day(due), Note.CLEAR if known else Note.CALENDAR_UNKNOWN
    months = _months_in(count, unit)
    if months is None:
        return one_day(base + timedelta(days=_days_in(count, unit))), Note.CLEAR
    due = add_months(base, months)
    return one_day(due + timedelta(days=15) if unit == "半月" else due), Note.CLEAR


def _months_in(count: int, unit: str) -> int | None:
    per_unit = {"月": 1, "半月": 1, "季度": 3, "年": 12, "年半": 12}.get(unit)
    if per_unit is None:
        return None
    return count * per_unit + (6 if unit == "年半" else 0)


def _days_in(count: int, unit: str) -> int:
    if unit == "小时":
        return ceil(count / 24)
    return count * 7 if unit in {"周", "星期", "礼拜"} else count


def _half_span(found: re.Match[str]) -> Recipe:
    if found["u"] == "年":
        return FromBase(lambda base, _: (one_day(add_months(base, 6)), Note.CLEAR), is_span=True)
    return FromBase(lambda base, _: (one_day(base + timedelta(days=15)), Note.CLEAR), is_span=True)


def _relative_month_day(found: re.Match[str]) -> Recipe:
    word, day = found["rm"], int(found["d"])

    def build(base: date, _: Corrections) -> Placed:
        month = _month_after(base, word)
        return day_of(month.year, month.month, day), Note.CLEAR

    return FromBase(build)


def _relative_month(found: re.Match[str]) -> Recipe | None:
    word = found["rm"]
    if not word and not any(found[name] for name in ("end", "xun", "vague", "within")):
        return None

    def build(base: date, _: Corrections) -> Placed:
        month = _month_after(base, word)
        note = Note.APPROXIMATE if found["vague"] else Note.CLEAR
        return part_of(found, month.year, month.month), note

    return FromBase(build)


def _relative_quarter(found: re.Match[str]) -> Recipe:
    word, at_end = found["rq"], bool(found["end"])

    def build(base: date, _: Corrections) -> Placed:
        month = add_months(base.replace(day=1), 3 * _shift(word))
        whole = quarter_of(month.year, (month.month + 2) // 3)
        return whole.only_last_day() if at_end else whole, Note.CLEAR

    return FromBase(build)


def _week(found: re.Match[str]) -> Recipe:
    later, weekday = _shift(found["rw"]), found["d"]

    def build(base: date, _: Corrections) -> Placed:
        week = week_of(base, later=later)
        if not weekday:
            return week, Note.CLEAR
        return one_day(week.first + timedelta(days=_WEEKDAYS[weekday])), Note.CLEAR

    return FromBase(build)


def _bare_weekday(found: re.Match[str]) -> Recipe:
    """周五前: this week's, or the next one's when it has passed."""
    weekday = _WEEKDAYS[found["d"]]

    def build(base: date, _: Corrections) -> Placed:
        day = week_of(base).first + timedelta(days=weekday)
        if day >= base:
            return one_day(day), Note.CLEAR
        return one_day(day + timedelta(weeks=1)), Note.APPROXIMATE

    return FromBase(build)


def _near_day(found: re.Match[str]) -> Recipe:
    days = _NEAR_DAYS[found[0][0]]
    return FromBase(lambda base, _: (one_day(base + timedelta(days=days)), Note.CLEAR))


def _bare_day(found: re.Match[str]) -> Recipe:
    """25日前, without a month: the next 25th; always to be confirmed."""
    day = int(found["d"])

    def build(base: date, _: Corrections) -> Placed:
        month = base if day >= base.day else add_months(base.replace(day=1), 1)
        return day_of(month.year, month.month, day), Note.APPROXIMATE

    return FromBase(build)


def _unread(note: Note) -> Callable[[re.Match[str]], Recipe]:
    return lambda _: Unread(note)


def _rhythm(_: re.Match[str]) -> Recipe:
    return Rhythm()


def _rule(pattern: str, make: Callable[[re.Match[str]], Recipe | None]) -> Rule:
    return Rule(re.compile(pattern), make)


# Tried before everything else: they hide numbers that must not be taken for dates.
FIRST_RULES = (
    _rule(
        rf"(?:\d{{2,4}}年)?(?:\d{{1,2}}月)?{_BLANK}{{1,6}}[年月日号个](?:[\dX×*_?□△○〇]{{0,4}}[月日号]){{0,2}}",
        _unread(Note.PLACEHOLDER),
    ),
    _rule(
        r"(?:\d{2,4})?年(?:\d{1,2})?月日(?![常报均益])|\d{2,4}年月(?!\d)|\d{1,2}月日(?![常报均益])",
        _unread(Note.PLACEHOLDER),
    ),
    _rule(r"(?:\d{3}|\d{5,12})年(?:\d{1,4}月)?(?:\d{1,4}[日号])?", _unread(Note.IMPOSSIBLE)),
    _rule(
        r"每(?:个|1个?|\d{1,2}个?)?(?:半年|半个?月|季度?|月度?|周|星期|年度?|工作日|天|日|旬|学期|学年)"
        r"|按(?:季度?|月度?|周|年度?|旬)(?!度?(?:计划|份|期))|逐(?:季|月|周|年|日|旬)"
        r"|1(?:个?月|季度?|周|年|日|天)[1一](?:次|调度|报|通报|督|总结|汇报|研判|会商|检查|小结|推进|评)",
        _rhythm,
    ),
    _rule(
        rf"(?:{YEAR})?(?:国庆|春节|元旦|中秋|端午|清明|五一|劳动节|除夕|元宵|七一|八一|十一(?=前|之前|以前|假|期间)"
        r"|[双两]节|两会|主?汛期|开学|暑[假期]|寒假|学期|学年|采暖季|[春夏秋冬]季|今冬|明春"
        r"|农历(?:年[底末]?|\d{1,2}月)?|腊月[底末]?|正月|(?<![\d年今明后去上])年前)"
        r"(?:节|假期|假|末)?",
        _unread(Note.EVENT),
    ),
)

BASE_RULES = (
    _rule(
        rf"(?<![第近前\d亿万])(?<!过去)(?:\d{{1,3}}(?:个?(?:工作日|月|天|日|周|星期|年))?{JOIN})?(?P<n>\d{{1,3}})"
        r"(?P<u>个半月|个?工作日|个月|个?季度|个?小时|个?星期|个?礼拜|年半|个?自然日|天|日|周|年)(?:时间)?"
        rf"(?:{_WITHIN}|{_SPAN_END})",
        _span,
    ),
    _rule(rf"半(?P<u>年|个?月)(?:时间)?(?:{_WITHIN}|{_SPAN_END})", _half_span),
    _rule(r"(?P<rm>本|当|这个?|下下个?|下个?|次|上个?)月份?(?P<d>\d{1,2})(?!\d)[日号]", _relative_month_day),
    _rule(
        rf"(?<![\d年])(?P<rm>本|当|这个?|下下个?|下个?|次|上个?)?月份?{MONTH_TAIL}(?=(?P<within>[之以]?内)|)",
        _relative_month,
    ),
    _rule(rf"(?P<rq>本|这个?|当|下一?个?)季度?(?P<end>{END})?", _relative_quarter),
    _rule(rf"(?P<rw>本|这个?|下下个?|下个?|上个?){_WEEK}(?P<d>[1-7日天末])?", _week),
    _rule(rf"{_WEEK}(?P<d>[1-7日天末])(?=前|之前|以前|$)", _bare_weekday),
    _rule(r"[今明后当次][天日](?!常)", _near_day),
    _rule(r"(?P<d>\d{1,2})[日号](?=前|之前|以前)", _bare_day),
)
