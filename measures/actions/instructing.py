"""Instructions (批示)."""

from datetime import date

from django.db import transaction

from issues.actions import locked
from issues.models import Issue
from measures.lifecycle import MOVES
from measures.models import Instruction
from people.models import User
from trail.recording import record


@transaction.atomic
def instruct(*, issue: Issue, text: str, due_on: date | None, by: User, today: date) -> Instruction:
    """The lead leader writes on an open issue."""
    issue = locked(issue, MOVES["instruct"], by=by)
    instruction = Instruction(issue=issue, leader=issue.lead_leader, text=text, due_on=due_on)
    instruction.by, instruction.written_on = by, today
    instruction.save()
    record("instruction.write", by=by, subject=instruction, thread=issue, after={"text": text})
    return instruction
