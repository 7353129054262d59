"""Tallies: how many registered issues of a campaign stand where, kept by the database itself.

Triggers write them in the transaction that changes the issue (`issues.tallies`); nothing else does. On
PostgreSQL several rows may speak of the same thing, so amounts are summed, never read off one row.
"""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models

from issues.words import Status


class TallyQuerySet(models.QuerySet[Any]):
    """Tallies. Whoever sees a campaign's whole ledger may know its numbers."""

    def of(self, campaigns: Iterable[int]) -> Self:
        """Of the campaigns with these ids."""
        return self.filter(campaign_id__in=list(campaigns))


class Tally(models.Model):
    """`amount` more (or fewer) registered issues of a campaign."""

    campaign_id = models.BigIntegerField()
    amount = models.IntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.amount:+}"


class StateTally(Tally):
    """By what the figures ask of an issue.

    `confirmed_quarter` is 20264 for a standing issue last confirmed in the fourth quarter of 2026, 0 without.
    """

    status = models.CharField(max_length=12, choices=Status.choices)
    has_day = models.BooleanField()
    in_time = models.BooleanField()
    has_extended_day = models.BooleanField()
    in_extended_time = models.BooleanField()
    is_reopened = models.BooleanField()
    confirmed_quarter = models.IntegerField()

    class Meta:
        default_permissions = ()


class UnitTally(Tally):
    """By responsible unit."""

    unit_id = models.BigIntegerField()
    is_finished = models.BooleanField()

    class Meta:
        default_permissions = ()


class CategoryTally(Tally):
    """By category, of either level."""

    category_id = models.BigIntegerField()
    is_finished = models.BooleanField()

    class Meta:
        default_permissions = ()
