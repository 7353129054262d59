"""Names that templates, scripts and the sprite share: each used one exists, and nothing is left over."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "static" / "js").glob("*.js")}
TEMPLATES = {path: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")}
SPRITE = (ROOT / "static" / "vendor" / "icons" / "sprite.svg").read_text(encoding="utf-8")
WORDS = (ROOT / "templates" / "layout" / "words.html").read_text(encoding="utf-8")


def test_every_icon_a_template_or_script_names_is_in_the_sprite():
    present = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))
    named = {
        name
        for text in TEMPLATES.values()
        for name in re.findall(
            r'(?:parts/icon\.html" with name=|\bicon=(?:[\w.]+\|default:)?)"([\w-]+)"', text
        )
    }
    named |= {
        name
        for text in SCRIPTS.values()
        for name in re.findall(r'(?:Ledger\.icon|Ledger\.bar|\bput)\("([\w-]+)"', text)
    }
    assert named
    assert named - present == set()


def test_every_word_a_script_asks_for_is_among_the_words_and_none_is_left_over():
    there = set(re.findall(r'data-word="([\w-]+)"', WORDS))
    asked = {name for text in SCRIPTS.values() for name in re.findall(r'Ledger\.word\("([\w-]+)"', text)}
    assert asked == there


def test_scripts_hold_no_chinese_sentence_of_their_own():
    code = {name: re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL) for name, text in SCRIPTS.items()}
    assert [name for name, text in code.items() if re.search(r"[\u4e00-\u9fff]", text)] == []


def test_every_script_and_style_is_loaded_somewhere():
    loaded = {
        name for text in TEMPLATES.values() for name in re.findall(r"static '(?:js|css)/([\w.-]+)'", text)
    }
    styles = {path.name for path in (ROOT / "static" / "css").glob("*.css")}
    own_pages = {"paper-a3.css"}  # chosen by the print view of the book
    assert (set(SCRIPTS) | styles) - loaded - own_pages == set()
    assert loaded - set(SCRIPTS) - styles == set()
