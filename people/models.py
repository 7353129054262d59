"""Who may act: organisations (组织), people (人员), their roles (角色) and the leaders who answer for
issues.
"""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import TreeNode

from people.querysets import LeaderQuerySet, OrganisationQuerySet, UserManager
from people.roles import ADMINISTRATORS, BUSINESS, OFFICE, Role

__all__ = [
    "ADMINISTRATORS",
    "BUSINESS",
    "OFFICE",
    "Leader",
    "Organisation",
    "Role",
    "RoleGrant",
    "Submission",
    "User",
]

models.CharField.register_lookup(Length)


STANDING = """
SELECT '', 0, id, parent_id FROM people_organisation
UNION ALL SELECT role, 0, 0, NULL FROM people_rolegrant WHERE user_id = %s
UNION ALL SELECT '', id, 0, NULL FROM people_leader WHERE user_id = %s
"""


class Organisation(TreeNode):  # type: ignore[misc]  # the library ships no types
    """A county (县), department (部门), town (乡镇/街道), section (科室) or community (社区): one node of
    the tree.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", _("县")
        DEPARTMENT = "department", _("部门")
        TOWN = "town", _("乡镇（街道）")
        SECTION = "section", _("科室")
        COMMUNITY = "community", _("社区")

    # The library would let the children go with their parent.
    parent = TreeNodeForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级组织"),
    )
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类型"), max_length=12, choices=Kind.choices, default=Kind.DEPARTMENT)
    position = models.PositiveIntegerField(_("排序"), default=0)
    active = models.BooleanField(_("启用"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganisationQuerySet.as_manager(with_tree_fields=False)

    class Meta(TreeNode.Meta):  # type: ignore[misc]  # as above
        ordering = ["position", "id"]
        default_permissions = ()
        verbose_name = _("组织")
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="organisation_name_once_per_parent"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(parent=None), name="organisation_root_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["county", "department", "town", "section", "community"]),
                name="organisation_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="organisation_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person with an account. What they may do follows from their roles and their organisation alone."""

    username = models.CharField(
        _("用户名"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("这个用户名已经有人使用。")},
    )
    full_name = models.CharField(_("姓名"), max_length=40)
    post = models.CharField(_("职务"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", verbose_name=_("所在组织")
    )
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(default=True, editable=False)
    compact_rows = models.BooleanField(_("列表紧凑显示"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["organisation__position", "id"]
        default_permissions = ()
        verbose_name = _("人员")

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def _standing(self) -> tuple[frozenset[str], frozenset[int], dict[int, int | None]]:
        """Roles granted, leader records held, the whole tree. Every page asks, so it is one query."""
        with connections[self._state.db or DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(STANDING, (self.pk, self.pk))
            rows = cursor.fetchall()
        return (
            frozenset([role for role, _, _, _ in rows if role]),
            frozenset([leader for _, leader, _, _ in rows if leader]),
            {organisation: parent for _, _, organisation, parent in rows if organisation},
        )

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles granted to this person, read once per loaded user."""
        if "grants" in getattr(self, "_prefetched_objects_cache", {}):
            return frozenset(grant.role for grant in self.grants.all())
        return self._standing[0]

    def has_role(self, *roles: str) -> bool:
        """Whether any of `roles` was granted."""
        return not self.roles.isdisjoint(roles)

    @cached_property
    def leader_ids(self) -> frozenset[int]:
        """The leader records (posts) this person holds; empty without the leader role."""
        if not self.has_role(Role.LEADER):
            return frozenset()
        return self._standing[1]

    @property
    def tree(self) -> dict[int, int | None]:
        """Every organisation id with its parent's id, from which scopes are derived."""
        return self._standing[2]

    @cached_property
    def subtree_ids(self) -> frozenset[int]:
        """Ids of the own organisation and everything below it."""
        return self.ids_below(self.organisation_id)

    def ids_below(self, organisation: int) -> frozenset[int]:
        """Ids of an organisation and everything below it."""
        children: dict[int | None, list[int]] = {}
        for pk, parent in self.tree.items():
            children.setdefault(parent, []).append(pk)
        found: set[int] = set()
        waiting = [organisation]
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting += children.get(pk, [])
        return frozenset(found)

    @cached_property
    def ancestor_ids(self) -> frozenset[int]:
        """Ids of everything above the own organisation."""
        found: set[int] = set()
        parent = self.tree.get(self.organisation_id)
        while parent is not None and parent not in found:
            found.add(parent)
            parent = self.tree.get(parent)
        return frozenset(found)

    @property
    def covers_all_organisations(self) -> bool:
        """Whether the own subtree is the whole tree, so that no scope needs to be asked of the database."""
        return self.tree.get(self.organisation_id) is None and list(self.tree.values()).count(None) == 1

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Reload, forgetting what was derived."""
        for name in ("_standing", "roles", "leader_ids", "subtree_ids", "ancestor_ids"):
            self.__dict__.pop(name, None)
        super().refresh_from_db(*args, **kwargs)


class RoleGrant(models.Model):
    """One role of one person. No person holds two of the three administrator roles (三员分立)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="role_once_per_person"),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(role__in=list(ADMINISTRATORS)),
                name="one_administrator_role_per_person",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Leader(models.Model):
    """A responsible leader (责任领导): a post that leads issues, with or without an account behind it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="leaders", verbose_name=_("所在组织")
    )
    post = models.CharField(_("职务"), max_length=40)
    name = models.CharField(_("姓名"), max_length=40, blank=True)
    portfolio = models.CharField(_("分管工作"), max_length=200, blank=True)
    user = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads_as",
        verbose_name=_("登录账号"),
    )
    position = models.PositiveIntegerField(_("排序"), default=0)
    active = models.BooleanField(_("启用"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        default_permissions = ()
        verbose_name = _("责任领导")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "post", "name"], name="leader_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.name}".strip()


class Submission(models.Model):
    """A form that was sent: its token is taken in the same transaction as what it did, so it is done once."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.token)
