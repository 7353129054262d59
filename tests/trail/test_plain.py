import datetime as dt
import json
import uuid
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from trail.chain import fingerprint
from trail.models import Entry
from trail.plain import plain
from trail.recording import record

CHINA = dt.timezone(dt.timedelta(hours=8))


class Severity(models.TextChoices):
    COMMON = "common", "一般"


class Step(models.IntegerChoices):
    FIND = 1, "发现问题"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (5, 5),
        (0.1, 0.1),
        (-0.0, 0.0),
        (1e16, 10**16),
        (float("nan"), "nan"),
        (Decimal("98.70"), "98.70"),
        (dt.date(2026, 3, 5), "2026-03-05"),
        (dt.time(8, 30), "08:30:00"),
        (dt.datetime(2026, 3, 5, 8, 0, tzinfo=CHINA), "2026-03-05T00:00:00.000000+00:00"),
        (dt.datetime(2026, 3, 5, 8, 0), "2026-03-05T08:00:00"),  # noqa: DTZ001 - a naive one must not fail
        (dt.timedelta(days=1), "P1DT00H00M00S"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Severity.COMMON, "common"),
        (Step.FIND, 1),
        (mark_safe("<b>"), "<b>"),
        ("a\0b\ud800", "a\ufffdb\ufffd"),
        ((1, (2,)), [1, [2]]),
        ({"b", "a"}, ["a", "b"]),
        ({"due": dt.date(2026, 3, 5), "who": [Decimal(1)]}, {"due": "2026-03-05", "who": ["1"]}),
    ],
)
def test_a_value_has_one_plain_form(value, expected):
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)
    assert repr(plain(value)) == repr(expected)


def test_a_translated_text_is_kept_as_it_read_when_recorded():
    with translation.override("zh-hans"):
        value = plain({"word": gettext_lazy("留痕记录")})

    assert value == {"word": "留痕记录"}
    assert type(value["word"]) is str


@pytest.mark.parametrize("value", [object(), b"bytes", Group(pk=1), {1: "a"}, {"deep": [{None: 1}]}])
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(TypeError, match="trail"):
        plain(value)


any_text = st.text(st.characters(exclude_categories=()), max_size=20)
any_value = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | any_text
    | st.decimals()
    | st.dates()
    | st.datetimes(timezones=st.just(CHINA), min_value=dt.datetime(2, 1, 1)),  # noqa: DTZ001 - it is a bound
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)


@given(value=any_value)
def test_the_plain_form_is_json_and_stays_itself(value):
    form = plain(value)

    assert json.loads(json.dumps(form, allow_nan=False)) == form
    assert repr(plain(form)) == repr(form)


@pytest.mark.both_engines
@pytest.mark.django_db
@given(before=st.dictionaries(any_text, any_value, max_size=5), after=st.none() | st.just({}))
def test_an_entry_read_back_from_the_database_has_the_hash_it_was_written_with(before, after):
    with transaction.atomic():
        position = record("thing.change", by=None, subject=Group(pk=1), before=before, after=after).position
        stored = Entry.objects.get(position=position)
        transaction.set_rollback(True)

    assert fingerprint(stored.content()) == stored.hash
    assert stored.after == after
