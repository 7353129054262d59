"""May this person do it to what is done about an issue?"""

import rules

from issues.models import Issue
from issues.permissions import is_clerk, is_impartial_reviewer, is_office, is_unit, leads
from measures.models import Closure, Extension, LookBack
from people.models import User


@rules.predicate
def stands_behind_closure(user: User, issue: Issue) -> bool:
    """The person applied for the waiting closing, or answered for the issue when it was applied for."""
    waiting = Closure.objects.undecided().filter(issue=issue)
    people = waiting.values_list("applied_by", "liaison", "lead_user").first()
    return people is not None and user.pk in people


@rules.predicate
def asked_for_extension(user: User, issue: Issue) -> bool:
    """The person asked for the waiting extension."""
    return Extension.objects.undecided().filter(issue=issue, applied_by=user).exists()


@rules.predicate
def recorded_look_back(user: User, issue: Issue) -> bool:
    """The person recorded the look-back that waits for its confirmation."""
    return LookBack.objects.recorded().filter(issue=issue, recorded_by=user).exists()


rules.add_perm("measures.plan", is_unit)
rules.add_perm("measures.report", is_unit)
rules.add_perm("measures.add_evidence", is_unit | is_clerk)
rules.add_perm("measures.apply", is_unit)
rules.add_perm("measures.endorse", leads)
rules.add_perm("measures.review", is_impartial_reviewer & ~stands_behind_closure)
rules.add_perm("measures.ask_extension", is_unit)
rules.add_perm("measures.decide_extension", is_impartial_reviewer & ~asked_for_extension)
rules.add_perm("measures.instruct", leads)
rules.add_perm("measures.plan_look_back", is_office)
rules.add_perm("measures.record_look_back", is_clerk)
rules.add_perm("measures.confirm_look_back", is_impartial_reviewer & ~recorded_look_back)
rules.add_perm("measures.state_no_regulation", is_clerk)
rules.add_perm("measures.keep_regulation", is_clerk)
