"""Who comes from the dashboard to the list sees what it is narrowed down to, and can take that away."""

import pytest

from tests import lives

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("todo", "words"),
    [("office_draft", "待办：草稿"), ("office_open", "在办的"), ("closing.of", "已挂号")],
)
def test_a_clerk_sees_what_the_list_is_narrowed_to_and_can_take_it_away(visit, county, todo, words):
    lives.registered(county)
    page = visit(user=county.clerk)
    page.goto(f"/ledger/?todo={todo}")
    tag = page.locator(".list-tag")
    assert tag.inner_text().strip() == words
    tag.click()
    page.wait_for_function("location.search === ''")
    assert page.locator(".list-tag").count() == 0
