"""Questions to the people and organisations tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import BaseUserManager
from django.db import models
from tree_queries.query import TreeQuerySet

from people.roles import ADMINISTRATORS, BUSINESS

if TYPE_CHECKING:
    from people.models import User


class OrganisationQuerySet(TreeQuerySet):  # type: ignore[misc]  # the library ships no types
    """Organisations."""

    def visible_to(self, user: User) -> Self:
        """The own subtree for business roles; every one for the administrators."""
        if user.has_role(*ADMINISTRATORS):
            return self
        visible: Self = self.filter(pk__in=user.subtree_ids) if user.has_role(*BUSINESS) else self.none()
        return visible

    def active(self) -> Self:
        """Those still in use."""
        active: Self = self.filter(active=True)
        return active


class LeaderQuerySet(models.QuerySet[Any]):
    """Responsible leaders."""

    def visible_to(self, user: User) -> Self:
        """Leaders of the own subtree and of the organisations above it (those lead what the unit answers
        for).
        """
        if user.has_role(*ADMINISTRATORS):
            return self
        if not user.has_role(*BUSINESS):
            return self.none()
        return self.filter(organisation_id__in=user.subtree_ids | user.ancestor_ids)

    def active(self) -> Self:
        """Those still in office."""
        return self.filter(active=True)


class UserQuerySet(models.QuerySet["User"]):
    """People with accounts."""

    def visible_to(self, user: User) -> Self:
        """People of the own subtree; all for the administrators who keep and check accounts and roles."""
        if user.has_role(*ADMINISTRATORS):
            return self
        if not user.has_role(*BUSINESS):
            return self.none()
        return self.filter(organisation_id__in=user.subtree_ids)

    def with_role(self, role: str) -> Self:
        """Active people who hold `role`."""
        return self.filter(is_active=True, grants__role=role)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]  # dynamic base
    """Makes people, each with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make and save a person; `fields` are model fields, `organisation` among them."""
        user: User = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user
