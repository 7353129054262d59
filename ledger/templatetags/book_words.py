"""Words for templates of every app: what a verb says, how far a date is, which icon a file has."""

from datetime import date

from django import template

from ledger.chips import due_in_words
from ledger.timeline import sentence_of
from measures.models import Evidence

register = template.Library()

SHEETS = (".xls", ".xlsx", ".et", ".csv")
DOCUMENTS = (".doc", ".docx", ".wps")


@register.filter
def verb_sentence(verb: str) -> str:
    """issue.register → 挂号，列入台账."""
    return sentence_of(verb)


@register.filter
def from_day(due_on: date | None, today: date) -> str:
    """How far a date is from `today`; "" without a date."""
    return due_in_words(due_on, on=today) if due_on else ""


@register.filter
def file_icon(evidence: Evidence) -> str:
    """The name of the icon for a file."""
    name = evidence.name.lower()
    if evidence.content_type == "application/pdf":
        return "file-earmark-pdf"
    if evidence.content_type.startswith("image/"):
        return "file-earmark-image"
    if name.endswith(SHEETS):
        return "file-earmark-spreadsheet"
    if name.endswith(".txt"):
        return "file-earmark-text"
    return "file-earmark-word" if name.endswith(DOCUMENTS) else "file-earmark"
