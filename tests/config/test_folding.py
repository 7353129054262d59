"""Joined parts of a template draw what the parts would draw."""

from itertools import pairwise

import pytest
from django.template import engines
from django.template.base import TextNode
from django.utils import translation

from config.folding import Unchanging, fold

SOURCE = """
{% load i18n static layout_parts %}<p title="{% trans '草稿' %}">{% icon "bell" %}{% url 'login' %}</p>
{% if shown %}<b>{% trans "已销号" %}</b>{% else %}<i>{% trans "待认领" %}</i>{% endif %}
{% for one in several %}<li>{% trans "第" %}{{ one }}</li>{% empty %}{% trans "没有" %}{% endfor %}
{% url 'login' as address %}{{ address }}{% trans "逾期" as late %}{{ late }}{% trans name %}{% icon kind %}
{% trans "不变 <b>&amp;</b>" %}{% trans "A" context "等级" %}{{ "<i>"|upper }}
"""
SHOWN = [
    {"shown": True, "several": ["<1>", "2"], "name": "已作废", "kind": "house"},
    {"shown": False, "several": [], "name": "整改中", "kind": "bell"},
]


def template():
    return engines["django"].from_string(SOURCE)


@pytest.mark.parametrize("context", SHOWN)
def test_it_draws_the_same(context):
    joined = template()
    fold(joined.template.nodelist)
    expected = template().render(context)
    assert [joined.render(context), joined.render(context)] == [expected] * 2


def test_most_of_a_page_is_joined_and_what_differs_stays():
    joined = template()
    before = len(joined.template.nodelist)
    fold(joined.template.nodelist)
    kinds = [type(node).__name__ for node in joined.template.nodelist]
    assert kinds.count("Unchanging") == 2
    assert kinds.count("VariableNode") == 3
    assert len(kinds) < before
    alike = [isinstance(node, (TextNode, Unchanging)) for node in joined.template.nodelist]
    assert (True, True) not in pairwise(alike)


def test_each_language_is_drawn_for_itself():
    joined = engines["django"].from_string('{% load i18n %}{% trans "This field is required." %} ')
    fold(joined.template.nodelist)
    assert isinstance(joined.template.nodelist[-1], Unchanging)
    said = {}
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            said[language] = joined.render({})
    assert said == {"zh-hans": "这个字段是必填项。 ", "en": "This field is required. "}
