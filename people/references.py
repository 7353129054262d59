"""What points at a record, asked of Django itself: this floor knows none of the apps above."""

from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Reference:
    """So many records of one kind name the record in one of their fields."""

    kind: str
    field: str
    count: int


def references_to(record: models.Model) -> list[Reference]:
    """Kinds of records that name `record`, each with its number."""
    found = []
    relations: list[Any] = record._meta.get_fields(include_hidden=True)
    for relation in relations:
        if _is_telling(relation):
            count = relation.related_model._base_manager.filter(**{relation.field.name: record.pk}).count()
            if count:
                kind, field = relation.related_model._meta.verbose_name, relation.field.verbose_name
                found.append(Reference(str(kind), str(field), count))
    return found


def _is_telling(relation: Any) -> bool:
    """Something points here, and its author gave both the record and the field a name for people to read."""
    if not relation.auto_created or relation.concrete:
        return False
    model = relation.related_model
    return "verbose_name" in model._meta.original_attrs and relation.field._verbose_name is not None
