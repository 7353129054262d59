"""Looking into a page as a person does: by what stands in it."""

from html.parser import HTMLParser


class _Picker(HTMLParser):
    """Collects the text inside elements that carry one class."""

    VOID = frozenset({"br", "input", "img", "hr", "meta", "link", "use"})

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.found = wanted, 0, []

    def handle_starttag(self, tag, attrs):
        if tag in self.VOID:
            return
        if self.depth or self.wanted in (dict(attrs).get("class") or "").split():
            self.depth += 1

    def handle_endtag(self, tag):
        if self.depth and tag not in self.VOID:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.found.append(data.strip())


def texts_of(answer, selector: str) -> str:
    """The words inside all elements of a class, e.g. ".field-error", as one text."""
    picker = _Picker(selector.lstrip("."))
    picker.feed(answer.content.decode())
    return " ".join(text for text in picker.found if text)
