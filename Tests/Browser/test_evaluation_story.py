"""One evaluation round through the whole house, in a real browser: the council's secretary issues a criteria set and opens a
round, two departments declare and their heads sign, a verifier judges, the council proposes, the chair decides, and the result
stands on a page for everybody, with a package that the program recomputes."""

import re
import subprocess
import uuid
from datetime import date

from house_rules import house_rules, watch_of
from server import ROOT, binary

DEPARTMENT, OTHER = "Sở Khoa học và Công nghệ", "Sở Nội vụ"


def choose(page, field: str, words: str, name: str) -> None:
    """Types into a picker and takes what it offers."""
    page.locator(f"#{field}").fill(words)
    page.locator(f"#{field}-options").get_by_role("option", name=name).first.click()


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("load")


def issued_set(secretary) -> str:
    """A shipped set, brought in and issued; a second test finds it there."""
    secretary.goto("/evaluation")
    house_rules(secretary, "evaluation")
    secretary.goto("/evaluation/sets/import")
    house_rules(secretary, "evaluation-import")
    press(secretary, "Nhập bộ tiêu chí")
    assert "Chọn một tệp hoặc một bộ mẫu" in secretary.locator("main").inner_text()
    secretary.locator("#sample").select_option("so-nganh")
    press(secretary, "Nhập bộ tiêu chí")
    house_rules(secretary, "evaluation-set-draft")
    press(secretary, "Ban hành")
    assert "Đã ban hành" in secretary.locator("main").inner_text()
    house_rules(secretary, "evaluation-set")
    return secretary.url


def open_round(secretary, name: str) -> str:
    secretary.get_by_role("link", name="Mở đợt đánh giá").click()
    secretary.wait_for_load_state("load")
    house_rules(secretary, "evaluation-new-round")
    secretary.locator("#name").fill(name)
    holder = secretary.locator("#holder option", has_text="Ủy ban nhân dân tỉnh").first
    secretary.locator("#holder").select_option(holder.get_attribute("value"))
    secretary.locator("#declareUntil").fill("31/12/2199")
    secretary.locator("#verifyUntil").fill("31/12/2199")
    choose(secretary, "units0", "so khoa hoc va cong nghe", DEPARTMENT)
    choose(secretary, "units0", "so noi vu", OTHER)
    press(secretary, "Mở đợt đánh giá")
    secretary.wait_for_url(re.compile(r"/evaluation/rounds/\w{13}$"))
    house_rules(secretary, "evaluation-round")
    return secretary.url


def test_a_round_goes_from_the_set_to_the_public_page(page_as, open_page, server, tmp_path):
    name = f"Đánh giá năm nay, đợt {uuid.uuid4().int % 90_000 + 10_000}"
    secretary = page_as("thuongtruc")
    issued_set(secretary)
    round_page = open_round(secretary, name)
    secretary.get_by_role("link", name=OTHER).click()
    press(secretary, "Mở khóa phiếu")
    assert "Ghi số văn bản cho phép" in secretary.locator("main").inner_text()
    house_rules(secretary, "evaluation-exception")

    specialist = page_as("chuyenvien.khcn")
    specialist.goto(round_page)
    specialist.get_by_role("link", name="Mở phiếu của cơ quan").click()
    specialist.wait_for_load_state("load")
    form = specialist.url
    house_rules(specialist, "evaluation-form")
    specialist.locator("#v0x0").fill("năm cuộc")
    specialist.locator("#v1x0").fill("3")
    specialist.locator("#v1x1").fill("4")
    press(specialist, "Lưu phiếu")
    assert "không phải số" in specialist.locator("main").inner_text()
    assert specialist.locator("#v0x0").input_value() == "năm cuộc"
    house_rules(specialist, "evaluation-form-mistake")

    director = page_as("lanhdao.khcn")
    director.goto(form)
    assert director.locator("#v1x0").input_value() == "3"
    director.locator("#v0x0").fill("4")
    director.locator("#d0").fill("12/BB-BCĐ, ngày 05/3/2026")
    press(director, "Lưu phiếu")
    specialist.locator("#v0x0").fill("2")
    watch_of(specialist).expect("request: 409")
    press(specialist, "Lưu phiếu")
    assert "Người khác đã sửa" in specialist.locator("main").inner_text()
    assert specialist.locator("#v0x0").input_value() == "2"
    house_rules(specialist, "evaluation-form-conflict")
    old_words_do_not_pass_for_new(specialist, director, form)
    director.goto(form)
    assert director.locator("#v0x0").input_value() == "4"
    press(director, "Ký gửi")
    house_rules(director, "evaluation-form-signed")

    secretary.goto(round_page)
    press(secretary, "Nhắc các đơn vị")
    assert "Đã nhắc các đơn vị chưa gửi phiếu" in secretary.locator("body").inner_text()
    press_closing(secretary, round_page)
    assert "Còn 1 đơn vị chưa gửi phiếu" in secretary.locator("main").inner_text()
    end_declaration(server, name)
    press_closing(secretary, round_page)

    secretary.goto(form)
    assert "Không ai thẩm định đơn vị của chính mình" in secretary.locator("main").inner_text()
    verifier = page_as("vanthu.tinh")
    verifier.goto(form)
    house_rules(verifier, "evaluation-verification")
    verifier.locator("#f0").select_option("accepted")
    verifier.locator("#f1").select_option("rejected")
    press(verifier, "Lưu và kết thúc thẩm định")
    assert "ghi lý do" in verifier.locator("main").inner_text()
    verifier.locator("#w1").fill("Không có biên bản")
    press(verifier, "Lưu và kết thúc thẩm định")
    assert "Đã thẩm định" in verifier.locator("main").inner_text()

    secretary.goto(round_page)
    press(secretary, "Trình kết quả")
    secretary.get_by_role("link", name="Bảng kết quả").click()
    secretary.wait_for_load_state("load")
    assert "Kết quả dự kiến" in secretary.locator("main").inner_text()
    house_rules(secretary, "evaluation-results")
    director.goto(form + "/result")
    assert "Không có biên bản" in director.locator("main").inner_text()
    house_rules(director, "evaluation-unit-result")

    chair = page_as("lanhdao.tinh")
    chair.goto(round_page)
    press(chair, "Phê duyệt kết quả")
    assert "Ghi số quyết định" in chair.locator("main").inner_text()
    chair.locator("#number").fill("15/QĐ-UBND")
    chair.locator("#decidedOn").fill(f"{date.today():%d/%m/%Y}")
    house_rules(chair, "evaluation-decision")
    press(chair, "Phê duyệt kết quả")
    secretary.goto(round_page)
    press(secretary, "Công bố kết quả")

    anybody = open_page(server.url)
    anybody.goto("/evaluation/published/" + round_page.rsplit("/", 1)[1])
    text = anybody.locator("main").inner_text()
    assert "15/QĐ-UBND" in text and DEPARTMENT in text and "Không gửi phiếu" in text
    house_rules(anybody, "evaluation-published")
    package = tmp_path / "package.json"
    # Answers about security stay inside: the council has the package, everybody has its hash.
    assert anybody.request.get(anybody.url + "/package").status == 404
    secretary.goto(round_page)
    link = secretary.get_by_role("link", name="Gói kết quả đầy đủ").get_attribute("href")
    package.write_bytes(secretary.request.get(link).body())
    verdict = subprocess.run(
        [binary(), "evaluation", "verify", package], capture_output=True, text=True, cwd=ROOT, check=True)
    assert verdict.stdout.split()[1] in text


def old_words_do_not_pass_for_new(one, other, form: str) -> None:
    """A draft that the browser restores was typed over a state that somebody else has changed since."""
    words = "Giải trình gõ dở"
    one.goto(form)
    one.locator("#e1").fill(words)
    one.wait_for_function("text => Object.values(localStorage).some(kept => kept.includes(text))", arg=words)
    other.goto(form)
    other.locator("#v1x0").fill("2")
    press(other, "Lưu phiếu")
    one.once("dialog", lambda dialog: dialog.accept())
    one.goto(form)
    assert one.locator("#e1").input_value() == words
    press(one, "Lưu phiếu")
    assert "Người khác đã sửa" in one.locator("main").inner_text()
    other.goto(form)
    assert other.locator("#v1x0").input_value() == "2" and other.locator("#e1").input_value() == ""


def press_closing(secretary, round_page: str) -> None:
    secretary.goto(round_page)
    watch_of(secretary).expect("request: 409")
    press(secretary, "Chuyển sang thẩm định")


def end_declaration(server, name: str) -> None:
    """As if the time to declare had been over since the day the platform began."""
    server.execute(f"UPDATE evaluation_round SET declare_until = 18262 WHERE name = '{name}'")
