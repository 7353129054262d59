"""The record itself. Writing goes through `trail.recording`; nothing here is ever changed or removed."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trail.chain import Content


class AppendOnlyError(Exception):
    """Somebody tried to change or remove what has been recorded."""


def type_of(instance: models.Model) -> str:
    """The name under which records of this kind are filed, such as "issues.issue"."""
    model = instance._meta.concrete_model or type(instance)
    return model._meta.label_lower


class EntryQuerySet(models.QuerySet["Entry"]):
    def thread_of(self, instance: models.Model) -> "EntryQuerySet":
        """The timeline of a record, oldest first."""
        return self.filter(thread_type=type_of(instance), thread_id=instance.pk).order_by("position")

    def update(self, **_fields: Any) -> NoReturn:
        raise AppendOnlyError("Entries of the trail are never changed.")

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnlyError("Entries of the trail are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("Entries of the trail are never removed.")


class Entry(models.Model):
    """One thing that was done. Each entry carries the hash of the one before it.

    `position` counts 1, 2, 3 without a gap, which a database's own keys do not promise.
    `who_name`, `before` and `after` are copies: they stay true when the person or record changes later.
    """

    position = models.BigIntegerField(_("序号"), unique=True)
    at = models.DateTimeField(_("时间"))
    who_id = models.BigIntegerField(_("操作人编号"), null=True)
    who_name = models.CharField(_("操作人"), max_length=150, blank=True)
    verb = models.CharField(_("事项"), max_length=64)
    subject_type = models.CharField(_("对象类型"), max_length=100)
    subject_id = models.BigIntegerField(_("对象编号"))
    thread_type = models.CharField(_("归属类型"), max_length=100)
    thread_id = models.BigIntegerField(_("归属编号"))
    before = models.JSONField(_("变更前"), null=True)
    after = models.JSONField(_("变更后"), null=True)
    previous_hash = models.CharField(_("前一条指纹"), max_length=64)
    hash = models.CharField(_("指纹"), max_length=64)

    objects: ClassVar[models.Manager["Entry"]] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("留痕记录")
        verbose_name_plural = _("留痕记录")
        ordering = ["position"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["thread_type", "thread_id", "position"], name="trail_thread"),
            models.Index(fields=["subject_type", "position"], name="trail_subject_type"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(position__gte=1), name="trail_position_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.verb} {self.subject_type} {self.subject_id}"

    def save(self, **options: Any) -> None:
        """Insert; raises AppendOnlyError for an entry that is already stored."""
        if not self._state.adding:
            raise AppendOnlyError("Entries of the trail are never changed.")
        super().save(**(options | {"force_insert": True}))

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnlyError("Entries of the trail are never removed.")

    @property
    def who(self) -> str:
        """Who did it, for the screen: the name as it was then, or 系统."""
        return self.who_name or gettext("系统")

    def content(self) -> Content:
        """The fields that the hash covers."""
        return Content(*(getattr(self, name) for name in Content._fields))
