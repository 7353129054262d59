"""Files, functions and argument lists stay small enough to read at one sitting."""

import ast

from tests.rules.sources import functions_of, python_files, text_of

EVERYTHING = ("config", "ledger", "measures", "issues", "people", "trail", "tests", "benchmarks")
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_ARGUMENTS = 6


def test_no_python_file_is_longer_than_400_lines():
    lengths = {str(path): len(text_of(path).splitlines()) for path in python_files(*EVERYTHING)}
    assert {path: length for path, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_no_function_is_longer_than_50_lines():
    found = [
        f"{path}:{function.lineno} {function.name}: {function.end_lineno - function.lineno + 1} lines"
        for path in python_files(*EVERYTHING)
        for function in functions_of(path)
        if function.end_lineno - function.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert found == []


def test_no_function_takes_more_than_six_arguments():
    found = []
    for path in python_files(*EVERYTHING):
        for function in functions_of(path):
            count = _argument_count(function)
            if count > MAX_ARGUMENTS:
                found.append(f"{path}:{function.lineno} {function.name}: {count} arguments")
    assert found == []


def _argument_count(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Positional and keyword-only ones; self, cls and what pytest injects as fixtures do not count."""
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])
