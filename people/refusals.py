"""How an action says no. The pages that answer are chosen in one place, `people.errors`."""

from typing import Any


class NotYours(Exception):
    """The person may see the record but not do this to it (403)."""


class NotAllowedNow(Exception):
    """The step is not possible in the record's present state; `why` says it in the user's words (409)."""

    def __init__(self, record: Any, why: str) -> None:
        super().__init__(why)
        self.record = record
        self.why = why


class Outdated(Exception):
    """Somebody else saved the record since the form was opened; `current` is what stands now (409 with both
    texts).
    """

    def __init__(self, current: Any) -> None:
        super().__init__("outdated")
        self.current = current


class Unfit(Exception):
    """What was typed does not fit the records; shown beside `field` ("" for the whole form), and nothing is
    saved.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
