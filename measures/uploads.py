"""The first guard of an upload: too much is cut off as it comes in. And file names, made harmless."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

NAME_LENGTH = 200


class Why(StrEnum):
    """Why a file was cut off."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Cut:
    """One file of the request that was not kept: its field, its name as sent, and why."""

    field: str
    name: str
    why: Why


class SizeLimit(FileUploadHandler):
    """Drops a file once it passes UPLOAD_LIMIT_BYTES, once there are more than UPLOAD_MAX_FILES, or once all
    together pass UPLOAD_TOTAL_BYTES; keeps nothing of a stranger's.

    The rest of the file is read and thrown away: the text fields after it still arrive, and the browser
    gets to see the answer. Views ask `cut_off(request, field)` for what was dropped.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.cut: list[Cut] = []
        self._files = 0
        self._total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count it. Nothing is refused yet: at this point the other handlers still hold the file before."""
        super().new_file(*args, **kwargs)
        self._files += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the piece on, or drop the file; `start` counts the bytes that came before."""
        self._total += len(raw_data)
        why = self._why_not(start + len(raw_data))
        if why is not None:
            self._total -= start + len(raw_data)
            self.cut.append(Cut(self.field_name or "", self.file_name or "", why))
            raise SkipFile
        return raw_data

    def _why_not(self, size: int) -> Why | None:
        person = getattr(self.request, "user", None)
        if person is None or not person.is_authenticated:
            return Why.STRANGER
        if size > settings.UPLOAD_LIMIT_BYTES:
            return Why.TOO_LARGE
        if self._files > settings.UPLOAD_MAX_FILES:
            return Why.TOO_MANY
        return Why.TOO_MUCH if self._total > settings.UPLOAD_TOTAL_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one make the file."""


def cut_off(request: HttpRequest, field: str) -> list[Cut]:
    """What of `field` was cut off while the request came in."""
    handlers = [one for one in request.upload_handlers if isinstance(one, SizeLimit)]
    return [cut for handler in handlers for cut in handler.cut if cut.field == field]


def clean_name(name: str) -> str:
    """A file name that is only a name: no folders, no control or direction characters, at most 200 characters
    with the extension kept. "" when nothing is left.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # C*: control, format (the right-to-left override is one), surrogate, unassigned characters.
    kept = [char for char in name if unicodedata.category(char)[0] != "C"]
    name = " ".join("".join(kept).split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - len(extension) - 1].rstrip()}.{extension}"
