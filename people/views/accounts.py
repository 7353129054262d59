"""What is done with one account: made, changed, given roles or a password, put out of use."""

from typing import Any, ClassVar

import rules
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people import actions
from people.forms.people import DUTIES, AccountForm, ContactForm, PreferencesForm, RolesForm
from people.models import Role, User
from people.pages import FormPage
from people.permissions import demand
from people.references import references_to


def password_page(request: HttpRequest, person: User, password: str) -> HttpResponse:
    """Shows a one-time password, this once: it is stored nowhere."""
    # Drawn later than now, when the message that it is done is there to be shown.
    context = {"person": person, "password": password, "back_url": reverse("person_list")}
    answer = TemplateResponse(request, "people/one_time_password.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


class AboutPeople(FormPage):
    """A form on the way from the list of people and back."""

    template_name = "people/person_form.html"

    def back_url(self) -> str:
        """The list."""
        return reverse("person_list")

    def extra_context(self) -> dict[str, Any]:
        """What the way back is called."""
        return {"back_label": _("人员")}


class NewPerson(AboutPeople):
    """A new account, with a password that is shown once."""

    heading = _("新增人员")
    submit_label = _("开通账号")
    done_message = _("账号已开通。")

    def may(self) -> None:
        """The system administrator keeps accounts."""
        demand("people.create_account", self.user)

    def make_form(self, data: Any = None, _files: Any = None) -> AccountForm:
        """In the organisation of the address, if any."""
        return AccountForm(data, by=self.user, initial={"organisation": self.request.GET.get("organisation")})

    def act(self, form: Any) -> HttpResponse:
        """Make it, and show the password."""
        person, password = actions.create_account(values=form.cleaned_data, by=self.user)
        return password_page(self.request, person, password)


class OnePerson(AboutPeople):
    """A form about one account."""

    permission: ClassVar[str]
    record: User

    def find(self) -> User:
        """One the person sees."""
        seen: QuerySet[User] = User.objects.visible_to(self.user)
        return get_object_or_404(seen.select_related("organisation"), pk=self.kwargs["pk"])

    def may(self) -> None:
        """As the table of permissions says."""
        demand(self.permission, self.user, self.record)


class EditPerson(OnePerson):
    """All of an account for the system administrator, post and telephone for a clerk."""

    heading = _("修改人员")
    permission = "people.edit_contact"

    def make_form(self, data: Any = None, _files: Any = None) -> ContactForm:
        """What this person may change."""
        may_edit_all = rules.has_perm("people.edit_account", self.user, self.record)
        form_class = AccountForm if may_edit_all else ContactForm
        return form_class(data, by=self.user, record=self.record)

    def act(self, form: Any) -> str:
        """Change it."""
        actions.edit_person(
            person=self.record, values=form.cleaned_data, by=self.user, version=self.opened_with()
        )
        return self.back_url()


class ResetPassword(OnePerson):
    """A new one-time password for somebody who forgot theirs or was locked out."""

    template_name = "people/person_password.html"
    heading = _("重置密码")
    submit_label = _("重置密码")
    done_message = _("密码已重置。")
    permission = "people.reset_password"

    def act(self, _form: forms.BaseForm) -> HttpResponse:
        """Set it and show it."""
        password = actions.reset_password(person=self.record, by=self.user)
        return password_page(self.request, self.record, password)


class Deactivate(OnePerson):
    """An account put out of use, after saying what that means."""

    template_name = "people/person_deactivate.html"
    heading = _("停用账号")
    submit_label = _("停用账号")
    done_message = _("账号已停用。")
    permission = "people.deactivate"

    def act(self, _form: forms.BaseForm) -> str:
        """Put it out of use."""
        actions.deactivate(person=self.record, by=self.user)
        return self.back_url()

    def extra_context(self) -> dict[str, Any]:
        """What carries the person's name."""
        return {**super().extra_context(), "references": references_to(self.record)}


class Activate(OnePerson):
    """An account in use again, with a new one-time password."""

    template_name = "people/person_activate.html"
    heading = _("启用账号")
    submit_label = _("启用账号")
    done_message = _("账号已启用。")
    permission = "people.activate"

    def act(self, _form: forms.BaseForm) -> HttpResponse:
        """Put it into use, and show the password."""
        password = actions.activate(person=self.record, by=self.user)
        return password_page(self.request, self.record, password)


class Roles(OnePerson):
    """Which roles somebody holds."""

    template_name = "people/person_roles.html"
    heading = _("角色")
    submit_label = _("保存角色")
    done_message = _("角色已保存，下一次打开页面时生效。")
    permission = "people.grant_roles"

    def make_form(self, data: Any = None, _files: Any = None) -> RolesForm:
        """Ticked as granted."""
        return RolesForm(data, by=self.user, record=self.record)

    def act(self, form: Any) -> str:
        """Grant and take back."""
        actions.set_roles(
            person=self.record,
            roles=form.cleaned_data["roles"],
            by=self.user,
            version=self.opened_with(),
        )
        return self.back_url()

    def page(self, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        """Each box with what the role is for."""
        boxes = [(box, DUTIES[Role(box.data["value"])]) for box in form["roles"]]
        return super().page(form, status=status, boxes=boxes, **more)


class Preferences(FormPage):
    """What people set for themselves."""

    heading = _("偏好设置")
    record: User

    def find(self) -> User:
        """Always oneself."""
        return self.user

    def make_form(self, data: Any = None, _files: Any = None) -> PreferencesForm:
        """Filled with what stands."""
        return PreferencesForm(data, by=self.user, record=self.record)

    def act(self, form: Any) -> str:
        """Save it."""
        actions.save_preferences(values=form.cleaned_data, by=self.user, version=self.opened_with())
        return reverse("preferences")

    def back_url(self) -> str:
        """The start page."""
        return "/"
