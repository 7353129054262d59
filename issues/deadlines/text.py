"""Brings a deadline text into one plain form before it is searched for dates.

Half-width, no spaces, one kind of dash, Arabic numerals, no times of day. The literal text is kept elsewhere.
"""

import re
import unicodedata

LIMIT = 300
"""Characters that are looked at: a cell is short, and a whole report pasted into it must not cost time."""

_NUMERAL = "0-9零〇○O一二三四五六七八九十百两廿卅"
_COUNTED = "个|年|月|日|号|天|周|星期|礼拜|季|工作日|自然日|小时"

_BULLETS = re.compile("[\u2460-\u2473\u24ea-\u24ff\u2776-\u2793]")
_TRADITIONAL = str.maketrans("個號內後週長堅續進間時", "个号内后周长坚续进间时")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
_ROMAN = str.maketrans({"Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4"})
_DASHES = re.compile("[‐‑‒–—―−─~〜〰]+")
_NOISE = re.compile("[\"'“”‘’「」『』《》\u200b-\u200f\u2060\ufeff]")
_PART_OF_DAY = "(?:上午|下午|中午|晚上?|凌晨)?"
_CLOCK = re.compile(
    rf"(?:(?<=\d)[T\s]\s{{0,3}}|(?<=[日号])\s{{0,3}}){_PART_OF_DAY}\d{{1,2}}(?::\d{{2}}){{1,2}}"
    r"(?:\.\d{1,6})?(?:Z|[+-]\d{2}:?\d{2})?"
)
_HOUR = re.compile(rf"(?<=[日号])\s{{0,3}}{_PART_OF_DAY}\d{{1,2}}[时点](?:\d{{1,2}}分|半|整)?")
_WEEKDAY_BESIDE_DATE = re.compile(
    r"\((?:[本这下]个?)?(?:星期|周|礼拜)[1-7一二三四五六日天]\)|(?<=[日号])(?:星期|周|礼拜)[1-7一二三四五六日天]"
)
_YEAR_WITHOUT_ITS_WORD = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=[一二三四五六七八九十]{1,3}(?:季|月))")
# A line break inside an expression is only wrapping; elsewhere it separates two of them.
_WRAPPED_LINE = re.compile(
    r"(?<=[年月至到第个-])\s*[\r\n]\s*(?!\s*\d{4})|(?<=\d)\s*[\r\n]\s*(?=[年月日号个季天周底末])|\s*[\r\n]\s*(?=[月日底前末内号低])"
)
_LINE = re.compile(r"\s*[\r\n]\s*")
_SPACE_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")
_POINT_BETWEEN_NUMBERS = re.compile(r"(?<=\d)[。·・\\](?=\d)")
_SPACE = re.compile(r"\s+")
_NUMERALS = re.compile(
    rf"[{_NUMERAL}]{{1,9}}(?=(?:{_COUNTED})|(?:-|至|到|、|和)第?[{_NUMERAL}]{{1,4}}(?:{_COUNTED}))"
    rf"|(?:(?<=周)|(?<=星期)|(?<=礼拜))[一二三四五六]"
    rf"|(?<=月)[一二三四五六七八九十]{{1,3}}(?=前|之前|以前|止|$)"
)
_PLACES = re.compile(r"(?:(\d?)百0?)?(?:(\d?)十)?(\d?)")
_DIGITS = str.maketrans("零〇○O一二三四五六七八九两", "00001234567892")


def normalise(text: str) -> str:
    """The first LIMIT characters in plain form."""
    plain = _BULLETS.sub(";", text.lstrip()[:LIMIT])
    plain = unicodedata.normalize("NFKC", plain.translate(_ROMAN))[: 2 * LIMIT].upper()
    plain = plain.translate(_TRADITIONAL).translate(_FORMAL)
    plain = _DASHES.sub("-", _NOISE.sub("", plain))
    plain = _HOUR.sub("", _CLOCK.sub("", plain))
    plain = _LINE.sub(";", _WRAPPED_LINE.sub("", plain.strip()))
    plain = _SPACE.sub("", _SPACE_BETWEEN_NUMBERS.sub(",", plain))
    plain = _POINT_BETWEEN_NUMBERS.sub(".", plain)
    plain = _WEEKDAY_BESIDE_DATE.sub("", plain)
    plain = _YEAR_WITHOUT_ITS_WORD.sub(r"\1年", plain)
    return _NUMERALS.sub(lambda found: arabic(found[0]), plain)


def arabic(numeral: str) -> str:
    """Arabic digits for a Chinese numeral (三十 → 30, 二〇二五 → 2025); unchanged when it is none."""
    if numeral.isdecimal():
        return numeral
    digits = numeral.replace("廿", "二十").replace("卅", "三十").translate(_DIGITS)
    if "十" not in digits and "百" not in digits:
        # A lone circle is a blank to fill in (○月○日), not a nought.
        return digits if digits.strip("0") else numeral
    places = _PLACES.fullmatch(digits)
    if places is None:
        return numeral
    hundreds, tens, ones = places.groups()
    return str(_place(hundreds) * 100 + _place(tens) * 10 + int(ones or 0))


def _place(digit: str | None) -> int:
    """十 alone counts once, no 十 at all not."""
    return 0 if digit is None else int(digit or 1)
