"""What goes wrong at the desk: each time a clear message in Vietnamese, and nothing typed or chosen is lost."""

import io
import re
import socket
import uuid
import zipfile
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from house_rules import house_rules, watch_of
from test_document_story import choose, open_document, pdf

pytestmark = pytest.mark.one_engine

SUBJECT = "Về việc kiểm tra biểu mẫu: chữ đã gõ không được mất"


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr("van-ban.txt", "Không phải PDF")
    return packed.getvalue()


def sparse(path, size: int):
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(size)
    return path


def unique() -> str:
    return str(uuid.uuid4().int % 90_000 + 10_000)


def fill_incoming(page, number: str, **changes: str) -> None:
    values = {"number": number, "notation": "QĐ-BNV", "issuedOn": "18/11/2026", "issuer": "Bộ Nội vụ", "subject": SUBJECT}
    for name, value in (values | changes).items():
        page.locator(f"#{name}").fill(value)
    page.locator("#type").select_option("quyet-dinh")


BAD_FILES = {
    "a broken PDF": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "bị hỏng hoặc bị cắt cụt"),
    "a PDF of 0 bytes": (b"", "Tệp rỗng (0 byte)"),
    "a zip named .pdf": (archive(), "Đuôi tệp là .pdf nhưng nội dung là"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_and_what_was_typed_stays(kind, page_as):
    content, message = BAD_FILES[kind]
    page = page_as("vanthu.tinh")
    watch_of(page).expect("request: 422")
    page.goto("/documents/incoming/new")
    page.locator("#subject").fill(SUBJECT)
    page.set_input_files("#file", {"name": "van-ban.pdf", "mimeType": "application/pdf", "buffer": content})
    page.get_by_role("button", name="Tải tệp lên và đọc").click()
    expect(page.locator("main")).to_contain_text(message)
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    house_rules(page, "refused-" + kind.replace(".", "").replace(" ", "-"))


def test_without_scripts_the_upload_comes_back_with_what_was_typed(page_as):
    page = page_as("vanthu.tinh", java_script_enabled=False)
    watch_of(page).expect("request: 422")
    page.goto("/documents/incoming/new")
    number = unique()
    page.locator("#subject").fill(SUBJECT)
    page.locator("#note").fill("Bản giấy ở phòng văn thư")
    page.set_input_files("#file", {"name": "hong.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj"})
    page.get_by_role("button", name="Tải tệp lên và đọc").click()
    expect(page.locator("main")).to_contain_text("bị hỏng hoặc bị cắt cụt")
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    page.set_input_files("#file", pdf(number, "Trích yếu trong tệp"))
    page.get_by_role("button", name="Tải tệp lên và đọc").click()
    expect(page.locator("#number")).to_have_value(number)
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    expect(page.locator("#note")).to_have_value("Bản giấy ở phòng văn thư")
    page.locator("#number").press("Enter")
    page.wait_for_url(re.compile(r"/documents/\w{13}$"))
    expect(page.locator("main")).to_contain_text("Bản giấy ở phòng văn thư")


def test_a_scan_that_is_refused_before_the_password_comes_back_with_its_form(page_as, server):
    page = page_as("vanthu.khcn")
    watch_of(page).expect("request: 422 .*/issue")
    page.goto("/my-work/to-issue")
    page.locator("main a[href^='/documents/0']").first.click()
    page.get_by_role("link", name="Ban hành").click()
    page.set_input_files("#file", {"name": "hong.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj"})
    server.let_step_ups_lapse()
    page.get_by_role("button", name="Ban hành").click()
    expect(page.locator("#file-error")).to_contain_text("bị hỏng hoặc bị cắt cụt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ban hành văn bản")
    expect(page.get_by_role("button", name="Ban hành")).to_be_visible()
    house_rules(page, "refused-scan-before-password")


def test_a_file_of_600_MB_is_refused_before_it_is_sent(page_as, tmp_path):
    page = page_as("vanthu.tinh")
    page.goto("/documents/incoming/new")
    page.locator("#subject").fill(SUBJECT)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.set_input_files("#file", sparse(tmp_path / "lon.pdf", 600 << 20))
    page.get_by_role("button", name="Tải tệp lên và đọc").click()
    expect(page.locator("[role=alert]")).to_contain_text("lớn hơn mức cho phép")
    assert sent == []
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    house_rules(page, "refused-600-MB")


def test_600_MB_from_a_browser_without_scripts_are_refused_by_the_server_before_they_arrive(page_as, server):
    page = page_as("vanthu.tinh")
    address = urlsplit(server.url)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall((
            f"POST /documents/incoming/new HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\n"
            f"Content-Type: multipart/form-data; boundary=B\r\nContent-Length: {600 << 20}\r\n\r\n--B\r\n").encode())
        answer = b""
        while b"</html>" not in answer and (piece := connection.recv(65536)):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413")
    assert "lớn hơn mức cho phép là 501 MB" in answer.decode()


def test_a_file_name_with_a_right_to_left_override_and_300_diacritics_is_shown_tamed(page_as):
    page = page_as("vanthu.tinh")
    page.goto("/documents/incoming/new")
    number = unique()
    file = pdf(number, SUBJECT) | {"name": "công văn \u202egpj.exe e" + "\u0301" * 300 + " " + "dài" * 40 + ".pdf"}
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Tải tệp lên và đọc").click()
    page.locator(".fileline__name a").wait_for()
    shown = page.locator("main").inner_text()
    assert "công văn" in shown and "\u202e" not in shown
    assert "\u0301" * 10 not in shown
    house_rules(page, "long-file-name")


def test_a_date_in_1899_is_refused_beside_its_field(page_as):
    page = page_as("vanthu.tinh")
    page.goto("/documents/incoming/new")
    fill_incoming(page, unique(), issuedOn="18/11/1899")
    page.get_by_role("button", name="Vào sổ").click()
    expect(page.locator("#issuedOn-error")).to_contain_text("1900")
    expect(page.locator("#issuedOn")).to_have_value("18/11/1899")
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    house_rules(page, "refused-date-1899")


def test_a_unit_that_is_not_there_is_refused_and_the_opinion_stays(page_as):
    page = page_as("lanhdao.tinh")
    page.goto("/my-work/to-direct")
    page.locator("main a[href^='/documents/0']").first.click()
    page.goto(page.url + "/directions")
    page.locator("#opinion").fill(SUBJECT)
    page.get_by_role("combobox", name="Chủ trì").fill("Sở Không Có Thật")
    page.get_by_role("button", name="Chuyển xử lý").click()
    expect(page.locator("main")).to_contain_text("Chọn đơn vị hoặc người chủ trì")
    expect(page.locator("#opinion")).to_have_value(SUBJECT)
    house_rules(page, "refused-unknown-unit")
    choose(page, "Chủ trì", "chuyen doi so", "Phòng Chuyển đổi số")
    page.locator("input[name=lead]").first.evaluate("field => field.value = 'unit:0000000000001'")
    page.get_by_role("button", name="Chuyển xử lý").click()
    expect(page.locator("main")).to_contain_text("Chỉ giao được cho đơn vị, cá nhân thuộc phạm vi của bạn")
    expect(page.locator("#opinion")).to_have_value(SUBJECT)


def test_two_clerks_who_register_the_same_document_meet(page_as):
    number = unique()
    first, second = page_as("vanthu.tinh"), page_as("vanthu.tinh")
    for page in (first, second):
        page.goto("/documents/incoming/new")
        fill_incoming(page, number)
    first.get_by_role("button", name="Vào sổ").click()
    first.wait_for_url(re.compile(r"/documents/\w{13}$"))
    second.get_by_role("button", name="Vào sổ").click()
    expect(second.locator("main")).to_contain_text(f"{number}/QĐ-BNV")
    expect(second.locator("main")).to_contain_text("đã có trong sổ")
    expect(second.locator("#subject")).to_have_value(SUBJECT)
    house_rules(second, "refused-duplicate")
    second.locator("#duplicateReason").fill("Bản giấy đến sau")
    second.get_by_role("button", name="Vào sổ").click()
    second.wait_for_url(re.compile(r"/documents/\w{13}$"))


def test_two_leaders_who_direct_the_same_document_meet(page_as):
    number = unique()
    clerk = page_as("vanthu.tinh")
    clerk.goto("/documents/incoming/new")
    subject = f"{SUBJECT} {number}"
    fill_incoming(clerk, number, subject=subject)
    clerk.get_by_role("button", name="Vào sổ").click()
    clerk.wait_for_url(re.compile(r"/documents/\w{13}$"))
    first, second = page_as("lanhdao.tinh"), page_as("lanhdao.tinh")
    for page in (first, second):
        open_document(page, "to-direct", subject)
        page.get_by_role("link", name="Chuyển xử lý").click()
        choose(page, "Chủ trì", "chuyen doi so", "Phòng Chuyển đổi số")
        page.locator("#opinion").fill("Tham mưu văn bản trả lời")
    first.get_by_role("button", name="Chuyển xử lý").click()
    first.wait_for_url(re.compile(r"/documents/\w{13}$"))
    second.get_by_role("button", name="Chuyển xử lý").click()
    expect(second.locator("main")).to_contain_text("đã có")
    expect(second.locator("main")).to_contain_text("Tham mưu văn bản trả lời")
    house_rules(second, "refused-second-lead")


def test_a_session_that_ends_while_one_types_loses_nothing(page_as, server):
    page = page_as("chuyenvien.khcn")
    watch_of(page).expect("request: 401")
    page.goto("/documents/outgoing/new")
    page.locator("#type").select_option("cong-van")
    page.locator("#subject").fill(SUBJECT)
    page.context.clear_cookies()
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên làm việc đã kết thúc")
    expect(page.locator("main")).to_contain_text(SUBJECT)
    expect(page.locator("dt")).to_contain_text(["Loại văn bản", "Mức độ khẩn", "Trích yếu nội dung"])
    expect(page.locator("dd").first).to_have_text("Công văn")
    house_rules(page, "session-ended")
    page.get_by_role("link", name="Đăng nhập lại").click()
    account = server.account("chuyenvien.khcn")
    page.get_by_label("Tên đăng nhập").fill(account.user)
    page.get_by_label("Mật khẩu").fill(account.password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(re.compile("/documents/outgoing/new"))
    expect(page.locator("#subject")).to_have_value(SUBJECT)
    page.get_by_role("button", name="Lưu dự thảo").click()
    page.wait_for_url(re.compile(r"/documents/\w{13}$"))
    expect(page.locator("main")).to_contain_text(SUBJECT)
