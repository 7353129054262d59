"""What waits for a person (待办): one table of questions, for tiles, badges and `?todo=` of the list.

The tile and the list behind it ask the same question, so their numbers cannot differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import rules
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from issues.colours import Colour, Policies
from issues.models import Campaign, Issue, ReassignmentRequest, Status
from issues.querysets import KEPT, IssueQuerySet
from issues.words import STANDING_TYPES
from ledger.figures import definition
from ledger.quarters import quarter_start
from measures.models import Closure, Extension, Instruction, LookBack
from people.models import Role, User

# Written as IN, because SQLite uses no index for a bare boolean.
OPEN = Q(is_open__in=[True])


@dataclass
class Asker:
    """Who asks, and on which day; with every campaign's thresholds, where they are known already."""

    user: User
    today: date
    known_policies: Policies | None = None

    @cached_property
    def policies(self) -> Policies:
        """Every campaign's thresholds: numbers only, and an issue has one colour for whoever sees it."""
        return Campaign.objects.all().policies() if self.known_policies is None else self.known_policies

    @property
    def monday(self) -> date:
        """The first day of this week."""
        return self.today - timedelta(days=self.today.weekday())

    # `is_open` and `due_order` stand in the indexes; `due_on`, and several values of `status`, do not.

    @property
    def overdue(self) -> Q:
        """Open and past its deadline."""
        return OPEN & Q(due_order__lt=self.today)

    @property
    def due_this_week(self) -> Q:
        """Open and due from today to Sunday."""
        return OPEN & Q(due_order__range=(self.today, self.monday + timedelta(days=6)))

    @property
    def visible(self) -> IssueQuerySet:
        """What the person sees."""
        return Issue.objects.visible_to(self.user)

    @property
    def in_progress(self) -> IssueQuerySet:
        """What the person sees of the campaigns in progress, whoever runs them."""
        # Most issues belong to one: named the other way round, the database does not go by campaign.
        return self.visible.exclude(campaign__in=Campaign.objects.exclude(closed_on=None))

    @property
    def elsewhere(self) -> IssueQuerySet:
        """Of those, what stands in ledgers that their organisation does not keep."""
        running = Campaign.objects.in_progress()
        return Issue.objects.seen_elsewhere(self.user).filter(campaign__in=running)

    @property
    def led(self) -> IssueQuerySet:
        """What the person leads."""
        return self._seen_by("lead_leader_id").led_by(self.user)

    @property
    def kept(self) -> IssueQuerySet:
        """What the person's office keeps."""
        return self._seen_by(KEPT)

    @property
    def answered(self) -> IssueQuerySet:
        """What the person's unit is responsible for."""
        return self._seen_by("unit_id").answered_by(self.user)

    def _seen_by(self, field: str) -> IssueQuerySet:
        """The one way of seeing issues that matters here: a part of `visible_to`, by an index of its own."""
        for way in Issue.objects.ways_to_see(self.user):
            if way.field in ("", field):
                return way.issues.filter(**{f"{field}__in": way.values}) if way.field else way.issues
        return Issue.objects.none()

    @property
    def impartial(self) -> IssueQuerySet:
        """What the office keeps and the person is not responsible for, so that they may decide on it."""
        mine = (
            Q(unit_id=self.user.organisation_id)
            | Q(liaison_id=self.user.pk, liaison__isnull=False)
            | Q(lead_leader_id__in=self.user.leader_ids, lead_leader__isnull=False)
        )
        return self.kept.exclude(mine)


Question = Callable[[Asker], IssueQuerySet]


@dataclass(frozen=True)
class Todo:
    """One kind of work that waits. `hint` says what to do; `chip` is the colour it is shown in, if any."""

    key: str
    role: Role
    label: str | Promise
    question: Question
    hint: str | Promise = ""
    chip: str = ""

    def issues(self, user: User, today: date, policies: Policies | None = None) -> IssueQuerySet:
        """The issues behind the tile."""
        return self.question(Asker(user, today, policies))


def _uninstructed_red(ask: Asker) -> IssueQuerySet:
    """Red, and its leader wrote nothing in this cycle."""
    reopened_since = LookBack.objects.filter(
        ~Q(result=LookBack.Result.HOLDS), issue=OuterRef("issue"), confirmed_at__gt=OuterRef("at")
    )
    written = Instruction.objects.filter(~Exists(reopened_since), issue=OuterRef("pk"))
    return _led_and(Colour.RED)(ask).filter(~Exists(written))


def _led_and(colour: Colour) -> Question:
    return lambda ask: ask.led.coloured(colour, on=ask.today, policies=ask.policies)


def _unendorsed(ask: Asker) -> IssueQuerySet:
    waiting = Closure.objects.undecided().filter(endorsed_by=None, issue=OuterRef("pk"))
    return ask.led.awaiting_review().filter(Exists(waiting))


def _reviewable(ask: Asker) -> IssueQuerySet:
    own = Closure.objects.undecided().filter(applied_by=ask.user)
    return ask.impartial.awaiting_review().exclude(pk__in=own.values("issue"))


def _with_extension(ask: Asker) -> IssueQuerySet:
    return ask.kept.filter(pk__in=Extension.objects.undecided().values("issue"))


def _decidable_extension(ask: Asker) -> IssueQuerySet:
    waiting = Extension.objects.undecided().exclude(applied_by=ask.user)
    return ask.impartial.filter(pk__in=waiting.values("issue"))


def _asked_away(ask: Asker) -> IssueQuerySet:
    return ask.kept.filter(pk__in=ReassignmentRequest.objects.filter(granted=None).values("issue"))


def _look_back_due(ask: Asker) -> IssueQuerySet:
    return ask.kept.filter(pk__in=LookBack.objects.due(on=ask.today).values("issue"))


def _confirmable_look_back(ask: Asker) -> IssueQuerySet:
    waiting = LookBack.objects.recorded().exclude(recorded_by=ask.user)
    return ask.impartial.filter(pk__in=waiting.values("issue"))


def _unreported(ask: Asker) -> IssueQuerySet:
    return ask.answered.filter(status=Status.RECTIFYING, progressed_on__lt=ask.monday)


def _unconfirmed(ask: Asker) -> IssueQuerySet:
    unsaid = Q(confirmed_on=None) | Q(confirmed_on__lt=quarter_start(ask.today))
    return ask.answered.filter(unsaid, status=Status.RECTIFYING, rectification__in=STANDING_TYPES)


def _refused(ask: Asker) -> IssueQuerySet:
    """Refused in this cycle, and nothing applied for since."""
    return ask.answered.filter(status=Status.RECTIFYING, refusals__gt=0)


TODOS: tuple[Todo, ...] = (
    Todo("lead_claim", Role.LEADER, _("待认领"), lambda ask: ask.led.awaiting_claim(), _("认领或申请改派")),
    Todo("lead_red", Role.LEADER, _("红牌"), _led_and(Colour.RED), _("我牵头的红牌督办"), "red"),
    Todo("lead_yellow", Role.LEADER, _("黄牌"), _led_and(Colour.YELLOW), _("我牵头的黄牌预警"), "yellow"),
    Todo(
        "lead_week",
        Role.LEADER,
        _("本周到期"),
        lambda ask: ask.led.filter(ask.due_this_week),
        _("本周日前到期"),
    ),
    Todo("lead_instruct", Role.LEADER, _("待批示"), _uninstructed_red, _("红牌后还没有批示")),
    Todo("lead_endorse", Role.LEADER, _("待签意见"), _unendorsed, _("销号申请等您签署意见")),
    Todo("review_closing", Role.REVIEWER, _("待审销号"), _reviewable, _("审核销号申请")),
    Todo("review_extension", Role.REVIEWER, _("待批延期"), _decidable_extension, _("审批延期申请")),
    Todo("review_look_back", Role.REVIEWER, _("待审回头看"), _confirmable_look_back, _("审核回头看结果")),
    Todo(
        "office_draft",
        Role.CLERK,
        _("草稿"),
        lambda ask: ask.kept.filter(status=Status.DRAFT),
        _("补全后挂号"),
    ),
    Todo("office_review", Role.CLERK, _("待审核"), lambda ask: ask.kept.awaiting_review(), _("等待审核销号")),
    Todo(
        "office_overdue", Role.CLERK, _("逾期"), lambda ask: ask.kept.filter(ask.overdue), _("督促责任单位")
    ),
    Todo("office_reassign", Role.CLERK, _("改派申请"), _asked_away, _("改派或答复")),
    Todo("office_extension", Role.CLERK, _("延期待批"), _with_extension, _("等待审批延期")),
    Todo("office_look_back", Role.CLERK, _("回头看到期"), _look_back_due, _("开展并登记结果")),
    Todo(
        "unit_claim",
        Role.LIAISON,
        _("待认领"),
        lambda ask: ask.answered.awaiting_claim(),
        _("认领或申请改派"),
    ),
    Todo("unit_report", Role.LIAISON, _("待填报"), _unreported, _("本周还没有填报进展")),
    Todo(
        "unit_week",
        Role.LIAISON,
        _("本周到期"),
        lambda ask: ask.answered.filter(ask.due_this_week),
        _("本周日前到期"),
    ),
    Todo(
        "unit_overdue",
        Role.LIAISON,
        _("逾期"),
        lambda ask: ask.answered.filter(ask.overdue),
        _("尽快完成或申请延期"),
    ),
    Todo("unit_refused", Role.LIAISON, _("被退回"), _refused, _("按审核意见补充")),
    Todo("unit_confirm", Role.LIAISON, _("待季度确认"), _unconfirmed, _("持续整改每季度确认一次")),
)


# Not work that waits, but the whole of what is one's own: the list on the dashboard.
OWN: tuple[Todo, ...] = (
    Todo("lead_open", Role.LEADER, _("我牵头的"), lambda ask: ask.led.open()),
    Todo("unit_open", Role.LIAISON, _("本单位的"), lambda ask: ask.answered.filter(OPEN)),
    Todo("office_open", Role.CLERK, _("在办的"), lambda ask: ask.kept.filter(OPEN)),
    Todo("review_open", Role.REVIEWER, _("在办的"), lambda ask: ask.kept.filter(OPEN)),
)


def todos_of(user: User) -> list[Todo]:
    """The to-dos of the person's roles, in the order of the table."""
    return [todo for todo in TODOS if user.has_role(todo.role)]


def find(key: str, user: User) -> Todo | None:
    """What a `?todo=` names for this person: a to-do, the list of one's own, or one side of a rate."""
    mine = next((todo for todo in (*TODOS, *OWN) if todo.key == key and user.has_role(todo.role)), None)
    return mine or (_side_of_rate(key) if rules.has_perm("issues.browse", user) else None)


def _side_of_rate(key: str) -> Todo | None:
    """closing.is and closing.of: the issues above and below the line, in the campaigns in progress."""
    name, _dot, side = key.partition(".")
    found = definition(name)
    if found is None or side not in ("is", "of"):
        return None
    part = found.numerator if side == "is" else found.denominator

    def question(ask: Asker) -> IssueQuerySet:
        return ask.in_progress.filter(part.condition(ask.today))

    return Todo(key, Role.CLERK, part.name, question)


def own_of(user: User) -> Todo | None:
    """The list of what is the person's own; None without a business role."""
    return next((todo for todo in OWN if user.has_role(todo.role)), None)
