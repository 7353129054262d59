"""Coming, going, staying, and choosing a password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from people import actions
from people.forms.signing_in import PasswordForm, SignInForm
from people.identity import signed_in
from people.pages import FormPage
from people.sessions import HOME, begin, returnable


class SignIn(LoginView):
    """The login page. Lock-out after repeated failures is done by django-axes around it."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, start the clock of the session, go on."""
        answer = super().form_valid(form)
        begin(self.request)
        actions.record_sign_in(by=signed_in(self.request))
        return answer

    def get_redirect_url(self, *_args: Any) -> str:
        """The page that was asked for, when it is one of this site worth returning to."""
        url = super().get_redirect_url()
        return returnable(url) if url else ""


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    actions.record_sign_out(by=signed_in(request))
    logout(request)
    messages.info(request, _("已退出。"))
    return redirect("login")


@require_safe
@never_cache
def ping(_request: HttpRequest) -> HttpResponse:
    """Keeps the session of a person who is still writing; being asked is what keeps it."""
    return HttpResponse(status=204)


@method_decorator(sensitive_post_parameters(), name="dispatch")
@method_decorator(never_cache, name="dispatch")
class ChangePassword(FormPage):
    """A new password of one's own; at the first login no other page opens before."""

    template_name = "registration/password_change_form.html"
    heading = gettext_lazy("修改密码")
    submit_label = gettext_lazy("保存新密码")
    done_message = gettext_lazy("密码已修改，下次登录请用新密码。在别处的登录已退出。")

    def make_form(self, data: Any = None, _files: Any = None) -> PasswordForm:
        """Django's form, with our words."""
        return PasswordForm(self.user, data)

    def act(self, form: Any) -> str:
        """Save it; this session goes on, the others end."""
        actions.choose_password(password=form.cleaned_data["new_password1"], by=self.user)
        update_session_auth_hash(self.request, self.user)
        return self.back_url()

    def back_url(self) -> str:
        """The page that was asked for before."""
        url = self.request.GET.get("next", "")
        hosts = {self.request.get_host()}
        safe = url_has_allowed_host_and_scheme(url, hosts, require_https=self.request.is_secure())
        return returnable(url) if safe else HOME

    def extra_context(self) -> dict[str, Any]:
        """Whether it is the first login."""
        return {"forced": self.user.must_change_password}
