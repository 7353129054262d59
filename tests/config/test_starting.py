"""What keeps the product from starting is said in a sentence, to somebody who only wants it to run."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.starting import CannotStart, listen, only_runner, port_number

ROOT = Path(__file__).parents[2]
# Kept free for documents: no machine has it.
ELSEWHERE = "203.0.113.1"
INTERRUPTED = """
import runpy
import django.core.management

def interrupt(_arguments):
    raise KeyboardInterrupt

django.core.management.execute_from_command_line = interrupt
runpy.run_path("manage.py", run_name="__main__")
"""


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "65536", "８０００", "80.0", "9" * 5000])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(CannotStart, match="端口应是 1 到 65535 的数字"):
        port_number(text)


@pytest.mark.parametrize("text", ["1", "8000", "65535"])
def test_a_port_is_a_number(text):
    assert port_number(text) == int(text)


def test_a_port_in_use_is_not_taken_and_another_is_named():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"端口 {port} 已被占用.*PORT={port + 1}"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_not_called_a_port_in_use():
    with pytest.raises(CannotStart, match=f"“{ELSEWHERE}”不是这台电脑的地址"):
        listen(ELSEWHERE, 8000)


def test_a_data_folder_that_cannot_be_written_is_named_with_the_reason(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.write_text("not a folder")
    with (
        pytest.raises(CannotStart, match=f"不能写入数据目录 {settings.DATA_DIR}.*请检查权限"),
        only_runner(settings.DATA_DIR, "http://127.0.0.1:8000/"),
    ):
        pytest.fail("it took a folder that is none")


def test_the_database_stays_in_a_folder_of_any_name(tmp_path):
    folder = tmp_path / "台账 #1?50%41"
    code = "from config.settings import DATABASES; print(DATABASES['default']['NAME'])"
    found = python(code, LEDGER_DATA_DIR=str(folder), DATABASE_URL="", PYTHONUTF8="1")
    assert found.stdout.strip() == str(folder / "ledger.sqlite3"), found.stderr


def test_ctrl_c_ends_a_command_without_a_traceback():
    ended = python(INTERRUPTED)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")
