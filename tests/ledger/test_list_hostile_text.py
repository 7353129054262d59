"""Whatever people write stands in the list as text: in cells, attributes and choices; cards are labelled."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from issues.models import Issue
from issues.searching import words_of
from ledger.chips import due_in_words
from ledger.listing import Drawing
from people.fields import visible
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, LeaderFactory, OrganisationFactory
from tests.ledger.list_page import ListPage, read_html

SCRIPT = "<script>document.title='taken'</script>"
IMAGE = "\"><img src=x onerror='document.title=1'>"
QUOTED = "' onmouseover='document.title=1' x=\""
HOSTILE = [
    SCRIPT,
    IMAGE,
    QUOTED,
    "</td></tr></table><h1>公告</h1>",
    "&lt;b&gt; & &amp; &#60;i&#62; &quot;",
    "{{ 7|add:7 }} {% now 'Y' %} {pk} {0} %s %(pk)s %%",
    'value="1" selected',
    "\u202e天81期逾\u202c \u2066שלום\u2069 مرحبا",
    "一\x01二\x07三\x1b[31m四\x7f五\x85六",
    "字" * 120,
]
IDS = [
    "script",
    "image",
    "quotes",
    "closing_tags",
    "entities",
    "signs_of_templates",
    "an_option",
    "right_to_left",
    "control_characters",
    "long",
]
ELEMENTS = {"td", "a", "span", "label", "input"}
ATTRIBUTES = {
    "tr": {"data-row", "id", "class"},
    "td": {"class", "data-label"},
    "a": {"class", "href", "title"},
    "span": {"class"},
    "label": set(),
    "input": {"type", "class", "data-select", "name", "value", "form", "aria-label"},
}


def write_everywhere(county, text: str) -> Issue:
    """An issue of which everything the list shows, and every choice beside it, is `text`."""
    above = OrganisationFactory(name=text[:80], parent=county.root)
    unit = OrganisationFactory(name=text[:79] + "下", parent=above, kind="section")
    campaign = CampaignFactory(organisation=county.root, title=text[:60])
    upper = CategoryFactory(campaign=campaign, name=text[:60])
    lower = CategoryFactory(campaign=campaign, name=text[:59] + "下", parent=upper)
    leader = LeaderFactory(organisation=county.root, post=text[:40], name=text[:40])
    issue = lives.registered(county)
    Issue.objects.filter(pk=issue.pk).update(
        title=text,
        number=text[:26],
        due_text=text,
        campaign=campaign,
        category=lower,
        unit=unit,
        lead_leader=leader,
    )
    return Issue.objects.get(pk=issue.pk)


@pytest.fixture
def listed(county, client_for):
    """`listed(text, **asked)`: the list over an issue full of `text`, and that issue."""

    def look(text: str, **asked) -> tuple[ListPage, Issue]:
        issue = write_everywhere(county, text)
        named = {name: getattr(issue, f"{field}_id") for name, field in asked.items()}
        return ListPage.of(client_for(county.clerk).get("/ledger/", named)), issue

    return look


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_every_cell_shows_what_was_written_and_nothing_more(listed, text):
    page, issue = listed(text)
    _box, number, title, category, leader, unit, due, _status, _chip = page.cells(issue.pk)
    assert number.text == issue.number
    assert title.text == issue.title
    assert category.text == issue.category.name
    assert leader.text == f"{issue.lead_leader.post} {issue.lead_leader.name}".strip()
    assert unit.text == f"{issue.unit.parent.name.strip()} / {issue.unit.name}"
    assert due.text == issue.due_text + due_in_words(issue.due_on, on=timezone.localdate())


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_every_attribute_holds_what_was_written_and_nothing_more(listed, text):
    page, issue = listed(text)
    (row,) = page.tree.every("tr", data_row=str(issue.pk))
    (link,) = row.every("a")
    (box,) = row.every("input")
    assert link.attributes["title"] == issue.title
    assert link.attributes["href"] == f"/issues/{issue.pk}/"
    assert box.attributes["aria-label"] == f"选中 {issue.number}"
    assert {one.tag for one in row.every()} == ELEMENTS
    for one in [row, *row.every()]:
        assert one.attributes.keys() <= ATTRIBUTES[one.tag], one


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_every_choice_is_what_was_written_and_nothing_more(listed, text):
    page, issue = listed(text)
    offered = {name: dict(page.offers(name)) for name in ("campaign", "category", "unit", "leader")}
    post = issue.lead_leader
    assert offered["campaign"][str(issue.campaign_id)] == issue.campaign.title.strip()
    assert offered["category"][str(issue.category_id)] == f"\u3000{issue.category.name}"
    assert offered["category"][str(issue.category.parent_id)] == issue.category.parent.name.strip()
    assert offered["unit"][str(issue.unit.parent_id)] == issue.unit.parent.name.strip()
    assert offered["leader"][str(issue.lead_leader_id)] == f"{post.post} {post.name}".strip()
    (categories,) = page.tree.every("select", name="category")
    groups = [one.attributes for one in categories.every("optgroup")]
    assert {"label": issue.campaign.title.strip()} in groups
    for select in page.tree.every("select"):
        assert {one.tag for one in select.every()} <= {"option", "optgroup"}
        for option in select.every("option"):
            assert option.attributes.keys() <= {"value", "selected"}


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_only_what_was_asked_for_is_chosen(listed, text):
    names = {"campaign": "campaign", "category": "category", "unit": "unit", "leader": "lead_leader"}
    page, issue = listed(text, **names)
    assert page.ids == [issue.pk]
    for name, column in names.items():
        assert page.chosen(name) == [str(getattr(issue, f"{column}_id"))]
    assert page.notices == []


@pytest.mark.parametrize("text", [text for text in HOSTILE if visible(text) == text])
def test_what_is_searched_for_stands_in_its_box_and_changes_no_other_part(county, client_for, text):
    client = client_for(county.clerk)
    plain, page = (ListPage.of(client.get("/ledger/", {"q": asked})) for asked in ("无此词", text))
    (box,) = page.tree.every("input", name="q")
    assert box.attributes["value"] == " ".join(words_of(text))
    parts = [[(one.tag, list(one.attributes)) for one in either.tree.every()] for either in (page, plain)]
    assert parts[0] == parts[1]


def test_a_row_is_whole_even_when_its_text_holds_the_sign_between_texts():
    row = SimpleNamespace(
        pk=3,
        number="第\x00号",
        title="会\x00议",
        category="类\x00",
        leader_post="\x00",
        leader_name=None,
        unit_id=None,
        unit="<科>",
        due_on=date(2026, 11, 1),
        due_text="",
        status="rectifying",
        rectification="staged",
        refusals=0,
        progressed_on=date(2026, 11, 19),
        confirmed_on=None,
        registered_on=date(2026, 10, 1),
        campaign_id=1,
    )
    drawing = Drawing(lives.TODAY, {}, {}, "/issues/{pk}/", can_be_chosen=True)
    tree = read_html(str(drawing.rows([row, row])))
    rows = tree.every("tr")
    assert len(rows) == 2
    cells = [one.text for one in rows[1].every("td")]
    assert [cells[1], cells[2], cells[3], cells[5]] == ["第\x00号", "会\x00议", "类\x00", "<科>"]
    assert cells[6] == "2026-11-01逾期19天"


@pytest.mark.parametrize("who", ["clerk", "leader"])
def test_every_cell_of_a_card_carries_the_heading_of_its_column(county, client_for, who):
    issue = lives.claimed(county)
    page = ListPage.of(client_for(getattr(county, who)).get("/ledger/"))
    cells = page.cells(issue.pk)
    assert len(cells) == len(page.headings)
    # A card begins with the colour and the title, which say themselves what they are.
    speaking = {"cell-check", "cell-title", "cell-chip"}
    labelled = {
        heading: cell.attributes.get("data-label")
        for heading, cell in zip(page.headings, cells, strict=True)
        if cell.attributes.get("class") not in speaking
    }
    assert list(labelled) == ["编号", "类别", "牵头", "责任单位", "时限", "状态"]
    assert all(heading == label for heading, label in labelled.items())


def test_a_draft_with_nothing_in_it_shows_dashes_and_no_empty_cell(county, client_for):
    issue = lives.draft(county, unit=None, lead_leader=None, due_on=None, due_text="")
    page = ListPage.of(client_for(county.clerk).get("/ledger/"))
    box, number, title, category, leader, unit, due, status, chip = page.cells(issue.pk)
    assert [one.text for one in (number, leader, unit, due)] == ["—"] * 4
    assert (title.text, category.text, status.text, chip.text) == (
        issue.title,
        "形式主义",
        "草稿",
        "草稿",
    )
    (tick,) = box.every("input")
    assert tick.attributes["aria-label"] == f"选中 {issue.title}"
