"""Walks over a normalised text once and finds the expressions in it."""

import re

from issues.deadlines.base_grammar import BASE_RULES, FIRST_RULES
from issues.deadlines.calendar_grammar import CALENDAR_RULES, LONE_NUMBER
from issues.deadlines.recipes import Found

RULES = (*FIRST_RULES, *CALENDAR_RULES, *BASE_RULES)

_SUFFIX = re.compile(
    r"(?P<about>前后|左右|上下)|(?P<before>[之以]?前(?![后期端述往置提]))"
    r"|(?P<start>(?:之日)?起(?!草)|开始|以来|[之以]?后(?![续期勤进半]))|(?P<within>[之以]?内)"
)


def scan(text: str) -> list[Found]:
    """Every expression in order, none overlapping; at each place the first fitting rule wins."""
    if lone := _try_lone_number(text):
        return [lone]
    found: list[Found] = []
    position = 0
    while position < len(text):
        here = None if _inside_number(text, position) else _at(text, position)
        if here:
            found.append(here)
        position = here.end if here else position + 1
    return found


def _inside_number(text: str, position: int) -> bool:
    return position > 0 and text[position].isdecimal() and text[position - 1].isdecimal()


def _at(text: str, position: int) -> Found | None:
    for rule in RULES:
        match = rule.pattern.match(text, position)
        recipe = rule.make(match) if match else None
        if match and recipe:
            suffix = _SUFFIX.match(text, match.end())
            said = suffix.lastgroup or "" if suffix else ""
            roughly = text.endswith(("约", "大概"), 0, position)
            return Found(
                position, suffix.end() if suffix else match.end(), recipe, "about" if roughly else said
            )
    return None


def _try_lone_number(text: str) -> Found | None:
    """A cell with nothing but 2025 in it."""
    match = LONE_NUMBER.pattern.match(text)
    recipe = LONE_NUMBER.make(match) if match else None
    return Found(0, len(text), recipe, "") if recipe else None
