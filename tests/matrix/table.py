"""The table of the whole product: for each address what it is about, which methods it has, and who may.

`may` holds (role, relation) pairs. Whoever sees the thing but is not in `may` gets 403; whoever does not
see it gets 404. Pages about no single thing (thing "") have the relation "own" only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from people.models import Role

ALL = frozenset(Role.values)
BUSINESS = frozenset({"clerk", "reviewer", "leader", "liaison"})
ADMINISTRATORS = frozenset({"sysadmin", "secadmin", "auditor"})
OFFICE = frozenset({"clerk", "reviewer"})
HERE = ("own", "child")
UP = ("own", "child", "parent")
ANYWHERE = ("own", "sibling", "child", "parent")

Pairs = frozenset[tuple[str, str]]
Sees = Callable[[str, str], bool]


def pairs(roles: frozenset[str] | str, *relations: str) -> Pairs:
    """Each of the roles in each of the relations."""
    named = {roles} if isinstance(roles, str) else roles
    return frozenset((role, relation) for role in named for relation in relations)


def of_issue(role: str, relation: str) -> bool:
    """An issue and what hangs on it."""
    return role in BUSINESS and relation in HERE


def of_campaign(role: str, relation: str) -> bool:
    """A campaign, whose items may have come down to the unit from above."""
    return role in BUSINESS and relation in UP


def of_place(role: str, relation: str) -> bool:
    """An organisation or a person."""
    return role in ADMINISTRATORS or (role in BUSINESS and relation in HERE)


def of_leader(role: str, relation: str) -> bool:
    """A leader, who may lead from above."""
    return role in ADMINISTRATORS or (role in BUSINESS and relation in UP)


def everyone(_role: str, _relation: str) -> bool:
    """No record that could be hidden."""
    return True


SIGHT: dict[str, Sees] = {
    "": everyone,
    "issue": of_issue,
    "measure": of_issue,
    "evidence": of_issue,
    "regulation": of_issue,
    "campaign": of_campaign,
    "organisation": of_place,
    "person": of_place,
    "leader": of_leader,
    "source": everyone,
    "figure": of_issue,
}


@dataclass(frozen=True)
class Row:
    """One address."""

    thing: str
    methods: str
    may: Pairs


def for_roles(methods: str, roles: frozenset[str] | str) -> Row:
    """A page about no single thing."""
    return Row("", methods, pairs(roles, "own"))


def step(*may: Pairs, thing: str = "issue", methods: str = "get post") -> Row:
    """A form page on an issue."""
    return Row(thing, methods, frozenset().union(*may))


CLERK = pairs("clerk", *HERE)
LEADS = pairs("leader", "own")
# Units without a liaison's account are helped by the office.
UNIT = pairs("liaison", "own") | pairs("clerk", "child")
# A reviewer of the responsible unit itself is not impartial.
REVIEWER = pairs("reviewer", "child")

TABLE: dict[str, Row] = {
    # people
    "logout": for_roles("post", ALL),
    "password_change": for_roles("get post", ALL),
    "ping": for_roles("get", ALL),
    "preferences": for_roles("get post", ALL),
    "organisation_list": for_roles("get", BUSINESS | ADMINISTRATORS),
    "organisation_new": for_roles("get post", "sysadmin"),
    "organisation_edit": Row("organisation", "get post", pairs("sysadmin", *ANYWHERE)),
    "person_list": for_roles("get", BUSINESS | ADMINISTRATORS),
    "person_new": for_roles("get post", "sysadmin"),
    "person_edit": Row("person", "get post", pairs("sysadmin", *ANYWHERE) | pairs("clerk", *HERE)),
    "person_password": Row("person", "get post", pairs("sysadmin", *ANYWHERE)),
    "person_roles": Row("person", "get post", pairs("secadmin", *ANYWHERE)),
    "person_deactivate": Row("person", "get post", pairs("sysadmin", *ANYWHERE)),
    "person_activate": Row("person", "get post", pairs("sysadmin", *ANYWHERE)),
    "leader_list": for_roles("get", BUSINESS | ADMINISTRATORS),
    "leader_new": for_roles("get post", frozenset({"sysadmin", "clerk"})),
    "leader_edit": Row("leader", "get post", pairs("sysadmin", *ANYWHERE) | pairs("clerk", *HERE)),
    "trail_list": for_roles("get", "auditor"),
    # issues
    "issue_new": for_roles("get post", "clerk"),
    "deadline_reading": for_roles("get", ALL),
    "bulk_assign": for_roles("get post", "clerk"),
    "bulk_deadline": for_roles("get post", "clerk"),
    "issue_edit": step(CLERK),
    "issue_register": step(CLERK),
    "issue_assign": step(CLERK),
    "issue_claim": step(UNIT, LEADS),
    "issue_ask_reassignment": step(pairs("liaison", "own"), LEADS),
    "issue_reassign": step(CLERK),
    "issue_decline_reassignment": step(CLERK),
    "issue_void": step(CLERK),
    "issue_set_deadline": step(CLERK),
    "issue_mark_repeat": step(CLERK),
    "campaign_list": for_roles("get", BUSINESS),
    "campaign_new": for_roles("get post", "clerk"),
    "campaign_edit": Row("campaign", "get post", CLERK),
    "campaign_categories": Row("campaign", "get post", CLERK),
    "source_list": for_roles("get", "clerk"),
    # measures
    "measures_plan": step(UNIT),
    "measure_complete": step(UNIT, thing="measure"),
    "progress_report": step(UNIT),
    "progress_no_change": step(UNIT),
    "progress_confirm_quarter": step(UNIT),
    "evidence_add": step(UNIT, CLERK),
    "evidence_download": Row("evidence", "get", pairs(BUSINESS, *HERE)),
    "evidence_preview": Row("evidence", "get", pairs(BUSINESS, *HERE)),
    "evidence_inline": Row("evidence", "get", pairs(BUSINESS, *HERE)),
    "closure_apply": step(UNIT),
    "closure_endorse": step(LEADS),
    "closure_review": step(REVIEWER),
    "extension_ask": step(UNIT),
    "extension_decide": step(REVIEWER),
    "look_back_list": for_roles("get", BUSINESS),
    "look_back_plan": step(pairs(OFFICE, *HERE)),
    "look_back_record": step(CLERK),
    "look_back_confirm": step(REVIEWER),
    "instruction_write": step(LEADS),
    "issue_no_regulation": step(CLERK),
    "regulation_list": for_roles("get", BUSINESS),
    "regulation_new": for_roles("get post", "clerk"),
    "regulation_issues": for_roles("get", BUSINESS),
    "regulation_edit": Row("regulation", "get post", CLERK),
    # ledger
    "dashboard": for_roles("get", ALL),
    "issue_list": for_roles("get", BUSINESS),
    "issue_page": Row("issue", "get", pairs(BUSINESS, *HERE)),
    "issue_print": Row("issue", "get", pairs(BUSINESS, *HERE)),
    "ledger_print": for_roles("get", BUSINESS),
    "ledger_export": for_roles("get", BUSINESS),
    "inbox": for_roles("get", ALL),
    "inbox_read": for_roles("post", ALL),
    "figure": Row("figure", "get", pairs(BUSINESS, "own")),
    "help": for_roles("get", ALL),
}

# Sources are one dictionary for all: kept by a clerk of the topmost organisation, and nobody here is one.
TABLE["source_new"] = for_roles("get post", frozenset())
TABLE["source_edit"] = Row("source", "get post", frozenset())

# Open to strangers; signed-in people are sent on or answered.
OPEN = frozenset({"login", "health"})
