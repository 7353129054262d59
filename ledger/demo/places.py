"""The organisations, people and campaigns of the demo."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import ModuleType
from typing import Any

from issues.models import Campaign, Category, Source
from ledger.demo.accounts import (
    ACCOUNTS,
    COMMUNITIES,
    COUNTY,
    DEPARTMENTS,
    LEADERS,
    PASSWORD,
    TOWN,
    TOWN_SECTIONS,
)
from ledger.demo.script import Story
from people.models import Leader, Organisation, RoleGrant, User


@dataclass
class Places:
    """Everything by its name."""

    organisations: dict[str, Organisation]
    people: dict[str, User]
    leaders: dict[str, Leader]
    liaisons: dict[str, User]
    campaigns: list[Campaign]
    sources: dict[str, Source]

    @property
    def clerk(self) -> User:
        """经办."""
        return self.people["jingban"]

    @property
    def reviewer(self) -> User:
        """审核."""
        return self.people["shenhe"]

    def facts_of(self, story: Story, campaign: Campaign, *, today: date) -> dict[str, Any]:
        """The values of a story's draft."""
        dated = isinstance(story.due, int)
        due_on = today + timedelta(days=int(story.due)) if dated else None
        return {
            "category": Category.objects.get(campaign=campaign, name=story.category),
            "title": story.title,
            "description": story.description,
            "source": self.sources[story.source],
            "found_on": today + timedelta(days=story.found),
            "rectification": story.kind,
            "severity": story.severity,
            "target": story.target,
            "unit": self.organisations[story.unit],
            "lead_leader": self.leaders[story.leader],
            "co_units": [self.organisations[name] for name in story.co_units],
            "due_on": due_on,
            "due_text": f"{due_on.year}年{due_on.month}月{due_on.day}日前" if due_on else str(story.due),
        }


def _organisations() -> dict[str, Organisation]:
    county = Organisation.objects.create(name=COUNTY, kind="county")
    found = {COUNTY: county}

    def add(names: tuple[str, ...], kind: str, parent: Organisation, *, after: int = 0) -> None:
        for position, name in enumerate(names, after):
            found[name] = Organisation.objects.create(name=name, kind=kind, parent=parent, position=position)

    add(DEPARTMENTS, "department", county)
    add((TOWN,), "town", county)
    found[TOWN].position = len(DEPARTMENTS)
    found[TOWN].save(update_fields=["position"])
    add(TOWN_SECTIONS, "section", found[TOWN])
    add(COMMUNITIES, "community", found[TOWN], after=len(TOWN_SECTIONS))
    return found


def _accounts(places: dict[str, Organisation]) -> dict[str, User]:
    people = {}
    for account in ACCOUNTS:
        people[account.username] = User.objects.create_user(
            account.username,
            PASSWORD,
            full_name=account.name,
            post=account.post,
            organisation=places[account.place],
            must_change_password=False,
        )
        RoleGrant.objects.create(user=people[account.username], role=account.role)
    return people


def _liaisons(places: dict[str, Organisation], people: dict[str, User]) -> dict[str, User]:
    """One liaison a unit; those besides the demo account have no password and cannot sign in."""
    found = {"政务服务中心": people["lianluo"]}
    units = [*DEPARTMENTS, *TOWN_SECTIONS, *COMMUNITIES]
    for number, name in enumerate(name for name in units if name not in found):
        user = User.objects.create_user(
            f"lianluo{number + 2:02d}",
            None,
            full_name=f"{name}联络员",
            post="联络员",
            organisation=places[name],
            must_change_password=False,
        )
        RoleGrant.objects.create(user=user, role="liaison")
        found[name] = user
    return found


def _leaders(places: dict[str, Organisation], people: dict[str, User]) -> dict[str, Leader]:
    return {
        key: Leader.objects.create(
            organisation=places[where],
            post=post,
            portfolio=portfolio,
            user=people.get(username),
            position=position,
        )
        for position, (key, post, portfolio, where, username) in enumerate(LEADERS)
    }


def _campaign(script: ModuleType, organisation: Organisation, **values: Any) -> Campaign:
    campaign = Campaign.objects.create(title=script.TITLE, organisation=organisation, **values)
    for position, name in enumerate(script.CATEGORIES):
        Category.objects.create(campaign=campaign, name=name, position=position)
    return campaign


def build(conduct: ModuleType, livelihood: ModuleType, *, today: date) -> Places:
    """Make everything the stories take place in."""
    places = _organisations()
    people = _accounts(places)
    first, second = today - timedelta(days=245), today - timedelta(days=80)
    campaigns = [
        _campaign(
            conduct,
            places[COUNTY],
            code=f"{first.year}-学教",
            starts_on=first,
            stage=Campaign.Stage.EVALUATE,
            summary=conduct.SUMMARY,
        ),
        _campaign(
            livelihood,
            places[TOWN],
            code=f"{second.year}-民生",
            starts_on=second,
            stage=Campaign.Stage.RECTIFY,
            ledger=Campaign.Ledger.LIVELIHOOD,
        ),
    ]
    sources = {source.name: source for source in Source.objects.all()}
    liaisons = _liaisons(places, people)
    return Places(places, people, _leaders(places, people), liaisons, campaigns, sources)
