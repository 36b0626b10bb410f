"""One document through the whole house, in a real browser: the province's clerk registers a real PDF and presents it with
the same click, the leader hands it to a department, a specialist drafts the reply, the department's leader approves it, its
clerk numbers and issues it, and it arrives at two other units at once."""

import re
import uuid

from weasyprint import HTML

from house_rules import house_rules, watch_of

LAYOUT = """
<html lang="vi"><style>body {{ font-family: "Liberation Serif" }} td {{ text-align: center; width: 50% }}</style>
<table><tr><td>BỘ NỘI VỤ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>
<tr><td>Số: {number}/QĐ-BNV</td><td>Hà Nội, ngày 18 tháng 11 năm 2026</td></tr></table>
<p style="text-align: center">QUYẾT ĐỊNH</p><p style="text-align: center">{subject}</p>
<p>Căn cứ Nghị định số 30/2020/NĐ-CP;</p></html>
"""


def pdf(number: str, subject: str) -> dict:
    return {
        "name": f"{number}-QĐ-BNV.pdf",
        "mimeType": "application/pdf",
        "buffer": HTML(string=LAYOUT.format(number=number, subject=subject)).write_pdf(),
    }


def choose(page, label: str, words: str, name: str) -> None:
    """Types into a picker and takes what it offers."""
    page.get_by_role("combobox", name=label).fill(words)
    page.get_by_role("option", name=name).first.click()


def open_document(page, queue: str, subject: str) -> None:
    page.goto(f"/my-work/{queue}")
    page.get_by_role("link", name=subject).click()


def test_a_document_travels_through_the_house(page_as, server):
    number = str(uuid.uuid4().int % 90_000 + 10_000)
    subject = f"Ban hành kế hoạch chuyển đổi số đợt {number}"

    clerk = page_as("vanthu.tinh")
    clerk.goto("/documents/incoming/new")
    house_rules(clerk, "register-empty")
    clerk.set_input_files("#file", pdf(number, subject))
    clerk.get_by_role("button", name="Tải tệp lên và đọc").click()
    clerk.locator(".fileline__name a").wait_for()
    assert clerk.get_by_label("Số", exact=False).first.input_value() == number
    assert clerk.locator("#notation").input_value() == "QĐ-BNV"
    assert clerk.locator("#issuedOn").input_value() == "18/11/2026"
    assert clerk.locator("#subject").input_value() == subject
    clerk.locator("#issuer").fill("Bộ Nội vụ")
    house_rules(clerk, "register-filled")
    leader_name = clerk.locator("#presentTo option:checked").inner_text().split(" – ")[0]
    clerk.get_by_role("button", name="Vào sổ").click()
    clerk.wait_for_url(re.compile(r"/documents/\w{13}$"))
    registered = clerk.locator("main").inner_text()
    assert "Số đến" in registered
    assert "Chờ chỉ đạo" in registered and f"trình {leader_name}" in registered
    house_rules(clerk, "document-registered")

    leader = page_as("lanhdao.tinh")
    open_document(leader, "to-direct", subject)
    leader.get_by_role("link", name="Chuyển xử lý").click()
    choose(leader, "Chủ trì", "chuyen doi so", "Phòng Chuyển đổi số")
    leader.locator("#opinion").fill("Tham mưu văn bản trả lời")
    house_rules(leader, "direct")
    leader.get_by_role("button", name="Chuyển xử lý").click()
    leader.wait_for_url(re.compile(r"/documents/\w{13}$"))

    head = page_as("thuongtruc")
    open_document(head, "to-assign", subject)
    head.get_by_role("link", name="Soạn trả lời").click()
    reply = f"Trả lời: {subject}"
    for words, name in [("phuong an hoa", "phường An Hòa"), ("so noi vu", "Sở Nội vụ")]:
        choose(head, "Nơi nhận", words, name)
    house_rules(head, "draft")
    head.get_by_role("button", name="Lưu và trình duyệt").click()
    head.wait_for_url(re.compile(r"/documents/\w{13}$"))

    director = page_as("lanhdao.khcn")
    open_document(director, "to-approve", reply)
    house_rules(director, "approve")
    director.get_by_role("button", name="Duyệt, ký ban hành").click()
    director.wait_for_load_state("load")

    department = page_as("vanthu.khcn")
    open_document(department, "to-number", reply)
    department.get_by_role("button", name="Cấp số").click()
    department.wait_for_load_state("load")
    department.get_by_role("link", name="Ban hành").click()
    department.set_input_files("#file", pdf(number, reply))
    house_rules(department, "issue")
    server.let_step_ups_lapse()
    watch_of(department).expect("request: 403 .*/issue")
    department.get_by_role("button", name="Ban hành").click()
    department.locator("#stepUpPassword").fill("sai mật khẩu")
    department.get_by_role("button", name="Xác nhận và tiếp tục").click()
    assert "Mật khẩu chưa đúng" in department.locator("main").inner_text()
    house_rules(department, "step-up")
    department.locator("#stepUpPassword").fill(department.account.password)
    department.get_by_role("button", name="Xác nhận và tiếp tục").click()
    department.wait_for_url(re.compile(r"/documents/\w{13}$"))
    text = department.locator("main").inner_text()
    assert text.count("Đã đến") >= 2
    assert "chưa phải văn bản ký số" in text
    house_rules(department, "document-issued")

    commune = page_as("vanthu.xa")
    open_document(commune, "arrivals", reply)
    assert commune.locator("#subject").input_value() == reply
    house_rules(commune, "register-arrival")
    commune.get_by_role("button", name="Vào sổ").click()
    commune.wait_for_url(re.compile(r"/documents/\w{13}$"))

    department.reload()
    assert "Đã tiếp nhận" in department.locator("main").inner_text()
    leader.reload()
    assert "Hoàn thành" in leader.locator("main").inner_text()
    leader.goto(f"/search?q=ke+hoach+chuyen+doi+so+dot+{number}")
    assert leader.get_by_role("link", name=subject).count() >= 1
    house_rules(leader, "search")


def test_what_was_kept_back_is_presented_later_with_a_note(page_as, server):
    number = str(uuid.uuid4().int % 90_000 + 10_000)
    subject = f"Về việc trình sau {number}"
    clerk = page_as("vanthu.tinh")
    clerk.goto("/documents/incoming/new")
    for field, value in {"number": number, "notation": "CV", "issuedOn": "18/11/2026", "issuer": "Bộ Nội vụ",
                         "subject": subject}.items():
        clerk.locator(f"#{field}").fill(value)
    clerk.locator("#type").select_option("cong-van")
    clerk.locator("#presentTo").select_option("")
    clerk.get_by_role("button", name="Vào sổ").click()
    clerk.wait_for_url(re.compile(r"/documents/\w{13}$"))
    assert "Chờ trình" in clerk.locator("main").inner_text()
    open_document(clerk, "to-present", subject)
    leader_name = clerk.locator("#presentTo option:checked").inner_text().split(" – ")[0]
    clerk.locator("#note").fill("Kính trình đồng chí xem xét")
    house_rules(clerk, "present")
    clerk.get_by_role("button", name="Trình", exact=True).click()
    clerk.wait_for_load_state("load")
    text = clerk.locator("main").inner_text()
    assert f"trình {leader_name}" in text and "Kính trình đồng chí xem xét" in text and "Chờ chỉ đạo" in text
    house_rules(clerk, "document-presented")
    leader = page_as("lanhdao.tinh")
    open_document(leader, "to-direct", subject)
    assert "Kính trình đồng chí xem xét" in leader.locator("main").inner_text()


def test_every_home_counts_what_its_lists_show(page_as, server):
    for account in server.accounts:
        page = page_as(account.user)
        house_rules(page, f"home-{account.user}")
        for path in {card.get_attribute("href") for card in page.locator("a[href^='/my-work/']").all()}:
            page.goto(path)
            shown = page.locator("table.list tbody tr").count()
            count = page.locator(".worklist__count").inner_text()
            expected = int(re.sub(r"\D", "", count))
            assert shown == min(expected, 25), f"{account.user} {path}: {count}, {shown} rows"
