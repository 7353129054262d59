"""Searching finds exactly what contains the words, on both engines, and knows every change at once."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from issues import actions, search_index
from issues.models import Issue
from issues.searching import Said, words_of
from tests import lives

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

# Few characters, so that words are found; among them what SQL, FTS5 and LIKE could take for a sign of theirs.
LETTERS = "会议会议偏多整改台账，。（）aAbB19%_\\'\"*^+-;:~&|! \t\n\u3000𠮷😀é"
texts = st.text(st.sampled_from(LETTERS), max_size=12)
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=5)


def lowered(text: str) -> str:
    """a-z and A-Z are one; nothing else is."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def found_by_looking(rows, asked):
    """Ids of the rows of which number, title or description contains every word."""
    return {
        pk
        for pk, *fields in rows
        if all(any(lowered(word) in lowered(field) for field in fields) for word in words_of(asked))
    }


def found(asked):
    return set(Issue.objects.matching(asked).values_list("pk", flat=True))


@pytest.fixture
def book(county):
    """Two drafts and a registered issue to write into."""
    return [lives.draft(county), lives.draft(county), lives.registered(county)]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts), min_size=3, max_size=3), words)
@example([("会议偏多", ""), ("会", "议偏多"), ("会x议", "偏")], "会议")
@example([("议会议", "会议会"), ("会议会x会议", ""), ("议会会议", "")], "会议会议")
@example([("100%", "a_b"), ("100", "axb"), ("1%00", "")], "%")
@example([("100%", "a_b"), ("100", "axb"), ("1%00", "")], "_")
@example([("a\nb", ""), ("ab", ""), ("a", "b")], "ab")
def test_searching_equals_looking_at_every_text(book, contents, asked):
    with transaction.atomic():
        for issue, (title, description) in zip(book, contents, strict=True):
            Issue.objects.filter(pk=issue.pk).update(title=title, description=description)
        rows = list(Issue.objects.values_list("pk", "number", "title", "description"))
        assert found(asked) == found_by_looking(rows, asked)
        assert set(Issue.objects.filter(Said(words_of(asked))).values_list("pk", flat=True)) == found(asked)
        transaction.set_rollback(True)


@pytest.mark.parametrize("asked", ["议", "会议", "会议偏", "会议偏多，议题准备", "议题 偏多", "准备不充分"])
def test_words_of_any_length_are_found(county, asked):
    issue = lives.draft(county, title="会议偏多，议题准备不充分")
    lives.draft(county, title="文件运转慢")
    assert found(asked) == {issue.pk}


def test_a_new_issue_an_edited_one_and_a_number_are_found_at_once(county):
    issue = lives.draft(county, title="会议偏多")
    assert found("会议") == {issue.pk}
    values = {"title": "公文偏长", "description": "材料反复修改"}
    issue = actions.edit(issue=issue, values=values, by=county.clerk, version=issue.version)
    assert found("会议") == set()
    assert found("公文 反复") == {issue.pk}
    issue = actions.register(issue=issue, by=county.clerk, today=lives.TODAY)
    assert found(issue.number) == found("学教-001") == {issue.pk}


def test_what_was_rolled_back_is_not_found(county):
    with transaction.atomic():
        lives.draft(county, title="榫卯松动")
        assert len(found("榫卯")) == 1
        transaction.set_rollback(True)
    assert found("榫卯") == set()


def test_a_deleted_issue_is_not_found(county):
    issue = lives.draft(county, title="榫卯松动")
    Issue.objects.filter(pk=issue.pk).delete()
    assert found("榫卯") == set()


def test_capital_letters_do_not_matter(county):
    issue = lives.draft(county, title="LED屏内容更新不及时")
    assert found("led屏") == found("Led") == found("l") == {issue.pk}


def test_ten_thousand_characters_are_searched_to_the_end(county):
    issue = lives.draft(county, description="重复" * 5000 + "榫卯")
    assert found("榫卯") == {issue.pk}
    assert found("复榫") == {issue.pk}


def test_nothing_asked_leaves_everything(county):
    issue = lives.draft(county)
    assert found("") == found(" \x00\x07　") == {issue.pk}


def test_a_very_long_search_is_cut_not_refused(county):
    lives.draft(county)
    assert found("会议" * 5000) == set()
    assert len(words_of("字 " * 100)) == 8


def test_all_parts_of_the_index_are_there_after_the_migrations():
    assert search_index.missing(connection) == []


def test_installing_again_finds_what_was_there_before(county):
    issue = lives.draft(county, title="榫卯松动", description="另行鉴定")
    connection.check_constraints()
    search_index.install(connection)
    assert found("榫卯") == found("鉴定") == {issue.pk}
    Issue.objects.filter(pk=issue.pk).update(title="已修复")
    assert found("榫卯") == set()
    assert search_index.missing(connection) == []
