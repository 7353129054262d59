"""What a list is narrowed to; an answer that makes no sense narrows nothing."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from issues.models import Issue
from measures.models import LookBack, Regulation
from people.models import User


class ListFilter(forms.Form):
    """A filter form: never refused."""

    q = forms.CharField(required=False, max_length=100)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def said(self, name: str) -> Any:
        """What was chosen for `name`, or "" for nothing or nonsense."""
        return self.cleaned_data.get(name) or ""

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.said(name) for name in self.fields)


class RegulationFilter(ListFilter):
    """制度成果."""

    change = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("立改废")), *Regulation.Change.choices]
    )
    state = forms.ChoiceField(required=False, choices=[("", gettext_lazy("进度")), *Regulation.State.choices])

    def narrowed(self, found: QuerySet[Regulation]) -> QuerySet[Regulation]:
        """The regulations that fit."""
        for name in ("change", "state"):
            if self.said(name):
                found = found.filter(**{name: self.said(name)})
        for word in self.said("q").split():
            found = found.filter(Q(name__contains=word) | Q(document_number__contains=word))
        return found


class LookBackFilter(ListFilter):
    """回头看: of the look-backs, or of the issues that still need one."""

    method = forms.ChoiceField(required=False, choices=[("", gettext_lazy("方式")), *LookBack.Method.choices])
    result = forms.ChoiceField(required=False, choices=[("", gettext_lazy("结论")), *LookBack.Result.choices])

    def narrowed(self, found: QuerySet[LookBack], user: User) -> QuerySet[LookBack]:
        """The look-backs that fit."""
        for name in ("method", "result"):
            if self.said(name):
                found = found.filter(**{name: self.said(name)})
        if self.said("q"):
            found = found.filter(issue__in=self.matching(Issue.objects.visible_to(user)))
        return found

    def matching(self, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        """The issues whose number or words contain what is searched for."""
        for word in self.said("q").split():
            issues = issues.filter(Q(title__contains=word) | Q(number__contains=word))
        return issues
