"""May this person do it to this issue? Predicates of the `rules` library, asked with `rules.has_perm`."""

import rules

from issues.models import Campaign, Issue
from people.models import BUSINESS, Role, User


@rules.predicate
def keeps_ledger(user: User, issue: Issue) -> bool:
    """The issue's ledger belongs to the person's organisation or one below it."""
    return issue.organisation_id in user.subtree_ids


@rules.predicate
def has_business(user: User, _: object = None) -> bool:
    """Holds a role that works with the ledgers; administrators and panelists see nothing of them."""
    return user.has_role(*BUSINESS)


@rules.predicate
def has_clerk_role(user: User, _: object = None) -> bool:
    """经办."""
    return user.has_role(Role.CLERK)


@rules.predicate
def has_reviewer_role(user: User, _: object = None) -> bool:
    """审核."""
    return user.has_role(Role.REVIEWER)


@rules.predicate
def leads(user: User, issue: Issue) -> bool:
    """The person holds the post that leads the issue."""
    return issue.lead_leader_id in user.leader_ids


@rules.predicate
def speaks_for_unit(user: User, issue: Issue) -> bool:
    """The liaison of the responsible unit."""
    return user.has_role(Role.LIAISON) and issue.unit_id == user.organisation_id


@rules.predicate
def unit_has_no_account(_: User, issue: Issue) -> bool:
    """Nobody of the responsible unit can sign in as liaison, so the office has to act for it."""
    return not User.objects.with_role(Role.LIAISON).filter(organisation_id=issue.unit_id).exists()


@rules.predicate
def answers_for(user: User, issue: Issue) -> bool:
    """The person is on the side that is examined: named liaison, lead leader, or member of the responsible
    unit.
    """
    return user.pk == issue.liaison_id or leads(user, issue) or user.organisation_id == issue.unit_id


@rules.predicate
def runs_campaign(user: User, campaign: Campaign) -> bool:
    """The campaign belongs to the person's organisation or one below it."""
    return campaign.organisation_id in user.subtree_ids


@rules.predicate
def works_at_the_top(user: User, _: object = None) -> bool:
    """The person's organisation has none above it."""
    return user.tree.get(user.organisation_id) is None


is_clerk = has_clerk_role & keeps_ledger
is_office = (has_clerk_role | has_reviewer_role) & keeps_ledger
is_unit = speaks_for_unit | (is_clerk & unit_has_no_account)
is_impartial_reviewer = has_reviewer_role & keeps_ledger & ~answers_for

rules.add_perm("issues.browse", has_business)
rules.add_perm("issues.create", has_clerk_role)
rules.add_perm("issues.edit", is_clerk)
rules.add_perm("issues.register", is_clerk)
rules.add_perm("issues.assign", is_clerk)
rules.add_perm("issues.set_deadline", is_clerk)
rules.add_perm("issues.claim", is_unit | leads)
rules.add_perm("issues.ask_reassignment", speaks_for_unit | leads)
rules.add_perm("issues.reassign", is_clerk)
rules.add_perm("issues.void", is_clerk)
rules.add_perm("issues.mark_repeat", is_clerk)
rules.add_perm("issues.create_campaign", has_clerk_role)
rules.add_perm("issues.edit_campaign", has_clerk_role & runs_campaign)
rules.add_perm("issues.keep_sources", has_clerk_role & works_at_the_top)
