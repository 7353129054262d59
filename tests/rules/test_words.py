"""Every Chinese word that a person reads goes through gettext, in Python and in templates."""

import ast
import re
from fnmatch import fnmatch

from tests.rules.sources import APPS, CJK, is_docstring, python_files, text_of, tracked, tree_of

GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}

# Chinese that is data, not words of the interface: it must stay the same in every language.
DATA = {
    "issues/deadlines*": "the language in which offices write deadlines is what is being read",
    "ledger/book.py": "headings and aliases are those of the offices' own sheets",
    "ledger/book/*": "headings and aliases are those of the offices' own sheets",
    "ledger/demo/*": "the demo ledger is a Chinese document",
    "ledger/management/commands/make_ledger.py": "synthetic texts for the benchmarks",
    "ledger/synthetic/*": "synthetic texts for the benchmarks",
}

# Fonts are called this on every machine, in every language.
FONTS = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}

COMMENTS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.DOTALL)
BLOCKS = re.compile(
    r"\{%-?\s*blocktrans(?:late)?\b.*?%\}.*?\{%-?\s*endblocktrans(?:late)?\s*-?%\}", re.DOTALL
)
TAGS = re.compile(
    r"\{%\s*trans(?:late)?\s+(?:\"[^\"]*\"|'[^']*').*?%\}|_\((?:\"[^\"]*\"|'[^']*')\)", re.DOTALL
)


def _is_data(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in DATA)


def _is_translated(node: ast.Constant) -> bool:
    """Whether the literal itself is an argument of a gettext function; an f-string never is."""
    call = node.parent
    if not isinstance(call, ast.Call) or node not in call.args:
        return False
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name in GETTEXT


def _is_help_of_a_command(path: str, node: ast.Constant) -> bool:
    """What `manage.py help` prints is for the developer: English, with the office's word in brackets."""
    around = node.parent
    named = [getattr(target, "id", "") for target in getattr(around, "targets", ())] + [
        getattr(around, "arg", "")
    ]
    return "management/commands/" in path and "help" in named


def test_every_chinese_string_in_python_is_inside_gettext():
    found = [
        f"{path}:{node.lineno} {node.value[:40]!r}"
        for path in python_files(*APPS)
        if not _is_data(str(path))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CJK.search(node.value)
        and node.value not in FONTS
        and not is_docstring(node)
        and not _is_translated(node)
        and not _is_help_of_a_command(str(path), node)
    ]
    assert found == []


def test_every_chinese_text_in_templates_is_inside_trans():
    found = []
    for path in tracked():
        if path.suffix not in {".html", ".txt"} or "templates" not in path.parts or path.parts[0] == "tests":
            continue
        rest = text_of(path)
        for hidden in (COMMENTS, BLOCKS, TAGS):
            rest = hidden.sub(lambda match: "\n" * match[0].count("\n"), rest)
        found += [
            f"{path}:{number} {line.strip()[:60]}"
            for number, line in enumerate(rest.splitlines(), start=1)
            if CJK.search(line)
        ]
    assert found == []


def test_every_exception_to_the_rule_has_a_reason():
    assert all(len(reason) > 20 for reason in DATA.values())
