"""Several files at once: the good ones are kept, and for each of the others it is said why not."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import Issue
from measures.actions import Upload
from measures.forms.steps import measure_choice
from measures.models import Evidence
from measures.sniffing import TYPES, Empty, NotWhatItSays, examine, extension_of
from measures.uploads import Cut, Why, clean_name
from people.fields import field_for

MB = 1024 * 1024
NAMES_SAID = 5

REASONS = {
    Why.TOO_LARGE: gettext_lazy("%(names)s：超过 %(mb)s MB，没有保存。请压缩或拆分后再传。"),
    Why.TOO_MANY: gettext_lazy("%(names)s：一次最多传 %(count)s 个文件，多出的没有保存。请再传一次。"),
    Why.TOO_MUCH: gettext_lazy("%(names)s：一次合计不能超过 %(total)s MB，这部分没有保存。请分几次传。"),
    Why.STRANGER: gettext_lazy("%(names)s：登录已过期，没有保存。"),
    "kind": gettext_lazy("%(names)s：这种类型不能上传，没有保存。可以传：%(kinds)s。"),
    "content": gettext_lazy(
        "%(names)s：内容与扩展名不符，没有保存。可能改过扩展名、文件损坏、加了密码或带有宏，"
        "请用原来的软件打开，另存后再传。"
    ),
    "empty": gettext_lazy("%(names)s：是空文件，没有保存。请检查后再传。"),
}


class FilesInput(forms.FileInput):
    """Chosen, dropped or pasted; the script of the page checks size and type before sending."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(
            {
                "multiple": True,
                "accept": ",".join(f".{extension}" for extension in TYPES),
                "data-drop": "",
                "data-max-mb": settings.UPLOAD_LIMIT_BYTES // MB,
                "data-max-files": settings.UPLOAD_MAX_FILES,
                "data-max-total-mb": settings.UPLOAD_TOTAL_BYTES // MB,
            }
        )

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> Any:
        """All files of the field."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.Field):
    """A list of uploaded files; looked into by the form."""

    widget = FilesInput


class EvidenceForm(forms.Form):
    """Files, of what kind, for which measure. `uploads` are the good ones, `refused` the reasons."""

    kind = field_for(Evidence, "kind")
    measure = measure_choice()
    file = FilesField(label=gettext_lazy("文件"), required=False)

    def __init__(self, *args: Any, issue: Issue, cut: Sequence[Cut] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = issue.measures.filter(cycle=issue.cycle)  # type: ignore[attr-defined]  # a Choice
        self.fields["file"].help_text = _(
            "单个不超过 %(mb)s MB，一次最多 %(count)s 个、合计 %(total)s MB。可以传：%(kinds)s。"
        ) % {**_limits(), "kinds": kinds()}
        self._cut = cut
        self.uploads: list[Upload] = []
        self.refused: list[str] = []

    def clean_file(self) -> list[Upload]:
        """Look into each file; raises ValidationError when none is left."""
        problems: dict[str, list[str]] = {}
        for one in self._cut:
            problems.setdefault(one.why, []).append(clean_name(one.name))
        sent: list[UploadedFile[Any]] = self.cleaned_data["file"] or []
        for file in sent[settings.UPLOAD_MAX_FILES :]:
            problems.setdefault(Why.TOO_MANY, []).append(clean_name(file.name or ""))
        for file in sent[: settings.UPLOAD_MAX_FILES]:
            self._look_into(file, problems)
        self.refused = [_sentence(why, names) for why, names in problems.items()]
        if not self.uploads:
            raise ValidationError(self.refused or [_("请选择至少一个文件。")])
        return self.uploads

    def _look_into(self, file: "UploadedFile[Any]", problems: dict[str, list[str]]) -> None:
        name = clean_name(file.name or "")
        extension = extension_of(name)
        if extension not in TYPES:
            problems.setdefault("kind", []).append(name or _("没有名字的文件"))
            return
        try:
            found = examine(file, extension)
        except Empty:
            problems.setdefault("empty", []).append(name)
        except NotWhatItSays:
            problems.setdefault("content", []).append(name)
        else:
            self.uploads.append(Upload(file, name, found.content_type, found.sha256, found.size))


def kinds() -> str:
    """The extensions that may be uploaded, as one text."""
    return " ".join(TYPES)


def _limits() -> dict[str, int]:
    return {
        "mb": settings.UPLOAD_LIMIT_BYTES // MB,
        "total": settings.UPLOAD_TOTAL_BYTES // MB,
        "count": settings.UPLOAD_MAX_FILES,
    }


def _sentence(why: str, names: Sequence[str]) -> str:
    return str(REASONS[why]) % {**_limits(), "names": listed(names), "kinds": kinds()}


def listed(names: Iterable[str]) -> str:
    """“甲.pdf”、“乙.pdf”; beyond five the number of all."""
    every = list(names)
    text = "、".join(f"“{name}”" for name in every[:NAMES_SAID])
    if len(every) <= NAMES_SAID:
        return text
    return _("%(names)s 等 %(count)s 个文件") % {"names": text, "count": len(every)}
