"""A register of a former system in a real browser: a wrong cell is named and given as a table, a column is chosen by hand, the
import stands in the register and is found, and the whole of it is taken back."""

import io
import re
import uuid
import zipfile

import pytest
from playwright.sync_api import expect

from house_rules import house_rules, watch_of
from test_document_story import pdf

pytestmark = pytest.mark.one_engine

HEADINGS = "Ngày đến;Số đến;Từ đâu;Số, ký hiệu;Trích yếu"


def register(mark: str, *, wrong: bool) -> dict:
    rows = [
        HEADINGS,
        f"02/01/2017;1;Bộ Nội vụ;15/QĐ-BNV;Quyết định về việc {mark}",
        f"{'31/02/2017' if wrong else '28/02/2017'};2;Sở Tài chính;7/STC-NS;Quyết toán ngân sách {mark}",
    ]
    return {"name": "so-den-2017.csv", "mimeType": "text/csv", "buffer": "\r\n".join(rows).encode("utf-8-sig")}


def check(page) -> None:
    page.locator(".form__actions button[value=check]").last.click()
    page.wait_for_load_state("load")


def test_an_old_register_comes_in_and_goes_again(page_as):
    mark = f"đợt {uuid.uuid4().hex[:8]}"
    page = page_as("vanthu.tinh")
    watch_of(page).expect("request: (409|422)")
    page.goto("/documents/incoming")
    page.get_by_role("link", name="Sổ từ hệ thống cũ").click()
    page.get_by_role("link", name="Nhập sổ", exact=True).first.click()
    page.locator("#flow").select_option("incoming")
    page.set_input_files("#file", register(mark, wrong=True))
    check(page)

    # A mistake elsewhere does not lose the file.
    expect(page.locator("main")).to_contain_text("Ghi năm của sổ.")
    expect(page.locator("main")).to_contain_text("so-den-2017.csv")
    page.locator("#firstYear").fill("2017")
    check(page)

    # The heading of the third column is nobody's: it is chosen by hand.
    expect(page.locator("main")).to_contain_text("Chưa có cột nào là “Tác giả (cơ quan ban hành)”")
    page.locator("#column2").select_option("issuer")
    check(page)
    expect(page.locator("main")).to_contain_text("1 dòng hợp lệ, 1 dòng cần sửa")
    row = page.locator("table", has=page.get_by_text("Cần sửa")).locator("tbody tr").first
    expect(row).to_contain_text("31/02/2017")
    house_rules(page, "import-register-to-mend")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải danh sách chỗ cần sửa").click()
    report = download.value.path().read_text("utf-8-sig")
    assert report.splitlines()[1].startswith("3,Ngày đến,31/02/2017,")

    # As it is, it is not imported; mended, it is.
    page.get_by_role("button", name="Nhập vào sổ").click()
    expect(page.locator("main")).to_contain_text("chưa nhập dòng nào")
    page.set_input_files("#file", register(mark, wrong=False))
    check(page)
    page.locator("#column2").select_option("issuer")
    check(page)
    expect(page.locator("main")).to_contain_text("2 dòng đều hợp lệ")
    house_rules(page, "import-register-right")
    page.get_by_role("button", name="Nhập vào sổ").click()
    page.wait_for_url(re.compile(r"/documents/imports/\w{13}$"))
    expect(page.locator("main")).to_contain_text("Đã nhập 2 văn bản")
    imported = page.url
    house_rules(page, "import-register-done")

    page.goto("/search?q=" + mark)
    page.get_by_role("link", name=f"Quyết toán ngân sách {mark}").click()
    expect(page.locator("main")).to_contain_text("Nhập từ hệ thống cũ")
    house_rules(page, "imported-document")

    page.goto(imported)
    page.locator("summary", has_text="Hoàn tác").click()
    page.get_by_role("button", name="Hoàn tác lần nhập").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("Đã hoàn tác")
    page.goto("/search?q=" + mark)
    expect(page.locator("main")).to_contain_text("Không có văn bản nào phù hợp")


def test_files_come_after_their_register_by_name(page_as):
    mark = f"đợt {uuid.uuid4().hex[:8]}"
    page = page_as("vanthu.tinh")
    page.goto("/documents/imports/new")
    page.locator("#flow").select_option("incoming")
    page.locator("#firstYear").fill("2018")
    rows = (
        "Ngày đến,Số đến,Tác giả,Trích yếu,Tên tệp\n"
        f"02/01/2018,1,Bộ Nội vụ,Về việc {mark},Công văn 1.pdf\n03/01/2018,2,Bộ Nội vụ,Kế hoạch {mark},khac.pdf\n")
    page.set_input_files("#file", {"name": "so-2018.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    check(page)
    page.get_by_role("button", name="Nhập vào sổ").click()
    page.wait_for_url(re.compile(r"/documents/imports/\w{13}$"))
    expect(page.locator("main")).to_contain_text("2 văn bản có tên tệp trong sổ và chưa có tệp")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("2018/công văn 1.PDF", pdf("1/BNV", f"Về việc {mark}")["buffer"])
        packed.writestr("2018/lạ.pdf", b"%PDF-")
    page.set_input_files("#file", {"name": "tep.zip", "mimeType": "application/zip", "buffer": archive.getvalue()})
    page.get_by_role("button", name="Gắn tệp").click()
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("Đã gắn tệp cho 1 văn bản; 1 tệp không dùng được")
    expect(page.locator("main")).to_contain_text("2018/lạ.pdf")
    expect(page.locator("main")).to_contain_text("1 văn bản có tên tệp trong sổ và chưa có tệp")
    house_rules(page, "register-files")

    page.goto("/search?q=" + mark)
    page.get_by_role("link", name=f"Về việc {mark}").click()
    page.wait_for_load_state("load")
    assert page.evaluate("async () => (await (await fetch(location.href + '/file')).text()).slice(0, 5)") == "%PDF-"
