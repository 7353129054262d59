"""Which rectification type (整改类型) the words of a deadline mean."""

from collections.abc import Collection

from issues.deadlines import DeadlineType
from issues.words import RectificationType


def type_meant(types: Collection[DeadlineType]) -> RectificationType | None:
    """The type that the types read from a deadline's text add up to; None when it names none."""
    standing = "standing" in types
    if "staged" in types:
        return RectificationType.STAGED_STANDING if standing else RectificationType.STAGED
    if "immediate" in types:
        return RectificationType.IMMEDIATE_STANDING if standing else RectificationType.IMMEDIATE
    return RectificationType.STANDING if standing else None
