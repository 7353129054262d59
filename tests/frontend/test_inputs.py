"""Searchable choices, repeated rows, files."""

import pytest
from playwright.sync_api import expect

from tests.frontend.conftest import draw


@pytest.fixture
def page(site):
    site.pages["/form/"] = draw("form.html")
    return site.visit("/form/")


def upload(name: str, size: int):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}


def names(page):
    return page.evaluate("Array.from(document.getElementById('files').files).map(file => file.name)")


def test_a_choice_is_found_by_its_text_and_by_pinyin(page):
    box = page.get_by_role("combobox", name="责任单位")
    box.click()
    page.keyboard.type("zwk")
    expect(page.locator(".ts-dropdown:visible .option")).to_have_text(["政务科"])
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('unit').value") == "2"


def test_what_is_wrong_with_a_choice_stands_below_its_last_answer(page):
    page.evaluate(
        """() => document.querySelector("main form").insertAdjacentHTML("beforeend",
          '<div class="form-check"><input type="radio" class="form-check-input" id="r1">'
          + '<label class="form-check-label" for="r1">退回</label>'
          + '<div class="field-error"><p>请选择结论。</p></div></div>')"""
    )
    answer, error = (
        page.locator("label[for=r1]").bounding_box(),
        page.get_by_text("请选择结论。").bounding_box(),
    )
    assert error["y"] >= answer["y"] + answer["height"]


def test_a_search_without_a_match_says_so(page):
    page.get_by_role("combobox", name="责任单位").click()
    page.keyboard.type("没有这个单位")
    expect(page.locator(".ts-dropdown:visible .no-results")).to_have_text("没有匹配的项")


def test_a_row_is_added_with_its_own_number_up_to_the_limit(page):
    page.click("text=增加一条")
    page.click("text=增加一条")
    assert page.locator("[name=m-2-text]").count() == 1
    assert page.locator("[data-formset-number]").all_inner_texts() == ["1", "2", "3"]
    assert page.input_value("[name=m-TOTAL_FORMS]") == "3"
    assert page.is_disabled("[data-formset-add]")


def test_a_removed_row_is_marked_for_deletion_and_can_be_put_back(page):
    page.click("text=增加一条")
    page.fill("[name=m-1-text]", "第二条")
    page.locator("[data-formset-row]").first.get_by_role("button", name="移除").click()
    assert page.is_checked("[name=m-0-DELETE]")
    assert not page.is_visible("[name=m-0-text]")
    assert not page.evaluate("document.querySelector('[name=m-0-text]').required")
    assert page.locator("[data-formset-row]:visible [data-formset-number]").all_inner_texts() == ["1"]
    page.click("text=撤销")
    assert not page.is_checked("[name=m-0-DELETE]")
    assert page.is_visible("[name=m-0-text]")
    assert page.evaluate("document.querySelector('[name=m-0-text]').required")


def test_files_are_chosen_by_a_button_in_our_language_that_shows_where_the_keyboard_is(page):
    button = page.locator("label", has_text="选择文件")
    with page.expect_file_chooser() as chosen:
        button.click()
    chosen.value.set_files([upload("决定.pdf", 2048)])
    assert names(page) == ["决定.pdf"]
    page.focus("#files")
    assert page.evaluate("e => getComputedStyle(e).outlineStyle", button.element_handle()) == "solid"


def test_files_gather_over_several_choices_and_can_be_taken_out_again(page):
    page.set_input_files("#files", [upload("决定.pdf", 2048)])
    page.set_input_files("#files", [upload("照片.png", 4096)])
    assert names(page) == ["决定.pdf", "照片.png"]
    assert page.locator(".files-meta").all_inner_texts() == ["2 KB", "4 KB"]
    page.get_by_role("button", name="移除 决定.pdf").click()
    assert names(page) == ["照片.png"]


def test_what_is_too_much_or_too_many_for_one_form_stays_out_and_is_named(page):
    half = 1024 * 1024 // 2
    page.set_input_files("#files", [upload("一.pdf", 2 * half), upload("二.pdf", half)])
    page.set_input_files("#files", [upload("三.pdf", half + 1), upload("四.pdf", half), upload("五.pdf", 1)])
    assert names(page) == ["一.pdf", "二.pdf", "四.pdf"]
    said = page.inner_text(".drop [role=alert]")
    assert "一次合计不能超过 2 MB，“三.pdf”未加入" in said
    assert "一次最多传 3 个文件，“五.pdf”未加入" in said


def test_a_file_too_large_empty_or_of_a_wrong_kind_is_refused_at_once_in_words(page):
    page.set_input_files(
        "#files",
        [upload("视频.mp4", 10), upload("大.pdf", 1024 * 1024 + 1), upload("空.png", 0), upload("好.PNG", 9)],
    )
    assert names(page) == ["好.PNG"]
    said = page.inner_text(".drop [role=alert]")
    assert "“视频.mp4”的类型不能上传" in said
    assert "可传：pdf、png" in said
    assert "“大.pdf”有 1.0 MB，超过 1 MB" in said
    assert "“空.png”是空文件" in said


def test_a_pasted_picture_is_taken_in_under_a_readable_name(page):
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.items.add(new File(['x'], 'image.png', {type: 'image/png'}));
        const paste = {clipboardData: data, bubbles: true, cancelable: true};
        document.dispatchEvent(new ClipboardEvent('paste', paste)); }"""
    )
    (name,) = names(page)
    assert name.startswith("截图")
    assert name.endswith(".png")


def test_dropped_files_are_taken_in(page):
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.items.add(new File(['x'], '通知.pdf', {type: 'application/pdf'}));
        document.querySelector('.drop').dispatchEvent(
            new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }"""
    )
    assert names(page) == ["通知.pdf"]


def test_the_box_follows_its_select_and_the_select_its_box(page):
    page.select_option("#unit", "2")
    expect(page.locator("#unit + .ts-wrapper .item")).to_have_text("政务科")
    page.get_by_role("combobox", name="责任单位").click()
    page.keyboard.type("综合")
    expect(page.locator(".ts-dropdown:visible .option")).to_have_text(["综合科"])
    page.keyboard.press("Enter")
    expect(page.locator("#unit")).to_have_value("1")
