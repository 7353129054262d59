"""The form of an organisation."""

from django.utils.translation import gettext_lazy as _

from people.fields import field_for
from people.forms.choices import TreeChoice, parents
from people.forms.records import RecordForm
from people.models import Organisation


class OrganisationForm(RecordForm):
    """A node of the tree."""

    name = field_for(Organisation, "name")
    kind = field_for(Organisation, "kind")
    parent = field_for(Organisation, "parent", form_class=TreeChoice, empty_label=_("（最上级）"))
    position = field_for(
        Organisation, "position", required=False, help_text=_("同级之间从小到大排列，可不填。")
    )
    active = field_for(Organisation, "active", help_text=_("停用后不再出现在选择列表里，已有记录不受影响。"))
    later = ("active",)

    def prepare(self) -> None:
        """Anywhere in the tree but below itself."""
        self.choose_from("parent", parents(self.by, of=self.record))

    def clean_position(self) -> int:
        """Nothing typed is the first place."""
        return self.cleaned_data.get("position") or 0
