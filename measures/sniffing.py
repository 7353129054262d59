"""What a file is by its content: a table of the types that may be uploaded, each with how to recognise it.

Why these: the papers, sheets, scans, photographs and recordings that offices keep as evidence, WPS's own
formats among them, and archives for a packed set. Not: anything a browser or the system would run (web pages,
SVG, scripts, programs, shortcuts) and office files with macros. Archives are never unpacked here.
"""

import codecs
import hashlib
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

from django.core.files import File

from measures.models.work import SHOWN

HEAD_BYTES = 4096
TAIL_BYTES = 65_557  # a zip's end record and its longest comment
MAX_DIRECTORY_BYTES = 2 * 1024 * 1024  # of a zip: an office file has some dozens of entries

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MP3_FRAMES = frozenset({0xE2, 0xE3, 0xF2, 0xF3, 0xFA, 0xFB})
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})


class NotWhatItSays(Exception):
    """The content does not match the extension."""


class Empty(Exception):
    """Nothing in it."""


@dataclass(frozen=True)
class Examined:
    """A file that is what its extension says: media type, digest (hex) and size (bytes)."""

    content_type: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Type:
    """One row of the table. `fits` looks at the first bytes, `deep` (when given) at the whole file."""

    content_type: str
    fits: Callable[[bytes], bool]
    deep: Callable[[IO[bytes]], bool] | None = None


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _riff(kind: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(b"RIFF") and head[8:12] == kind


def _bmp(head: bytes) -> bool:
    return head.startswith(b"BM") and len(head) > 18 and struct.unpack_from("<I", head, 14)[0] in BMP_HEADERS


def _mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 2 and head[0] == 0xFF and head[1] in MP3_FRAMES)


def _boxes(brands: Callable[[bytes], bool]) -> Callable[[bytes], bool]:
    """MPEG-4 and its relatives: a box "ftyp" that names a brand."""
    return lambda head: head[4:8] == b"ftyp" and brands(head[8:12])


def _quicktime(head: bytes) -> bool:
    return head[4:8] in {b"moov", b"mdat", b"wide", b"free"} or _boxes(lambda brand: brand == b"qt  ")(head)


def _any(head: bytes) -> bool:
    return bool(head)


def names_in_zip(file: IO[bytes]) -> frozenset[str]:
    """The entries of a zip's directory; none when it has no sound one. Nothing is unpacked."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read(TAIL_BYTES)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return frozenset()
    length, start = struct.unpack_from("<II", tail, at + 12)
    if length > MAX_DIRECTORY_BYTES:
        return frozenset()
    file.seek(start)
    return frozenset(_entries(file.read(length)))


def _entries(directory: bytes) -> Iterable[str]:
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and len(directory) >= at + 46:
        name, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        yield directory[at + 46 : at + 46 + name].decode("utf-8", "replace")
        at += 46 + name + extra + comment


def _office(folder: str) -> Callable[[IO[bytes]], bool]:
    """An Office Open XML file of this kind, without macros."""

    def fits(file: IO[bytes]) -> bool:
        names = names_in_zip(file)
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return (
            "[Content_Types].xml" in names and any(name.startswith(folder) for name in names) and not macros
        )

    return fits


def _ofd(file: IO[bytes]) -> bool:
    return "OFD.xml" in names_in_zip(file)


def _zip_directory(file: IO[bytes]) -> bool:
    file.seek(max(0, file.seek(0, 2) - TAIL_BYTES))
    return b"PK\x05\x06" in file.read(TAIL_BYTES)


def _streams(*names: str) -> Callable[[IO[bytes]], bool]:
    """A compound file (OLE2) with one of these streams: a Word file, not an installer or a worksheet."""
    wanted = [name.encode("utf-16-le") for name in names]
    overlap = max(map(len, wanted))

    def fits(file: IO[bytes]) -> bool:
        file.seek(0)
        before = b""
        while piece := file.read(1024 * 1024):
            if any(name in before + piece for name in wanted):
                return True
            before = piece[-overlap:]
        return False

    return fits


def _either(
    ole: Callable[[IO[bytes]], bool], office: Callable[[IO[bytes]], bool]
) -> Callable[[IO[bytes]], bool]:
    """WPS writes its own extensions in the old and in the new format."""

    def fits(file: IO[bytes]) -> bool:
        file.seek(0)
        return ole(file) if file.read(len(OLE)) == OLE else office(file)

    return fits


_WORD, _SHEET, _SLIDES = (
    _streams("WordDocument"),
    _streams("Workbook", "Book"),
    _streams("PowerPoint Document"),
)
_OOXML = "application/vnd.openxmlformats-officedocument."
_TEXTS = frozenset({"txt", "csv"})

TYPES = {
    "pdf": Type("application/pdf", _starts(b"%PDF-")),
    "doc": Type("application/msword", _starts(OLE), _WORD),
    "docx": Type(f"{_OOXML}wordprocessingml.document", _starts(ZIP), _office("word/")),
    "xls": Type("application/vnd.ms-excel", _starts(OLE), _SHEET),
    "xlsx": Type(f"{_OOXML}spreadsheetml.sheet", _starts(ZIP), _office("xl/")),
    "ppt": Type("application/vnd.ms-powerpoint", _starts(OLE), _SLIDES),
    "pptx": Type(f"{_OOXML}presentationml.presentation", _starts(ZIP), _office("ppt/")),
    "wps": Type("application/wps-office.wps", _starts(OLE, ZIP), _either(_WORD, _office("word/"))),
    "et": Type("application/wps-office.et", _starts(OLE, ZIP), _either(_SHEET, _office("xl/"))),
    "dps": Type("application/wps-office.dps", _starts(OLE, ZIP), _either(_SLIDES, _office("ppt/"))),
    "ofd": Type("application/ofd", _starts(ZIP), _ofd),
    "txt": Type("text/plain", _any),
    "csv": Type("text/csv", _any),
    "jpg": Type("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": Type("image/jpeg", _starts(b"\xff\xd8\xff")),
    "png": Type("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "gif": Type("image/gif", _starts(b"GIF87a", b"GIF89a")),
    "bmp": Type("image/bmp", _bmp),
    "webp": Type("image/webp", _riff(b"WEBP")),
    "tif": Type("image/tiff", _starts(b"II*\x00", b"MM\x00*")),
    "tiff": Type("image/tiff", _starts(b"II*\x00", b"MM\x00*")),
    "heic": Type("image/heic", _boxes(lambda brand: brand in HEIC_BRANDS)),
    "zip": Type("application/zip", _starts(ZIP), _zip_directory),
    "rar": Type("application/vnd.rar", _starts(b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00")),
    "7z": Type("application/x-7z-compressed", _starts(b"7z\xbc\xaf\x27\x1c")),
    "mp4": Type("video/mp4", _boxes(lambda brand: brand not in HEIC_BRANDS)),
    "mov": Type("video/quicktime", _quicktime),
    "mp3": Type("audio/mpeg", _mp3),
    "m4a": Type("audio/mp4", _boxes(lambda brand: brand not in HEIC_BRANDS)),
    "wav": Type("audio/wav", _riff(b"WAVE")),
}


def extension_of(name: str) -> str:
    """The last extension in lower case, without the dot; "" when there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def examine(file: "File[Any]", extension: str) -> Examined:
    """Read the file once and say what it is; raises Empty, or NotWhatItSays (an unlisted extension too)."""
    kind = TYPES.get(extension)
    if kind is None:
        raise NotWhatItSays(extension)
    digest, size, head = hashlib.sha256(), 0, b""
    text = _PlainText() if extension in _TEXTS else None
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
        head += chunk[: HEAD_BYTES - len(head)] if len(head) < HEAD_BYTES else b""
        if text is not None:
            text.feed(chunk)
    if size == 0:
        raise Empty
    _must(kind.fits(head))
    _must(text is None or text.is_sound())
    content = file.open().file
    _must(content is not None and (kind.deep is None or kind.deep(content)))
    file.seek(0)
    return Examined(kind.content_type, digest.hexdigest(), size)


def _must(fits: bool) -> None:
    if not fits:
        raise NotWhatItSays


class _PlainText:
    """Fed a text piece by piece: does it decode as UTF-8 or GB18030, without control characters?"""

    CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f"))

    def __init__(self) -> None:
        self._decoders = [codecs.getincrementaldecoder(name)() for name in ("utf-8", "gb18030")]
        self._binary = False

    def feed(self, chunk: bytes) -> None:
        """One more piece."""
        # Both encodings keep bytes below 0x20 for the control characters themselves.
        self._binary = self._binary or len(chunk.translate(None, self.CONTROL)) < len(chunk)
        self._decoders = [one for one in self._decoders if _takes(one, chunk, final=False)]

    def is_sound(self) -> bool:
        """After the last piece."""
        return not self._binary and any(_takes(one, b"", final=True) for one in self._decoders)


def _takes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def shown_as(head: bytes) -> str:
    """The media type under which a browser may show a file with these first bytes; "" when it may not."""
    found = (kind.content_type for kind in TYPES.values() if kind.content_type in SHOWN and kind.fits(head))
    return next(found, "")
