"""The help page explains the product with the product's own rules."""

import re

import pytest
from django.urls import reverse

from issues.models import Issue
from people.models import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to("2026-11-20 12:00 +0800", tick=False)


def text_of(page) -> str:
    return page.content.decode()


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_everyone_can_read_it_and_finds_their_own_role(county, client_for, role):
    page = client_for(UserFactory(organisation=county.root, roles=[role])).get(reverse("help"))
    assert page.status_code == 200
    assert [label for label, _, is_mine in page.context["roles"] if is_mine] == [Role(role).label]


def test_the_picture_is_drawn_by_the_page_with_every_station_and_a_text_for_readers(county, client_for):
    shown = text_of(client_for(county.clerk).get(reverse("help")))
    pictures = re.findall(r"<svg class=\"flow.*?</svg>", shown, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        assert 'role="img"' in picture
        assert "<title" in picture
        assert "<desc" in picture
        assert "style=" not in picture
        for word in (
            "草稿",
            "挂号",
            "待认领",
            "认领",
            "整改中",
            "申请销号",
            "待审核",
            "已销号",
            "回头看",
            "闭环",
            "回炉",
        ):
            assert word in picture


def test_examples_of_deadlines_say_what_the_reader_really_reads(county, client_for):
    page = client_for(county.liaison).get(reverse("help"))
    read_as = {example.written: example.read_as for example in page.context["examples"]}
    assert read_as["2026年6月底前"] == "读作：2026年6月30日到期"
    assert read_as["立行立改"] == "读作：立行立改，无具体日期"
    assert read_as["2026年底前，并长期坚持"] == "读作：2026年12月31日到期，并长期坚持"
    assert "有歧义" in read_as["2026年8月前"]
    assert "请补填日期" in read_as["限期整改"]


def test_the_colour_rule_is_told_with_its_numbers(county, client_for):
    shown = text_of(client_for(county.clerk).get(reverse("help")))
    assert "逾期超过 15 天" in shown
    assert "7 天内到期" in shown
    assert "14 天没有进展" in shown
    assert not Issue.objects.exists()
