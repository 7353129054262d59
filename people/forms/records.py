"""What the forms of organisations, people and leaders share."""

from typing import Any, ClassVar

from django import forms

from people.models import Leader, Organisation, User


class RecordForm(forms.Form):
    """A form for a new record, or filled from an existing one. `by` is who fills it in."""

    # Fields that make sense only once there is a record.
    later: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, *args: Any, by: User, record: Organisation | User | Leader | None = None, **kwargs: Any
    ) -> None:
        if record is not None:
            kwargs["initial"] = {name: getattr(record, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if record is None:
            for name in self.later:
                del self.fields[name]
        self.by = by
        self.record: Any = record
        self.prepare()

    def prepare(self) -> None:
        """Give fields what depends on the person and the record."""

    def choose_from(self, name: str, queryset: Any) -> None:
        """Let `name` be one of `queryset`, in a list with a search box."""
        field: Any = self.fields[name]
        field.queryset = queryset
        field.widget.attrs["data-choose"] = ""

    def kept(self, name: str) -> Any:
        """What the record has in `name`: it stays a choice even when it is out of use."""
        return getattr(self.record, name, None)
