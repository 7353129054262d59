"""The Chinese sentence that tells a person how their deadline was read."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.deadlines import Note, Reading

DOUBTS = {
    Note.CLEAR: "",
    Note.EMPTY: gettext_lazy("没有填写时限"),
    Note.NOT_FOUND: gettext_lazy("没有读出日期，将保留原文"),
    Note.VAGUE_WORD: gettext_lazy("只有笼统说法，没有具体日期，将保留原文，请补填日期"),
    Note.PLACEHOLDER: gettext_lazy("日期还是空着的，将保留原文，请补填日期"),
    Note.EVENT: gettext_lazy("以节日或活动为期限，没有具体日期，请补填日期"),
    Note.IMPOSSIBLE: gettext_lazy("日历上没有这个日期，请改正"),
    Note.NEEDS_BASE: gettext_lazy("要从某一天算起，请补填起算日期"),
    Note.NEEDS_YEAR: gettext_lazy("没有写年份，请补上"),
    Note.YEAR_GUESSED: gettext_lazy("没有写年份，年份是推定的，请确认"),
    Note.AMBIGUOUS: gettext_lazy("说法有两种理解，请确认"),
    Note.APPROXIMATE: gettext_lazy("说法不够确切，日期是推定的，请确认"),
    Note.UNREAD_PART: gettext_lazy("文字中还有像日期的部分没有读懂，请确认"),
    Note.SEVERAL: gettext_lazy("写了不止一个期限，按最晚的一个，请确认"),
    Note.BACKWARDS: gettext_lazy("止期早于起期，请核对"),
    Note.DONE: gettext_lazy("写的是完成情况，不像时限，请确认"),
    Note.CALENDAR_UNKNOWN: gettext_lazy("其中有的年份节假日安排尚未公布，只按周一至周五推算，请确认"),
    Note.TOO_LONG: gettext_lazy("文字过长，只读了开头部分，请确认"),
}


def describe(reading: Reading) -> str:
    """One plain sentence: what it was read as, and what is doubtful about it."""
    if reading.due_on and reading.other:
        parts = [_without_day(reading), _two_days(reading.due_on, reading.other)]
    else:
        parts = [_read_as(reading), str(DOUBTS[reading.note])]
    return "；".join(part for part in parts if part)


def _read_as(reading: Reading) -> str:
    """Empty when nothing was read."""
    manner = _manner(reading)
    if reading.due_on is None:
        # Where a day was meant and could not be read, the doubt says so.
        return (
            _without_day(reading)
            if not reading.sure
            else _("读作：%(manner)s，无具体日期") % {"manner": manner}
        )
    due = _("%(day)s到期") % {"day": _in_words(reading.due_on)}
    if reading.types == ("standing",) and not reading.periodic:
        return _("读作：%(due)s，并长期坚持") % {"due": due}
    return _("读作：%(due)s") % {"due": "，".join(part for part in (manner, due) if part)}


def _without_day(reading: Reading) -> str:
    manner = _manner(reading)
    return _("读作：%(manner)s") % {"manner": manner} if manner else ""


def _manner(reading: Reading) -> str:
    words = {"immediate": _("立行立改"), "staged": _("分阶段整改"), "standing": _("长期坚持")}
    parts = [words[kind] for kind in reading.types]
    if reading.periodic:
        parts.append(_("按周期推进"))
    return "，".join(parts)


def _two_days(chosen: date, other: date) -> str:
    days = {"first": _in_words(min(chosen, other)), "second": _in_words(max(chosen, other))}
    if chosen < other:
        return _("有歧义：可能是%(first)s或%(second)s，暂按前一个，请确认") % days
    return _("有歧义：可能是%(first)s或%(second)s，暂按后一个，请确认") % days


def _in_words(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}
