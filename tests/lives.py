"""A small county with one person per role, and issues brought to any state by the actions people use."""

from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile

from issues import actions as issue_actions
from issues.models import Campaign, Category, Issue, Source
from measures import actions
from people.models import Leader, Organisation, User
from tests.factories import CampaignFactory, CategoryFactory, LeaderFactory, OrganisationFactory, UserFactory

TODAY = date(2026, 11, 20)


@dataclass
class County:
    """县 → two departments → one section; everyone the life of an issue needs."""

    root: Organisation
    unit: Organisation
    sibling: Organisation
    section: Organisation
    campaign: Campaign
    category: Category
    leader_post: Leader
    clerk: User
    reviewer: User
    leader: User
    liaison: User
    sibling_liaison: User
    section_liaison: User


def make_county() -> County:
    """Needs the database."""
    root = OrganisationFactory(name="示例县", kind="county")
    unit = OrganisationFactory(name="政务科", parent=root)
    sibling = OrganisationFactory(name="综合科", parent=root)
    section = OrganisationFactory(name="窗口组", parent=unit, kind="section")
    campaign = CampaignFactory(title="学习教育", code="2026-学教", organisation=root)
    leader = UserFactory(username="leader", organisation=root, roles=["leader"])
    return County(
        root=root,
        unit=unit,
        sibling=sibling,
        section=section,
        campaign=campaign,
        category=CategoryFactory(campaign=campaign, name="形式主义"),
        leader_post=LeaderFactory(organisation=root, post="分管副县长", user=leader),
        clerk=UserFactory(username="clerk", organisation=root, roles=["clerk"]),
        reviewer=UserFactory(username="reviewer", organisation=root, roles=["reviewer"]),
        leader=leader,
        liaison=UserFactory(username="liaison", organisation=unit, roles=["liaison"]),
        sibling_liaison=UserFactory(username="sibling_liaison", organisation=sibling, roles=["liaison"]),
        section_liaison=UserFactory(username="section_liaison", organisation=section, roles=["liaison"]),
    )


def draft(county: County, **values) -> Issue:
    """A draft of the clerk, complete enough to be registered."""
    facts = {
        "category": county.category,
        "title": "会议偏多，议题准备不充分",
        "source": Source.objects.get_or_create(name="自查自纠")[0],
        "found_on": date(2026, 9, 1),
        "unit": county.unit,
        "lead_leader": county.leader_post,
        "rectification": "staged",
        "due_on": date(2026, 12, 31),
        "due_text": "2026年底前",
    }
    return issue_actions.create_draft(campaign=county.campaign, values={**facts, **values}, by=county.clerk)


def registered(county: County, *, today: date = TODAY, **values) -> Issue:
    """待认领."""
    return issue_actions.register(issue=draft(county, **values), by=county.clerk, today=today)


def claimed(county: County, *, today: date = TODAY, **values) -> Issue:
    """整改中."""
    return issue_actions.claim(
        issue=registered(county, today=today, **values), by=county.liaison, today=today
    )


def upload(name: str = "纪要.pdf", content: bytes = b"%PDF-1.4 proof") -> actions.Upload:
    """A checked file."""
    digest = "%064x" % (abs(hash((name, content))) % 16**16)
    return actions.Upload(ContentFile(content), name, "application/pdf", digest, len(content))


def ready(county: County, *, today: date = TODAY, **values) -> Issue:
    """整改中, with one completed measure and its evidence: nothing stands in the way of an application."""
    issue = claimed(county, today=today, **values)
    row = actions.MeasureRow(None, "精简会议，提前三天送审议题")
    issue = actions.save_measures(issue=issue, rows=[row], by=county.liaison, version=issue.version)
    measure = issue.measures.get()
    actions.complete_measure(measure=measure, by=county.liaison, today=today)
    actions.add_evidence(issue=issue, uploads=[upload()], kind="document", measure=measure, by=county.liaison)
    issue.refresh_from_db()
    return issue


def applied(county: County, *, today: date = TODAY, **values) -> Issue:
    """待审核."""
    issue = ready(county, today=today, **values)
    actions.apply(issue=issue, statement="会议数量明显减少，议题提前送审。", by=county.liaison, today=today)
    issue.refresh_from_db()
    return issue


def closed(county: County, *, today: date = TODAY, **values) -> Issue:
    """已销号 (已转常态 for a standing type)."""
    issue = applied(county, today=today, **values)
    return actions.decide(issue=issue, granted=True, reason="情况属实。", by=county.reviewer, today=today)
