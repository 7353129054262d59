"""Answers that hold until something is recorded."""

import pytest
from django.db import transaction

from ledger.desk import Desk
from ledger.remembering import CHANGES_NOTHING, remembered
from ledger.timeline import SENTENCES
from people.models import RoleGrant
from tests import lives
from tests.factories import CampaignFactory
from trail.recording import record

pytestmark = pytest.mark.django_db


def asked_times():
    asked = []

    def ask():
        asked.append(1)
        return len(asked)

    return ask


def test_an_answer_is_asked_once_for_each_position_of_the_trail():
    ask = asked_times()
    assert [remembered("a", "7", ask), remembered("a", "7", ask)] == [1, 1]
    assert remembered("a", "8", ask) == 2
    assert remembered("b", "8", ask) == 3


def test_zero_and_nothing_are_answers_too():
    ask = asked_times()
    for empty in (0, "", []):
        assert remembered(f"empty{empty!r}", "1", lambda empty=empty: (ask(), empty)[1]) == empty
        assert remembered(f"empty{empty!r}", "1", lambda empty=empty: (ask(), empty)[1]) == empty
    assert ask() == 4


def position(user):
    return Desk(user, lives.TODAY).position


def test_whatever_is_recorded_moves_the_position(county):
    before = position(county.clerk)
    lives.draft(county)
    assert position(county.clerk) != before


@pytest.mark.parametrize("verb", CHANGES_NOTHING)
def test_who_signs_in_or_out_asks_nothing_anew(county, verb):
    lives.draft(county)
    before = position(county.clerk)
    with transaction.atomic():
        record(verb, by=county.clerk, subject=county.clerk)
    assert position(county.clerk) == before
    assert verb in SENTENCES


def test_a_step_taken_back_leaves_the_old_position_and_the_next_one_gets_a_new(county):
    before = position(county.clerk)
    seen = set()
    for title in ("第一次", "第二次"):
        with transaction.atomic():
            lives.draft(county, title=title)
            seen.add(position(county.clerk))
            transaction.set_rollback(True)
        assert position(county.clerk) == before
    assert len(seen) == 2


def test_an_empty_trail_has_a_position(county):
    CampaignFactory()
    assert position(county.clerk) == ""


def test_another_role_is_another_name(county):
    before = Desk(county.leader, lives.TODAY).name
    RoleGrant.objects.create(user=county.leader, role="clerk")
    county.leader.refresh_from_db()
    assert Desk(county.leader, lives.TODAY).name != before
