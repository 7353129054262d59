"""One person per role in a unit, and the same records in the unit itself, beside it, below it and above
it.
"""

from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.db.models import Model

from issues.models import Issue, Source
from measures.models import Evidence, Measure, Regulation
from people.models import Organisation, Role, User
from tests.factories import (
    CampaignFactory,
    CategoryFactory,
    IssueFactory,
    LeaderFactory,
    OrganisationFactory,
    UserFactory,
)

RELATIONS = ("own", "sibling", "child", "parent")
DAY = date(2026, 3, 2)


@dataclass
class World:
    """`people` by role; `things` by kind and relation."""

    people: dict[str, User]
    things: dict[tuple[str, str], Model]


def make_world() -> World:
    """县 → 本单位 (with 下属组) and 平级单位; every one keeps a ledger of its own."""
    parent = OrganisationFactory(name="示例县", kind="county")
    own = OrganisationFactory(name="本单位", parent=parent)
    places = {
        "parent": parent,
        "own": own,
        "sibling": OrganisationFactory(name="平级单位", parent=parent),
        "child": OrganisationFactory(name="下属组", parent=own, kind="section"),
    }
    people = {role: UserFactory(username=role, organisation=own, roles=[role]) for role in Role.values}
    things: dict[tuple[str, str], Model] = {}
    for relation, place in places.items():
        for kind, thing in _things_of(place, people if relation == "own" else {}).items():
            things[kind, relation] = thing
    return World(people, things)


def _things_of(place: Organisation, people: dict[str, User]) -> dict[str, Model]:
    keeper = UserFactory(organisation=place)
    leader = LeaderFactory(organisation=place, user=people.get("leader"))
    campaign = CampaignFactory(organisation=place, code="2026-查")
    issue = IssueFactory(
        campaign=campaign,
        category=CategoryFactory(campaign=campaign),
        created_by=keeper,
        status="rectifying",
        serial=1,
        number="2026-查-001",
        unit=place,
        lead_leader=leader,
        registered_on=DAY,
        claimed_on=DAY,
        progressed_on=DAY,
    )
    measure = Measure.objects.create(issue=issue, text="逐项落实")
    regulation = Regulation.objects.create(organisation=place, name="议事规则")
    regulation.issues.add(issue)
    return {
        "organisation": place,
        "person": keeper,
        "leader": leader,
        "campaign": campaign,
        "issue": issue,
        "measure": measure,
        "evidence": _evidence(issue, keeper),
        "regulation": regulation,
        "source": Source.objects.get(name="自查自纠"),
    }


def _evidence(issue: Issue, by: User) -> Evidence:
    content = b"%PDF-1.4 proof"
    evidence = Evidence(
        issue=issue,
        name="说明.pdf",
        content_type="application/pdf",
        size=len(content),
        sha256="a" * 64,
        token=f"{issue.pk:032d}",
        uploaded_by=by,
    )
    evidence.file.save("x", ContentFile(content))
    return evidence
