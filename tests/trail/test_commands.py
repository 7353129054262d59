import pytest
import time_machine
from django.core.management import CommandError, call_command

from trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def path(settings, tmp_path):
    settings.TRAIL_ANCHOR_FILE = tmp_path / "trail.jsonl"
    return settings.TRAIL_ANCHOR_FILE


def test_a_sound_trail_is_told_in_one_line(write, capsys):
    write(3)
    with time_machine.travel("2026-03-04T16:30:00Z", tick=False):  # half past midnight in China
        call_command("anchor_trail")
    assert "2026-03-05 的锚点：第 3 条，共 3 条" in capsys.readouterr().out

    call_command("verify_trail", "--require-anchor")
    assert capsys.readouterr().out == "留痕校验通过：共 3 条，核对锚点 1 个。\n"


def test_findings_are_listed_and_the_command_fails(write, forge, capsys):
    write(3)
    forge.sql("UPDATE trail_entry SET verb = 'forged' WHERE position = 2")
    with pytest.raises(CommandError, match="共 3 条，发现 1 处异常") as caught:
        call_command("verify_trail")

    assert caught.value.returncode == 1
    assert "第 2 条：内容被改动，与其指纹不符。" in capsys.readouterr().out


def test_a_cut_tail_fails_against_the_anchor_file(write, forge, capsys):
    write(3)
    call_command("anchor_trail")
    forge.sql("DELETE FROM trail_entry WHERE position = 3")
    with pytest.raises(CommandError):
        call_command("verify_trail")

    assert "末尾被截去" in capsys.readouterr().out


def test_a_missing_anchor_file_is_said_but_is_no_failure(write, path, capsys):
    write(1)
    call_command("verify_trail")

    out = capsys.readouterr().out
    assert f"没有锚点文件 {path}" in out
    assert "留痕校验通过" in out


def test_a_missing_anchor_file_fails_when_one_is_required(write):
    write(1)
    with pytest.raises(CommandError):
        call_command("verify_trail", "--require-anchor")

    assert Entry.objects.count() == 1


def test_another_anchor_file_can_be_named(write, path, tmp_path, capsys):
    write(1)
    call_command("anchor_trail")
    elsewhere = path.rename(tmp_path / "kept-elsewhere.jsonl")
    call_command("verify_trail", "--anchors", str(elsewhere))

    assert "核对锚点 1 个" in capsys.readouterr().out
