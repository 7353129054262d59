"""What is typed survives reload, expiry and crash, in this browser, for this person, until it is saved."""

import json

from tests.frontend.conftest import draw

KEY = "draft:7:/form/"


def type_everything(page):
    page.fill("#title", "会议偏多")
    page.fill("#text", "每周例会三场以上\n议题临时增加")
    page.check("[name=repeat]")
    page.check("[name=scope][value=person]")
    page.select_option("#kind", ["1", "3"])
    page.evaluate("document.getElementById('unit').tomselect.setValue('2')")
    page.evaluate("document.getElementById('co').tomselect.setValue(['1', '3'])")
    page.click("text=增加一条")
    page.fill("[name=m-1-text]", "修订会议管理办法")


def kept(page):
    page.wait_for_timeout(450)
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


def reload(page):
    page.evaluate("window.Ledger.leaving = true")
    page.reload()


def test_everything_typed_is_there_again_after_a_reload(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    type_everything(page)
    assert kept(page)
    reload(page)
    assert page.input_value("#title") == "会议偏多"
    assert page.input_value("#text") == "每周例会三场以上\n议题临时增加"
    assert page.is_checked("[name=repeat]")
    assert page.is_checked("[name=scope][value=person]")
    assert page.evaluate("Array.from(kind.selectedOptions).map(o => o.value)") == ["1", "3"]
    assert page.inner_text("#unit + .ts-wrapper .item") == "政务科"
    assert page.locator("#co + .ts-wrapper .item").count() == 2
    assert page.input_value("[name=m-1-text]") == "修订会议管理办法"
    assert page.input_value("[name=m-TOTAL_FORMS]") == "2"


def test_the_bar_says_when_and_clears_to_what_the_server_sent(site):
    site.pages["/form/"] = draw("form.html", title="原来的标题")
    page = site.visit("/form/")
    type_everything(page)
    kept(page)
    reload(page)
    bar = page.locator("[data-draft-bar]")
    assert "已恢复" in bar.inner_text()
    assert "未提交的内容" in bar.inner_text()
    bar.get_by_role("button", name="清除").click()
    assert page.input_value("#title") == "原来的标题"
    assert not page.is_checked("[name=repeat]")
    assert page.locator("#co + .ts-wrapper .item").count() == 0
    assert page.locator("[data-formset-row]").count() == 1
    assert page.locator("[data-draft-bar]").count() == 0
    assert kept(page) is None


def test_passwords_tokens_files_and_excluded_fields_are_never_kept(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    page.fill("#title", "会议偏多")
    page.fill("#password", "very-secret")
    page.fill("#kept-out", "not-for-the-browser")
    page.set_input_files("#files", [{"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}])
    text = json.dumps(kept(page))
    assert "会议偏多" in json.loads(text)["values"]["title"]
    for secret in ("very-secret", "secret-token", "once-1", "not-for-the-browser", "a.pdf"):
        assert secret not in text


def test_another_person_at_the_same_computer_gets_nothing_of_it(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    page.fill("#title", "会议偏多")
    kept(page)
    site.pages["/form/"] = draw("form.html").replace('data-user="7"', 'data-user="8"')
    reload(page)
    assert page.input_value("#title") == ""
    assert page.locator("[data-draft-bar]").count() == 0


def test_a_message_that_says_saved_drops_the_draft(site):
    message = '<p data-tags="success saved:/form/">已挂号</p>'
    told = f'{{% extends "base.html" %}}{{% block content %}}{message}{{% endblock %}}'
    site.pages |= {"/form/": draw("form.html"), "/done/": draw(told)}
    page = site.visit("/form/")
    page.fill("#title", "会议偏多")
    assert kept(page)
    page.evaluate("window.Ledger.leaving = true")
    page.goto("/done/")
    assert kept(page) is None


def test_a_meta_and_a_marked_element_say_saved_too(site):
    for saved in ('<meta name="saved" content="/form/">', '<i data-saved="/form/"></i>'):
        told = f'{{% extends "base.html" %}}{{% block head %}}{saved}{{% endblock %}}'
        site.pages |= {"/form/": draw("form.html"), "/done/": draw(told)}
        page = site.visit("/form/")
        page.fill("#title", "会议偏多")
        assert kept(page)
        page.evaluate("window.Ledger.leaving = true")
        page.goto("/done/")
        assert kept(page) is None


def test_a_draft_older_than_the_record_is_offered_but_not_put_in(site):
    site.pages["/form/"] = draw("form.html", title="旧标题")
    page = site.visit("/form/")
    page.fill("#title", "我的标题")
    kept(page)
    site.pages["/form/"] = draw("form.html", title="别人的标题", version="2")
    reload(page)
    assert page.input_value("#title") == "别人的标题"
    bar = page.locator("[data-draft-bar]")
    assert "此后被人修改过" in bar.inner_text()
    bar.get_by_role("button", name="恢复").click()
    assert page.input_value("#title") == "我的标题"


def test_a_form_that_came_back_with_errors_keeps_what_was_posted(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    page.fill("#title", "第一稿")
    kept(page)
    site.pages["/form/"] = draw("form.html", title="第二稿", errors="!").replace(
        "!", '<div class="form-errors" role="alert">还有 1 处需要修改</div>'
    )
    reload(page)
    assert page.input_value("#title") == "第二稿"
    assert page.locator("[data-draft-bar]").count() == 0
    assert kept(page)["values"]["title"] == ["第二稿"]


def test_a_form_put_back_as_it_was_leaves_no_draft(site):
    site.pages["/form/"] = draw("form.html", title="标题")
    page = site.visit("/form/")
    page.fill("#title", "改了")
    assert kept(page)
    page.fill("#title", "标题")
    assert kept(page) is None


def test_a_draft_of_last_month_is_gone(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    old = json.dumps({"at": 0, "version": "1", "values": {"title": ["陈年旧稿"]}})
    page.evaluate(f"localStorage.setItem('{KEY}', {json.dumps(old)})")
    page.reload()
    assert page.input_value("#title") == ""
    assert kept(page) is None


def test_a_restored_field_asks_for_its_reading_again(site):
    field = (
        '{% extends "base.html" %}{% block content %}<form method="post" data-autosave="d">'
        '<input id="deadline" name="deadline" aria-label="时限" hx-get="/reading/" hx-target="#reading" '
        'hx-trigger="input changed delay:50ms"><div id="reading"></div></form>{% endblock %}'
    )
    site.pages |= {"/d/": draw(field), "/reading/": '<div class="reading is-ok">2025年6月30日前</div>'}
    page = site.visit("/d/")
    page.fill("#deadline", "2025年6月底前")
    page.wait_for_selector("#reading .is-ok")
    page.wait_for_timeout(450)
    reload(page)
    page.wait_for_selector("#reading .is-ok")
    assert "deadline=2025年6月底前" in site.asked[-1][0]
