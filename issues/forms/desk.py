"""What every form about issues knows: who fills it in, on which day, about which issue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from issues.models import Campaign, Issue
from people.models import User


@dataclass(frozen=True)
class Desk:
    """The person, the day, the issue on the desk (None: a new one), the campaign a new one is for."""

    user: User
    today: date
    issue: Issue | None = None
    campaign: Campaign | None = None


class DeskForm(forms.Form):
    """A form filled from the desk's issue. It reads what it declares; what else is posted has no effect."""

    def __init__(self, data: Any = None, files: Any = None, *, desk: Desk) -> None:
        self.desk = desk
        super().__init__(data, files, initial=self.filled_in())

    def filled_in(self) -> dict[str, Any]:
        """What the fields hold at first, by name."""
        if self.desk.issue is None:
            return {}
        return {
            name: _value(self.desk.issue, name) for name in self.base_fields if _has(self.desk.issue, name)
        }

    def keep(self, name: str) -> int | None:
        """The id the issue has in `name` now: it may be kept even where it could not be chosen anew."""
        return getattr(self.desk.issue, f"{name}_id", None)


def _has(issue: Issue, name: str) -> bool:
    return any(column.name == name for column in issue._meta.get_fields())


def _value(issue: Issue, name: str) -> Any:
    value: Any = getattr(issue, f"{name}_id" if hasattr(issue, f"{name}_id") else name)
    return list(value.all()) if hasattr(value, "all") else value
