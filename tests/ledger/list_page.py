"""The list of the ledger as a browser reads it: its rows, cells, selects and notices."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "input", "img", "hr", "meta", "link", "use"})


@dataclass
class Element:
    """A tag with what stands in it, in order: texts and elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, as it was written."""
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    @property
    def words(self) -> str:
        """All text in it, without the white space of the template."""
        return " ".join(self.text.split())

    def every(self, tag: str = "", **attributes: str | None) -> list["Element"]:
        """The elements within that have these attributes; None: whatever their value is."""
        found = []
        for one in self.content:
            if isinstance(one, Element):
                if tag in ("", one.tag) and one.has(attributes):
                    found.append(one)
                found += one.every(tag, **attributes)
        return found

    def has(self, wanted: dict[str, str | None]) -> bool:
        """Whether it has these attributes; `data_row` stands for data-row, `class_` for one class of it."""
        for given, value in wanted.items():
            name = given.rstrip("_").replace("_", "-")
            here = self.attributes.get(name)
            if here is None or value not in (None, here, *(here.split() if name == "class" else ())):
                return False
        return True


class Reader(HTMLParser):
    """Builds the tree."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page")]

    def handle_starttag(self, tag, attrs):
        one = Element(tag, {name: value or "" for name, value in attrs})
        assert len(one.attributes) == len(attrs), f"an attribute stands twice in {attrs}"
        self.open[-1].content.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_endtag(self, tag):
        if tag not in VOID and any(one.tag == tag for one in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].content.append(data)


def read_html(text: str) -> Element:
    """The tree of a page or a part of one."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader.open[0]


@dataclass(frozen=True)
class ListPage:
    """An answered list."""

    tree: Element

    @classmethod
    def of(cls, answer) -> "ListPage":
        """Fails on anything but a page."""
        assert answer.status_code == 200, answer.status_code
        return cls(read_html(answer.content.decode()))

    @property
    def ids(self) -> list[int]:
        """Of the rows, from top to bottom."""
        return [int(row.attributes["data-row"]) for row in self.tree.every("tr", data_row=None)]

    @property
    def notices(self) -> list[str]:
        """What the page says above the list."""
        return [one.words for one in self.tree.every(class_="notice")]

    @property
    def headings(self) -> list[str]:
        """Of the columns; "" for the one with the boxes."""
        (head,) = self.tree.every("thead")
        return [one.words for one in head.every("th")]

    def cells(self, pk: int) -> list[Element]:
        """Of one row."""
        (row,) = self.tree.every("tr", data_row=str(pk))
        return [one for one in row.content if isinstance(one, Element)]

    def offers(self, name: str) -> list[tuple[str, str]]:
        """The options of a select: value and text."""
        (select,) = self.tree.every("select", name=name)
        return [(one.attributes["value"], one.text) for one in select.every("option")]

    def chosen(self, name: str) -> list[str]:
        """The values a select has chosen."""
        (select,) = self.tree.every("select", name=name)
        return [one.attributes["value"] for one in select.every("option") if "selected" in one.attributes]
