"""问题来源: shared by every office, kept by the clerks at the top of a tree."""

import pytest

from issues.models import Source
from tests.factories import UserFactory
from tests.issues.conftest import error_of, text_of


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def test_a_new_source_stands_at_the_end_of_the_list(clerk):
    last = Source.objects.order_by("position").last()
    assert clerk.see("source_new").context["form"]["position"].value() == last.position + 1
    clerk.send("source_new", name="第三方评估", position=last.position + 1, active="on")
    assert Source.objects.order_by("position").last().name == "第三方评估"


def test_a_name_stands_once_in_the_dictionary(clerk):
    answer = clerk.send("source_new", name="走访", position=1, active="on")
    assert error_of(answer, "name") == "已有“走访”这个来源。"


def test_a_source_is_renamed_moved_and_taken_out_of_use(clerk):
    source = Source.objects.get(name="问卷")
    clerk.send("source_edit", source.pk, name="问卷调查", position=99, version=source.version)
    source.refresh_from_db()
    assert (source.name, source.position, source.active, source.version) == ("问卷调查", 99, False, 2)
    assert "停用" in text_of(clerk.see("source_list"))


def test_the_second_of_two_editors_gets_both_texts(clerk):
    source = Source.objects.get(name="问卷")
    clerk.send("source_edit", source.pk, name="别人改的", position=4, active="on", version=1)
    answer = clerk.send("source_edit", source.pk, name="我改的", position=4, version=1)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "别人改的" in page
    assert "启用 是 否" in page
    source.refresh_from_db()
    assert source.name == "别人改的"


def test_only_clerks_of_an_organisation_at_the_top_keep_it(at_desk, county):
    source = Source.objects.get(name="问卷")
    unit_clerk = UserFactory(organisation=county.unit, roles=["clerk"])
    for user in (county.reviewer, county.leader, county.liaison, unit_clerk):
        desk = at_desk(user)
        assert desk.see("source_new").status_code == 403
        assert desk.send("source_edit", source.pk, name="x", position=1, version=1).status_code == 403
    assert "由最上级组织的经办人员维护" in text_of(at_desk(unit_clerk).see("source_list"))
    assert at_desk(county.liaison).see("source_list").status_code == 403


def test_a_source_that_is_not_there_is_not_found(clerk):
    assert clerk.see("source_edit", 10**6).status_code == 404
