"""A random small ledger, and an oracle without SQL: what each person sees, and what a filter leaves of it."""

import random
from datetime import date, timedelta

from django.utils import timezone

from issues.colours import colour_of
from issues.models import OPEN_STATUSES, Campaign, Issue, RectificationType, Source, Status
from people.models import User
from tests.factories import CampaignFactory, CategoryFactory, LeaderFactory, OrganisationFactory, UserFactory

TODAY = date(2026, 11, 20)
WORDS = ("会议", "文件", "窗口", "报表", "100%", "a_b")
PEOPLE = ("clerk", "reviewer", "leader", "unit_clerk", "unit_leader", "liaison", "small_liaison", "stranger")


class World:
    """One seed, one world: `issues` are all of them, `people` by name."""

    def __init__(self, seed: int, *, count: int = 70) -> None:
        self.random = random.Random(seed)
        self._places()
        self._people()
        self._campaigns()
        drawn = [self._issue(number) for number in range(count)]
        for issue, units in zip(Issue.objects.bulk_create(drawn), self.helping, strict=True):
            issue.co_units.set(units)
        self._touch()
        self.issues = list(Issue.objects.prefetch_related("co_units").select_related("campaign", "category"))

    def _places(self):
        self.root = OrganisationFactory(name="示例县", kind="county")
        self.units = [OrganisationFactory(name=f"{n}号部门", parent=self.root, position=n) for n in range(3)]
        self.sections = [OrganisationFactory(name="办公室", parent=unit) for unit in self.units[:2]]
        self.sections.append(OrganisationFactory(name="窗口组", parent=self.sections[0], kind="section"))
        self.places = [*self.units, *self.sections]
        self.parent = {place.pk: place.parent_id for place in [self.root, *self.places]}

    def _people(self):
        where = dict(zip(PEOPLE, [self.root] * 3 + [self.units[0]] * 3, strict=False))
        where |= {"small_liaison": self.sections[2], "stranger": self.units[2]}
        roles = {
            "unit_clerk": "clerk",
            "unit_leader": "leader",
            "small_liaison": "liaison",
            "stranger": "liaison",
        }
        self.people: dict[str, User] = {
            name: UserFactory(username=name, organisation=place, roles=[roles.get(name, name)])
            for name, place in where.items()
        }
        self.leaders = [
            LeaderFactory(organisation=self.root, user=self.people["leader"]),
            LeaderFactory(organisation=self.root, user=self.people["unit_leader"]),
            LeaderFactory(organisation=self.units[1]),
        ]

    def _campaigns(self):
        keepers = [self.root, self.units[0], self.units[1]]
        self.campaigns = [
            CampaignFactory(organisation=keeper, warn_days=number * 3, red_after_days=15 + number)
            for number, keeper in enumerate(keepers)
        ]
        self.categories = {}
        for campaign in self.campaigns:
            tops = [CategoryFactory(campaign=campaign) for _ in range(2)]
            lower = [CategoryFactory(campaign=campaign, parent=top) for top in tops for _ in range(2)]
            self.categories[campaign.pk] = [*tops, *lower]
        self.source = Source.objects.get_or_create(name="自查自纠")[0]
        self.helping = []
        self.serials = dict.fromkeys([campaign.pk for campaign in self.campaigns], 0)

    def _issue(self, number: int) -> Issue:
        pick = self.random.choice
        campaign, kind = pick(self.campaigns), pick(RectificationType.values)
        status = pick(Status.values)
        if status == Status.CLOSED and RectificationType(kind).is_standing:
            status = Status.NORMALISED
        found_on = TODAY - timedelta(days=self.random.randrange(0, 200))
        due_on = pick([None, *[max(found_on, TODAY + timedelta(days=self.random.randint(-30, 20)))] * 4])
        claimed = status in (Status.RECTIFYING, Status.REVIEWING, Status.CLOSED, Status.NORMALISED)
        self.helping.append(self.random.sample(self.places, k=pick([0, 0, 1, 2])))
        return Issue(
            campaign=campaign,
            organisation_id=campaign.organisation_id,
            category=pick(self.categories[campaign.pk]),
            title=f"{pick(WORDS)}{pick(WORDS)}{number % 7}",
            description=pick(WORDS) * self.random.randrange(3),
            source=self.source,
            found_on=found_on,
            rectification=kind,
            lead_leader=pick(self.leaders),
            unit=pick(self.places),
            due_on=due_on,
            due_text=pick(["", "年底前"]),
            original_due_on=due_on,
            status=status,
            refusals=pick([0, 0, 0, 1, 3]),
            created_by=self.people["clerk"],
            closed_on=TODAY if status in (Status.CLOSED, Status.NORMALISED) else None,
            claimed_on=found_on if claimed else None,
            confirmed_on=pick([None, TODAY, found_on]),
            void_reason="重复" if status == Status.VOID else "",
            **self._number(campaign, status, found_on),
        )

    def _number(self, campaign: Campaign, status: str, found_on: date) -> dict:
        if status == Status.DRAFT:
            return {"serial": None, "number": "", "registered_on": None, "progressed_on": None}
        self.serials[campaign.pk] += 1
        serial = self.serials[campaign.pk]
        moved_on = found_on + timedelta(days=self.random.randrange(0, 40))
        number = f"{campaign.code}-{serial:03d}"
        return {"serial": serial, "number": number, "registered_on": found_on, "progressed_on": moved_on}

    def _touch(self):
        """Few moments for many issues, so that orders have ties."""
        now = timezone.now()
        for issue in Issue.objects.all():
            moment = now - timedelta(hours=self.random.randrange(6))
            Issue.objects.filter(pk=issue.pk).update(updated_at=moment)

    # --- the oracle -----------------------------------------------------------------------------------------

    def below(self, place: int) -> set[int]:
        """A place and all below it."""
        found = {place}
        while more := {pk for pk, parent in self.parent.items() if parent in found} - found:
            found |= more
        return found

    def seen_by(self, user: User) -> list[Issue]:
        """What the domain brief lets a person see."""
        own = self.below(user.organisation_id)
        posts = {
            leader.pk for leader in self.leaders if leader.user_id == user.pk and user.has_role("leader")
        }
        found = []
        for issue in self.issues:
            drafts_too = user.has_role("clerk", "reviewer")
            kept = issue.campaign.organisation_id in own
            concerned = (
                issue.unit_id in own
                or issue.lead_leader_id in posts
                or any(unit.pk in own for unit in issue.co_units.all())
            )
            if issue.status == Status.DRAFT:
                found += [issue] if kept and drafts_too else []
            elif kept or concerned:
                found.append(issue)
        return found

    def fits(self, issue: Issue, asked: dict, policies) -> bool:
        """Whether an issue fits what is asked."""
        tests = {
            "campaign": lambda value: issue.campaign_id == value,
            "category": lambda value: value in (issue.category_id, issue.category.parent_id),
            "unit": lambda value: issue.unit_id in self.below(value),
            "just_unit": lambda value: issue.unit_id == value,
            "leader": lambda value: issue.lead_leader_id == value,
            "status": lambda value: (
                issue.status == value or (value == "open" and issue.status in OPEN_STATUSES)
            ),
            "type": lambda value: getattr(RectificationType(issue.rectification), f"is_{value}"),
            "colour": lambda value: colour_of(issue, on=TODAY, policy=policies[issue.campaign_id]) == value,
            "due_from": lambda value: issue.due_on is not None and issue.due_on >= value,
            "due_to": lambda value: issue.due_on is not None and issue.due_on <= value,
            "q": lambda value: all(
                any(word in text for text in (issue.number, issue.title, issue.description))
                for word in value.split()
            ),
        }
        return all(tests[name](value) for name, value in asked.items())

    def in_order(self, issues: list[Issue], sort: str) -> list[int]:
        """Ids as the order wants them; equal ones by id."""
        place = {campaign.pk: -campaign.pk for campaign in self.campaigns}
        keys = {
            "number": lambda one: (place[one.campaign_id], one.serial or 10**9, one.pk),
            "due": lambda one: (one.due_on or date.max, one.pk),
            "changed": lambda one: (one.updated_at, one.pk),
        }
        ordered = sorted(issues, key=keys[sort.lstrip("-")], reverse=sort.startswith("-"))
        return [issue.pk for issue in ordered]
