"""The organisations, people and campaigns around a synthetic ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password

from issues.models import Campaign, Category, Issue, Source
from ledger.synthetic.words import CATEGORIES, DEPARTMENTS, SECTIONS
from people.models import Leader, Organisation, RoleGrant, User

PASSWORD = "bench-2026-ledger"  # noqa: S105 - accounts of an invented county, printed when they are made
COUNTY = "合成县"
# username, role, post; the last two belong to the first department, the others to the county.
ACCOUNTS = (
    ("clerk", "clerk", "作风办经办"),
    ("reviewer", "reviewer", "作风办主任"),
    ("leader", "leader", "分管副县长"),
    ("panelist", "panelist", "评议员"),
    ("sysadmin", "sysadmin", "系统管理员"),
    ("secadmin", "secadmin", "安全管理员"),
    ("auditor", "auditor", "审计管理员"),
    ("unit_clerk", "clerk", "部门经办"),
    ("liaison", "liaison", "联络员"),
)
UNIT_ACCOUNTS = ("unit_clerk", "liaison")
UNITS_PER_DEPARTMENT = 8
COUNTY_LEADERS = 10
# (years before today that it began, years it lasted or lasts, whether the first department runs it)
CAMPAIGNS = ((4, 2, False), (3, 1, True), (3, 2, False), (2, 2, False), (2, 3, True), (1, 2, False))


@dataclass
class Stage:
    """Ids of what rows refer to. `leaders_of` holds the leaders of a unit's own department."""

    campaigns: list[Campaign]
    categories: dict[int, list[int]]
    units: list[int]
    county_leaders: list[int]
    leaders_of: dict[int, int]
    sources: list[int]
    people: dict[str, int] = field(default_factory=dict)


def holds_something() -> bool:
    """Whether anybody has begun to use the database."""
    return any(model.objects.exists() for model in (Organisation, User, Issue))


def is_synthetic() -> bool:
    """Whether all that stands in the database belongs to a synthetic county."""
    return list(Organisation.objects.filter(parent=None).values_list("name", flat=True)) == [COUNTY]


def set_stage(*, units: int, today: date) -> Stage:
    """Make (or find again) a county with `units` organisations below the root, people and campaigns."""
    root = Organisation.objects.get_or_create(name=COUNTY, parent=None, defaults={"kind": "county"})[0]
    departments = _departments(root, units)
    sections = _sections(departments, units - len(departments))
    everyone = [*departments, *sections]
    people = _people(root, departments[0], everyone[-1])
    campaigns = _campaigns(root, departments[0], today)
    county_leaders = _county_leaders(root, people["leader"])
    own = {department.pk: _department_leader(department) for department in departments}
    return Stage(
        campaigns=campaigns,
        categories={campaign.pk: _categories(campaign) for campaign in campaigns},
        units=[unit.pk for unit in everyone],
        county_leaders=[leader.pk for leader in county_leaders],
        leaders_of={unit.pk: own.get(unit.pk) or own[unit.parent_id or 0] for unit in everyone},
        sources=list(Source.objects.order_by("pk").values_list("pk", flat=True)),
        people={name: user.pk for name, user in people.items()},
    )


def _departments(root: Organisation, units: int) -> list[Organisation]:
    count = max(1, round(units / (UNITS_PER_DEPARTMENT + 1)))
    return [_below(root, name, "department", at) for at, name in enumerate(_department_names(count))]


def _department_names(count: int) -> Iterator[str]:
    for number in range(count):
        turn, at = divmod(number, len(DEPARTMENTS))
        yield f"{DEPARTMENTS[at]}局" if turn == 0 else f"{DEPARTMENTS[at]}服务中心{turn if turn > 1 else ''}"


def _sections(departments: Sequence[Organisation], count: int) -> list[Organisation]:
    found = []
    for number in range(count):
        turn, at = divmod(number, len(departments))
        again, name = divmod(turn, len(SECTIONS))
        label = SECTIONS[name] + (str(again + 1) if again else "")
        found.append(_below(departments[at], label, "section", turn))
    return found


def _below(parent: Organisation, name: str, kind: str, position: int) -> Organisation:
    found: Organisation = Organisation.objects.get_or_create(
        name=name, parent=parent, defaults={"kind": kind, "position": position}
    )[0]
    return found


def _people(root: Organisation, department: Organisation, small_unit: Organisation) -> dict[str, User]:
    """The accounts; `liaison` speaks for the smallest unit, `unit_clerk` works in a department."""
    places = {"unit_clerk": department, "liaison": small_unit}
    return {name: _person(name, role, post, places.get(name, root)) for name, role, post in ACCOUNTS}


@cache
def _hashed() -> str:
    """One hash for all: hashing is slow on purpose."""
    return make_password(PASSWORD)


def _person(username: str, role: str, post: str, organisation: Organisation) -> User:
    found: User | None = User.objects.filter(username=username).first()
    if found is None:
        facts = {"full_name": post, "post": post, "organisation": organisation}
        found = User.objects.create(
            username=username, password=_hashed(), must_change_password=False, **facts
        )
        found.save()
        RoleGrant.objects.create(user=found, role=role)
    return found


def _county_leaders(root: Organisation, user: User) -> list[Leader]:
    found = [
        Leader.objects.get_or_create(
            organisation=root, post=f"县领导{number + 1:02d}", defaults={"position": number}
        )[0]
        for number in range(COUNTY_LEADERS)
    ]
    if found[0].user_id is None:
        found[0].user = user
        found[0].save(update_fields=["user"])
    return found


def _department_leader(department: Organisation) -> int:
    post = f"{department.name}主要负责人"[:40]
    return Leader.objects.get_or_create(organisation=department, post=post)[0].pk


def _campaigns(root: Organisation, department: Organisation, today: date) -> list[Campaign]:
    found = []
    for number, (ago, lasts, by_department) in enumerate(CAMPAIGNS, start=1):
        starts_on = date(today.year - ago, 3, 1) + timedelta(days=number)
        ends_on = starts_on + timedelta(days=365 * lasts)
        keeper = department if by_department else root
        found.append(
            Campaign.objects.get_or_create(
                organisation=keeper,
                code=f"{starts_on.year}-专项{number}",
                defaults={
                    "title": f"第{number}号专项整治",
                    "starts_on": starts_on,
                    "ends_on": ends_on,
                },
            )[0]
        )
    return found


def _categories(campaign: Campaign) -> list[int]:
    """Ids of the lower level, which is what issues are filed under."""
    found = []
    position = 0
    for top, children in CATEGORIES.items():
        parent = Category.objects.get_or_create(campaign=campaign, name=top, defaults={"position": position})[
            0
        ]
        for name in children:
            position += 1
            child = Category.objects.get_or_create(
                campaign=campaign, name=name, defaults={"position": position, "parent": parent}
            )[0]
            found.append(child.pk)
        position += 1
    return found
