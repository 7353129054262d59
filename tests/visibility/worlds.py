"""Random organisations, people and problems, and an oracle that says who sees what.

The oracle knows no SQL. It walks up from each record by the words of the domain: one sees what one's
organisation and those below it keep, what they answer for, and what one leads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction
from hypothesis import strategies as st

from issues.models import Campaign, Category, Issue, Source
from ledger.models import Notice
from measures.models import (
    Closure,
    Evidence,
    Extension,
    Instruction,
    LookBack,
    Measure,
    Progress,
    Regulation,
)
from people.models import Leader, Organisation, RoleGrant, User

BUSINESS = ("clerk", "reviewer", "leader", "liaison")
ADMINISTRATORS = ("sysadmin", "secadmin", "auditor")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
OF_ISSUE = (Measure, Progress, Evidence, Extension, Closure, LookBack, Instruction)

# One role as often as several: a person with many sees nearly everything in more than one way.
ROLES = st.one_of(
    st.sampled_from([frozenset({role}) for role in BUSINESS]),
    st.just(frozenset({"leader"})),
    st.frozensets(st.sampled_from([*BUSINESS, "panelist"]), max_size=3),
    st.sampled_from([frozenset({role}) for role in ADMINISTRATORS]),
)


@dataclass(frozen=True)
class Person:
    """Somebody: where, as what, and whether of the posts some are theirs."""

    home: int
    roles: frozenset[str]


@dataclass(frozen=True)
class Problem:
    """An issue by the numbers of what it names."""

    campaign: int
    status: str
    unit: int | None
    co_units: frozenset[int]
    leader: int | None


@dataclass(frozen=True)
class World:
    """Everything by numbers. `parents[n]` is the organisation above the n-th; None for a root."""

    parents: tuple[int | None, ...]
    people: tuple[Person, ...]
    posts: tuple[tuple[int, int | None], ...]  # where, and who holds it
    campaigns: tuple[int, ...]
    problems: tuple[Problem, ...]
    regulations: tuple[tuple[int, frozenset[int]], ...]  # whose, and what they answer


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A forest of up to seven organisations (mostly one tree) and what happens in it."""
    count = draw(st.integers(1, 7))
    above = [st.integers(0, number - 1) for number in range(1, count)]
    parents = [None, *[draw(one | st.none() if number > 3 else one) for number, one in enumerate(above)]]
    somewhere = st.integers(0, count - 1)
    people = draw(st.lists(st.builds(Person, somewhere, ROLES), min_size=1, max_size=5))
    # A post without an account, or held by anybody; by a leader more often than not.
    leaders = [number for number, one in enumerate(people) if "leader" in one.roles]
    holder = st.none() | st.sampled_from(leaders or range(len(people))) | st.sampled_from(range(len(people)))
    posts = draw(st.lists(st.tuples(somewhere, holder), min_size=1, max_size=3))
    campaigns = draw(st.lists(somewhere, min_size=1, max_size=3))
    post, units = st.integers(0, len(posts) - 1), st.frozensets(somewhere, max_size=2)
    which = st.integers(0, len(campaigns) - 1)
    registered = st.builds(
        Problem, which, st.sampled_from(["assigned", "rectifying", "void"]), somewhere, units, post
    )
    drafted = st.builds(Problem, which, st.just("draft"), st.none() | somewhere, units, st.none() | post)
    problems = draw(st.lists(registered | drafted, min_size=1, max_size=6))
    answered = st.frozensets(st.integers(0, len(problems) - 1), max_size=2)
    regulations = draw(st.lists(st.tuples(somewhere, answered), max_size=3))
    return World(
        tuple(parents), tuple(people), tuple(posts), tuple(campaigns), tuple(problems), tuple(regulations)
    )


class Oracle:
    """What each person of a world may see, by walking."""

    def __init__(self, world: World) -> None:
        self.world = world

    def upwards(self, organisation: int) -> Iterator[int]:
        """It, then all above it."""
        at: int | None = organisation
        while at is not None:
            yield at
            at = self.world.parents[at]

    def within(self, person: Person, organisation: int | None) -> bool:
        """The organisation is the person's own or below it."""
        return organisation is not None and person.home in self.upwards(organisation)

    def near(self, person: Person, organisation: int) -> bool:
        """Within, or above the person's own."""
        return self.within(person, organisation) or organisation in self.upwards(person.home)

    def works(self, person: Person) -> bool:
        return not person.roles.isdisjoint(BUSINESS)

    def administers(self, person: Person) -> bool:
        return not person.roles.isdisjoint(ADMINISTRATORS)

    def sees_problem(self, person: Person, problem: Problem) -> bool:
        if not self.works(person):
            return False
        keeps = self.within(person, self.world.campaigns[problem.campaign])
        if problem.status == "draft":
            return keeps and not person.roles.isdisjoint({"clerk", "reviewer"})
        answers = any(self.within(person, unit) for unit in [problem.unit, *problem.co_units])
        return keeps or answers or self.leads(person, problem)

    def leads(self, person: Person, problem: Problem) -> bool:
        if problem.leader is None or "leader" not in person.roles:
            return False
        holder = self.world.posts[problem.leader][1]
        return holder is not None and self.world.people[holder] is person

    def sees_campaign(self, person: Person, campaign: int) -> bool:
        return self.works(person) and self.near(person, self.world.campaigns[campaign])

    def sees_organisation(self, person: Person, organisation: int) -> bool:
        return self.administers(person) or (self.works(person) and self.within(person, organisation))

    def sees_post(self, person: Person, post: int) -> bool:
        where = self.world.posts[post][0]
        return self.administers(person) or (self.works(person) and self.near(person, where))

    def sees_regulation(self, person: Person, regulation: int) -> bool:
        where, answered = self.world.regulations[regulation]
        return self.works(person) and (
            self.within(person, where)
            or any(self.sees_problem(person, self.world.problems[number]) for number in answered)
        )


@dataclass
class Built:
    """The world in the database; each list in the order of the world's numbers."""

    organisations: list[Organisation] = field(default_factory=list)
    people: list[User] = field(default_factory=list)
    posts: list[Leader] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    regulations: list[Regulation] = field(default_factory=list)
    of_issue: dict[type, list] = field(default_factory=dict)
    notices: dict[tuple[int, int], Notice] = field(default_factory=dict)


def build(world: World) -> Built:
    """Put the world into the database, past the actions: the oracle must hold for any state."""
    built = Built()
    for number, parent in enumerate(world.parents):
        above = None if parent is None else built.organisations[parent]
        built.organisations.append(Organisation.objects.create(name=f"组织{number}", parent=above))
    build_people(world, built)
    build_problems(world, built)
    return built


def build_people(world: World, built: Built) -> None:
    at = built.organisations
    built.people = User.objects.bulk_create(
        User(username=f"p{number}", full_name=f"p{number}", organisation=at[one.home])
        for number, one in enumerate(world.people)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(user=built.people[number], role=role)
        for number, one in enumerate(world.people)
        for role in one.roles
    )
    built.posts = Leader.objects.bulk_create(
        Leader(organisation=at[where], post=f"l{number}", user=None if who is None else built.people[who])
        for number, (where, who) in enumerate(world.posts)
    )


def build_problems(world: World, built: Built) -> None:
    at = built.organisations
    built.campaigns = Campaign.objects.bulk_create(
        Campaign(title=f"c{number}", code=f"c{number}", organisation=at[where], starts_on=DAY)
        for number, where in enumerate(world.campaigns)
    )
    built.categories = Category.objects.bulk_create(
        Category(campaign=campaign, name="类别") for campaign in built.campaigns
    )
    source = Source.objects.get_or_create(name="自查自纠")[0]
    for number, problem in enumerate(world.problems):
        issue = Issue.objects.create(**facts_of(problem, number, built), source=source)
        issue.co_units.set(at[unit] for unit in problem.co_units)
        built.issues.append(issue)
    build_work(built)
    for number, (where, answered) in enumerate(world.regulations):
        regulation = Regulation.objects.create(organisation=at[where], name=f"r{number}")
        regulation.issues.set(built.issues[one] for one in answered)
        built.regulations.append(regulation)


def facts_of(problem: Problem, number: int, built: Built) -> dict:
    campaign = built.campaigns[problem.campaign]
    facts = {
        "campaign": campaign,
        "organisation": campaign.organisation,
        "category": built.categories[problem.campaign],
        "title": f"i{number}",
        "found_on": DAY,
        "created_by": built.people[0],
        "status": problem.status,
        "unit": None if problem.unit is None else built.organisations[problem.unit],
        "lead_leader": None if problem.leader is None else built.posts[problem.leader],
        "void_reason": "登记有误" if problem.status == "void" else "",
    }
    if problem.status != "draft":
        facts |= {"serial": number + 1, "number": f"n{number}", "registered_on": DAY}
    if problem.status == "rectifying":
        facts["claimed_on"] = DAY
    return facts


def build_work(built: Built) -> None:
    """One record of each kind for every issue, and a notice for everybody about every issue."""
    who = built.people[0]
    own = {
        Measure: lambda issue: {"text": "措施"},
        Progress: lambda issue: {"made_on": DAY, "text": "进展", "by": who},
        Evidence: lambda issue: {
            "name": "a.pdf",
            "content_type": "application/pdf",
            "size": 1,
            "sha256": "0" * 64,
            "token": f"t{issue.pk}",
            "file": "a",
            "uploaded_by": who,
        },
        Extension: lambda issue: {"due_on": DAY, "reason": "天气", "applied_by": who},
        Closure: lambda issue: {"cycle": 1, "statement": "完成", "applied_by": who, "applied_on": DAY},
        LookBack: lambda issue: {"cycle": 1, "planned_on": DAY, "planned_by": who},
        Instruction: lambda issue: {
            "leader": built.posts[0],
            "text": "抓紧",
            "by": who,
            "written_on": DAY,
        },
    }
    for model in OF_ISSUE:
        built.of_issue[model] = model.objects.bulk_create(
            model(issue=issue, **own[model](issue)) for issue in built.issues
        )
    for person_number, person in enumerate(built.people):
        for issue_number, issue in enumerate(built.issues):
            built.notices[person_number, issue_number] = Notice.objects.create(
                issue=issue, person=person, reason="due_7", day=DAY, due_on=DAY
            )


@contextmanager
def in_database(world: World) -> Iterator[Built]:
    """The world, gone again afterwards."""
    with transaction.atomic():
        yield build(world)
        transaction.set_rollback(True)
