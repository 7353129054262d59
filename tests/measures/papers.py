"""Small files of every kind that may be uploaded, and some that only pretend."""

import io
import struct
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str, content: bytes = b"<xml/>") -> bytes:
    """A zip archive with these entries."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return held.getvalue()


def compound(stream: str) -> bytes:
    """A compound file (OLE2) whose directory names one stream."""
    return (
        OLE
        + bytes(504)
        + "Root Entry".encode("utf-16-le")
        + bytes(44)
        + stream.encode("utf-16-le")
        + bytes(300)
    )


DOCX = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
PPTX = zipped("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20) + b"\xff\xd9"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(20) + b";"
BMP = b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + struct.pack("<I", 40) + bytes(50)
WEBP = b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8 " + bytes(20)
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)

GOOD = {
    "pdf": PDF,
    "doc": compound("WordDocument"),
    "docx": DOCX,
    "xls": compound("Workbook"),
    "xlsx": XLSX,
    "ppt": compound("PowerPoint Document"),
    "pptx": PPTX,
    "wps": compound("WordDocument"),
    "et": XLSX,
    "dps": compound("PowerPoint Document"),
    "ofd": zipped("OFD.xml", "Doc_0/Document.xml"),
    "txt": "会议纪要\r\n\t第一项".encode(),
    "csv": "序号,问题\r\n1,会议偏多\r\n".encode("gb18030"),
    "jpg": JPG,
    "jpeg": JPG,
    "png": PNG,
    "gif": GIF,
    "bmp": BMP,
    "webp": WEBP,
    "tif": b"II*\x00" + bytes(40),
    "tiff": b"MM\x00*" + bytes(40),
    "heic": b"\x00\x00\x00\x18ftypheic" + bytes(20),
    "zip": zipped("照片/1.jpg"),
    "rar": b"Rar!\x1a\x07\x01\x00" + bytes(20),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(20),
    "mp4": b"\x00\x00\x00\x18ftypisom" + bytes(20),
    "mov": b"\x00\x00\x00\x14ftypqt  " + bytes(20),
    "mp3": b"ID3\x04" + bytes(20),
    "m4a": b"\x00\x00\x00\x18ftypM4A " + bytes(20),
    "wav": b"RIFF" + struct.pack("<I", 30) + b"WAVEfmt " + bytes(20),
}
