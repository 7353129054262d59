"""The form of a responsible leader."""

from django.utils.translation import gettext_lazy as _

from people.fields import field_for
from people.forms.choices import PersonChoice, TreeChoice, leader_accounts, organisations
from people.forms.records import RecordForm
from people.models import Leader


class LeaderForm(RecordForm):
    """A post that leads issues, and who signs in for it."""

    post = field_for(Leader, "post", help_text=_("如“分管副县长”，台账里按职务显示。"))
    name = field_for(Leader, "name", help_text=_("可不填，换人时只改姓名和账号。"))
    organisation = field_for(Leader, "organisation", form_class=TreeChoice)
    portfolio = field_for(Leader, "portfolio", help_text=_("分管的单位和工作。"))
    user = field_for(
        Leader,
        "user",
        form_class=PersonChoice,
        empty_label=_("（没有账号）"),
        help_text=_("只列出有“责任领导”角色的人。没有账号的，由经办代为办理。"),
    )
    position = field_for(Leader, "position", required=False, help_text=_("从小到大排列，可不填。"))
    active = field_for(Leader, "active", help_text=_("不再担任时取消勾选；已牵头的问题不受影响。"))
    later = ("active",)

    def prepare(self) -> None:
        """Within reach of whoever fills it in."""
        self.choose_from("organisation", organisations(self.by, keep=self.kept("organisation_id")))
        self.choose_from("user", leader_accounts(self.by, keep=self.kept("user_id")))

    def clean_position(self) -> int:
        """Nothing typed is the first place."""
        return self.cleaned_data.get("position") or 0
