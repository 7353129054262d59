"""One request: find (visible_to) → may (permission) → form → action → redirect. Every form page of the
product is one.
"""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from people.identity import signed_in
from people.models import Submission, User
from people.refusals import Outdated, Unfit


def in_words(field: forms.Field, value: Any) -> str:
    """A value of `field` as a person reads it, whether it comes from the record or from the form."""
    if hasattr(value, "all"):
        value = value.all()
    choices = {} if isinstance(field, forms.ModelChoiceField) else dict(getattr(field, "choices", ()))
    if isinstance(value, (QuerySet, list, tuple, frozenset)):
        return "、".join(sorted(str(choices.get(one, one)) for one in value))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value is None or value == "":
        return ""
    return str(choices.get(value, value))


class FormPage(View):
    """A page with one form that does one thing.

    A subclass gives `find`, `may`, `make_form` and `act`; POST fields it did not ask for have no effect.
    Sent twice, it acts once. When the record changed meanwhile, the page comes back with both texts and
    nothing typed is lost.
    """

    METHODS = ("GET", "HEAD", "POST")
    template_name = "parts/form_page.html"
    form_class: Any = forms.Form
    heading: Any = ""
    submit_label: Any = gettext_lazy("保存")
    done_message: Any = gettext_lazy("已保存。")
    user: User
    record: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know the person before anything is asked."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.user = signed_in(request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the record, ask, then answer."""
        if request.method not in self.METHODS:
            return self.http_method_not_allowed(request, *args, **kwargs)
        self.record = self.find()
        if request.method == "POST" and self._was_sent():
            # Before `may`: what was done the first time often is not possible a second time.
            return self._done(self.again_url(), first=False)
        self.may()
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> Any:
        """The record, from `visible_to(self.user)`; raises Http404."""
        return None

    def may(self) -> None:
        """Raise NotYours or NotAllowedNow."""

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """The form, bound when there is data."""
        return self.form_class(data, files)

    def act(self, form: Any) -> str | HttpResponse:
        """Call one action; return the address to go to, or an answer that can be shown only now."""
        raise NotImplementedError  # a subclass always says what it does

    def again_url(self) -> str:
        """Where a form that was sent twice leads."""
        return self.back_url()

    def opened_with(self) -> int:
        """The record's version when the form was opened; 0, which is never current, when it was not sent."""
        version = self.request.POST.get("version", "")[:9]
        return int(version) if version.isdecimal() else 0

    def back_url(self) -> str:
        """Where 返回 leads."""
        if self.record is not None and hasattr(self.record, "get_absolute_url"):
            return str(self.record.get_absolute_url())
        return "/"

    def extra_context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The empty (or filled) form."""
        return self.page(self.make_form())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Act once on a valid form."""
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            with transaction.atomic():
                first = self._first_time()
                answer = self.act(form) if first else self.again_url()
        except Outdated as outdated:
            return self.page(
                form, status=409, conflict=self.compare(form, outdated.current), current=outdated.current
            )
        except Unfit as unfit:
            form.add_error(unfit.field or None, unfit.message)
            return self.page(form, status=422)
        return self._done(answer, first=first)

    def _done(self, answer: str | HttpResponse, *, first: bool) -> HttpResponse:
        """Say so, let the browser forget its draft of this form, and go on."""
        words = self.done_message if first else _("这份表单已经提交过，没有重复保存。")
        messages.success(self.request, words, extra_tags=f"saved:{self.draft_key()}")
        return redirect(answer) if isinstance(answer, str) else answer

    def draft_key(self) -> str:
        """Under which name the browser keeps what is typed here."""
        return self.request.path

    def _token(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.request.POST.get("once", ""))
        except ValueError:
            return None

    def _was_sent(self) -> bool:
        token = self._token()
        return token is not None and Submission.objects.filter(token=token, user=self.user).exists()

    def _first_time(self) -> bool:
        token = self._token()
        if token is None:
            return True
        return Submission.objects.get_or_create(token=token, defaults={"user": self.user})[1]

    def compare(self, form: Any, current: Any) -> list[dict[str, Any]]:
        """Field by field what stands now and what was typed, in words, where they differ."""
        rows = []
        for name, field in form.fields.items():
            if not hasattr(current, name):
                continue
            theirs, mine = (
                in_words(field, getattr(current, name)),
                in_words(field, form.cleaned_data.get(name)),
            )
            if theirs != mine:
                rows.append({"label": field.label, "theirs": theirs, "mine": mine})
        return rows

    def _version(self, current: Any) -> Any:
        """What the next sending is held against: a form back with errors keeps what it was opened with."""
        if current is not None:
            return current.version
        return self.request.POST.get("version", getattr(self.record, "version", None))

    def page(self, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page around the form."""
        context = {
            "form": form,
            "heading": self.heading,
            "submit_label": self.submit_label,
            "record": self.record,
            "back_url": self.back_url(),
            "once": uuid.uuid4(),
            "version": self._version(more.get("current")),
            "draft_key": self.draft_key(),
            **self.extra_context(),
            **more,
        }
        return render(self.request, self.template_name, context, status=status)
