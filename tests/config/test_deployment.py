"""The samples in deploy/ fit the product they serve."""

import re

import pytest

from tests.rules.sources import text_of, tracked

MB = 1024 * 1024
NGINX = "deploy/nginx/ledger.conf"


def _samples(suffix: str):
    return [path for path in tracked() if path.parts[0] == "deploy" and path.suffix == suffix]


def test_nginx_lets_pass_what_the_application_takes_so_that_the_application_refuses_in_its_own_words(
    settings,
):
    passed = re.search(r"client_max_body_size (\d+)m;", text_of(NGINX))
    assert int(passed[1]) * MB > settings.UPLOAD_TOTAL_BYTES + settings.UPLOAD_LIMIT_BYTES


def test_nginx_says_itself_where_a_request_comes_from(settings):
    said = dict(re.findall(r"proxy_set_header (\S+)\s+(\S+);", text_of(NGINX)))
    assert said["X-Forwarded-For"] == "$remote_addr"
    assert said["X-Forwarded-Proto"] == "$scheme"


def test_every_setting_of_the_sample_is_one_that_is_read():
    named = re.findall(r"^([A-Z_]+)=", text_of("deploy/production.env"), re.MULTILINE)
    read = text_of("config/settings.py") + text_of("config/gunicorn.py")
    assert named
    assert [name for name in named if f'"{name}"' not in read] == []


@pytest.mark.parametrize("page", _samples(".html"), ids=lambda path: path.stem)
def test_a_page_of_nginx_is_named_in_its_sample_and_needs_only_files_that_are_there(page, settings):
    assert f"/errors/{page.name};" in text_of(NGINX)
    needed = re.findall(r'href="/static/([^"]+)"', text_of(page))
    assert needed
    assert [name for name in needed if not (settings.BASE_DIR / "static" / name).is_file()] == []


@pytest.mark.parametrize("unit", _samples(".service"), ids=lambda path: path.stem)
def test_a_service_is_tried_again_for_ever_and_without_rights_it_does_not_need(unit):
    lines = text_of(unit).splitlines()
    for line in (
        "User=ledger",
        "Restart=always",
        "StartLimitIntervalSec=0",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
    ):
        assert line in lines
