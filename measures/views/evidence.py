"""Uploading evidence (佐证材料)."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures import actions
from measures.forms.evidence import EvidenceForm, listed
from measures.models import Evidence
from measures.uploads import cut_off
from measures.views.steps import MeasureStep


class EvidenceAdd(MeasureStep):
    """上传佐证: several files for the issue or one of its measures."""

    move = "add_evidence"
    heading = gettext_lazy("上传佐证")
    submit_label = gettext_lazy("上传")
    template_name = "measures/evidence_add.html"

    def make_form(self, data: Any = None, files: Any = None) -> EvidenceForm:
        """`?measure=` chooses the measure beforehand."""
        cut = cut_off(self.request, "file") if files is not None else ()
        initial = {"measure": self.request.GET.get("measure")}
        return EvidenceForm(data, files, issue=self.record, cut=cut, initial=initial)

    def act(self, form: EvidenceForm) -> str:
        """Keep the good files; with others refused the page comes back, so that they can be mended."""
        added = actions.add_evidence(
            issue=self.record,
            uploads=form.uploads,
            kind=form.cleaned_data["kind"],
            measure=form.cleaned_data["measure"],
            by=self.user,
        )
        self.done_message = _("已保存 %(count)s 个文件。") % {"count": len(added)}
        kept = {evidence.sha256 for evidence in added}
        if known := [upload.name for upload in form.uploads if upload.sha256 not in kept]:
            messages.info(
                self.request, _("%(names)s：原来已经有了，没有重复保存。") % {"names": listed(known)}
            )
        for sentence in form.refused:
            messages.warning(self.request, sentence)
        return self.request.get_full_path() if form.refused else self.record.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """What is already there, in this cycle."""
        there = Evidence.objects.visible_to(self.user).filter(issue=self.record, cycle=self.record.cycle)
        return {"files": there}
