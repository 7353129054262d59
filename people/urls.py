"""Addresses of this app."""

from django.urls import URLPattern, path

from people.views import accounts, leaders, organisations, persons, signing_in, trail

urlpatterns: list[URLPattern] = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("logout/", signing_in.sign_out, name="logout"),
    path("password/", signing_in.ChangePassword.as_view(), name="password_change"),
    path("ping/", signing_in.ping, name="ping"),
    path("preferences/", accounts.Preferences.as_view(), name="preferences"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/new/", organisations.NewOrganisation.as_view(), name="organisation_new"),
    path("organisations/<int:pk>/edit/", organisations.EditOrganisation.as_view(), name="organisation_edit"),
    path("people/", persons.person_list, name="person_list"),
    path("people/new/", accounts.NewPerson.as_view(), name="person_new"),
    path("people/<int:pk>/edit/", accounts.EditPerson.as_view(), name="person_edit"),
    path("people/<int:pk>/password/", accounts.ResetPassword.as_view(), name="person_password"),
    path("people/<int:pk>/roles/", accounts.Roles.as_view(), name="person_roles"),
    path("people/<int:pk>/deactivate/", accounts.Deactivate.as_view(), name="person_deactivate"),
    path("people/<int:pk>/activate/", accounts.Activate.as_view(), name="person_activate"),
    path("leaders/", leaders.leader_list, name="leader_list"),
    path("leaders/new/", leaders.NewLeader.as_view(), name="leader_new"),
    path("leaders/<int:pk>/edit/", leaders.EditLeader.as_view(), name="leader_edit"),
    path("trail/", trail.trail_list, name="trail_list"),
]
