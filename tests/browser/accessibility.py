"""axe-core on the page as it stands, against WCAG 2.2 AA."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})"


def violations(page: Page) -> list[str]:
    """One line a violation: rule, what is wrong, and the first elements it is found on."""
    # Evaluated, not added as a script element: the content policy of the page refuses those, rightly.
    page.evaluate(AXE)
    found = page.evaluate(RUN, LEVELS)["violations"]
    return [
        f"{one['id']}: {one['help']}: " + " | ".join(node["html"][:120] for node in one["nodes"][:3])
        for one in found
    ]


def assert_accessible(page: Page) -> None:
    """Fail with every violation on the page."""
    found = violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
