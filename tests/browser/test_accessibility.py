"""The accessibility check finds what is wrong, on a page as narrow as a phone too."""

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE


def test_a_page_with_faults_is_told_every_one_of_them(visit):
    page = visit(viewport=PHONE)
    page.set_content("<html><head></head><body><img src='data:,'><button></button></body></html>")
    rules = {line.split(":")[0] for line in violations(page)}
    assert {"image-alt", "button-name", "html-has-lang", "document-title"} <= rules


def test_a_page_without_faults_passes(visit):
    page = visit()
    page.set_content(
        "<html lang='zh'><head><title>台账</title></head><body><main><h1>台账</h1></main></body></html>"
    )
    assert violations(page) == []
