"""Text can be read on everything it stands on: contrast of the tokens in ledger.css, by WCAG's formula."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
TOKENS = dict(
    re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;", (CSS / "ledger.css").read_text(encoding="utf-8"))
)

PAPER = ("surface", "paper", "paper-deep")
TEXT = [
    *[(ink, ground) for ink in ("text", "text-2", "accent", "accent-deep", "danger") for ground in PAPER],
    *[(colour, f"{colour}-wash") for colour in ("red", "yellow", "blue", "done", "danger")],
    ("text", "accent-wash"),
    ("accent-deep", "accent-wash"),
    ("text-2", "accent-wash"),
    ("surface", "accent"),
    ("surface", "accent-deep"),
    ("surface", "ink"),
    ("surface", "ink-raised"),
    ("ink-faint", "ink"),
    ("ink-faint", "ink-raised"),
]
# Edges of controls and marks that carry meaning beside a word.
EDGES = [
    ("line", "surface"),
    ("accent", "paper"),
    ("accent-on-ink", "ink"),
    ("accent", "hair"),
    ("red-dot", "red-wash"),
    ("blue-dot", "blue-wash"),
]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 (same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_21_for_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_its_ground(ink: str, ground: str):
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_marks_can_be_seen(edge: str, ground: str):
    assert contrast(TOKENS[edge], TOKENS[ground]) >= 3


def test_the_palette_is_the_one_that_was_agreed():
    agreed = {
        "ink": "#1f2a37",
        "paper": "#f7f7f5",
        "hair": "#e3e3df",
        "text": "#1f2328",
        "text-2": "#5b6470",
        "accent": "#0f5f5c",
    }
    assert {name: TOKENS[name] for name in agreed} == agreed


def test_the_three_colours_are_named_in_chips_only():
    users = [
        path.name
        for path in CSS.glob("*.css")
        if re.search(r"var\(--(?:red|yellow|blue)\b", path.read_text(encoding="utf-8"))
    ]
    assert users == ["parts.css"]
