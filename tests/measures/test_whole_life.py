"""The life of an issue, step by step, as the people of the office bring it about."""

from issues.models import Status
from measures import actions
from tests import lives


def test_an_issue_is_closed_looked_back_at_and_reopened_with_the_next_cycle(county):
    issue = lives.closed(county)
    assert issue.status == Status.CLOSED
    plan = actions.LookBackPlan(lives.TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=plan, by=county.clerk)
    finding = actions.LookBackFinding(lives.TODAY, "会议又多起来了。", "rebounded")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    actions.confirm_look_back(
        issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=lives.TODAY
    )
    issue.refresh_from_db()
    assert (issue.status, issue.cycle, issue.closed_on) == (Status.RECTIFYING, 2, None)
