"""A review of accounts in a browser: begun, gone through, closed, and its minutes checked against the journal's key."""

import base64
import hashlib
import json
import re
import subprocess

from conftest import PASSWORD_LABEL, SIGN_IN_BUTTON, USER_LABEL
from house_rules import house_rules
from server import ROOT, binary


def signed_in(open_page, server, user: str):
    page, account = open_page(server.url), server.account(user)
    page.goto("/sign-in?back=/account-reviews")
    page.get_by_label(USER_LABEL).fill(account.user)
    page.get_by_label(PASSWORD_LABEL).fill(account.password)
    page.get_by_role("button", name=SIGN_IN_BUTTON, exact=True).click()
    page.wait_for_load_state("load")
    return page


def test_a_review_is_begun_decided_on_and_closed_with_minutes_that_the_journal_proves(
        installation, open_page, tmp_path):
    server = installation.start()
    administrator = signed_in(open_page, server, "quantri")
    administrator.get_by_role("link", name="Mở đợt rà soát").click()
    administrator.get_by_role("button", name="Mở đợt rà soát").click()
    administrator.get_by_text("Tiến độ theo cơ quan").wait_for()
    house_rules(administrator, "page-account-review-open")
    review = administrator.url.removeprefix(server.url)

    leader = signed_in(open_page, server, "thuongtruc")
    leader.goto(review)
    house_rules(leader, "page-account-review-leader")
    leader.locator("main a[href*='/accounts/0']").first.click()
    house_rules(leader, "page-account-review-decide")
    leader.get_by_label("Khóa tài khoản").check()
    leader.get_by_role("button", name="Ghi kết luận").click()
    leader.get_by_text("Ghi lý do.").first.wait_for()
    leader.get_by_label("Lý do").fill("Đã nghỉ hưu")
    leader.get_by_role("button", name="Ghi kết luận").click()
    leader.get_by_text(re.compile("^Đã ghi: ")).wait_for()

    administrator.goto(review)
    administrator.get_by_role("button", name="Kết thúc và lập biên bản").click()
    administrator.get_by_text("chỉ kết thúc sớm được khi đã rà soát hết").wait_for()
    server.execute("UPDATE account_review SET due_on = due_on - 60")
    administrator.goto(review)
    house_rules(administrator, "page-account-review-overdue")
    administrator.get_by_role("button", name="Kết thúc và lập biên bản").click()
    administrator.get_by_role("heading", name="Biên bản rà soát tài khoản", level=1).wait_for()
    house_rules(administrator, "page-review-minutes")
    assert "Khóa: 1, đã thực hiện 1" in administrator.locator("pre").inner_text()

    administrator.goto("/account-reviews")
    administrator.get_by_text("Đã kết thúc").wait_for()
    house_rules(administrator, "page-account-reviews")
    leader.goto(review)
    leader.get_by_role("link", name="Đã rà soát").click()
    leader.get_by_text("Khóa tài khoản").first.wait_for()
    assert not leader.get_by_role("link", name="Biên bản").count()
    administrator.goto(f"{review}/minutes")

    text = administrator.request.get(f"{server.url}{review}/minutes/text").body()
    shown = administrator.locator(".paper__code code").inner_text()
    assert hashlib.sha256(text).hexdigest() == shown
    proof = tmp_path / "proof.json"
    for _ in range(100):
        answer = administrator.request.get(f"{server.url}{review}/minutes/proof")
        if answer.ok:
            proof.write_bytes(answer.body())
            break
        administrator.wait_for_timeout(100)
    key = (installation.data / "journal.pub").read_text().strip()
    subprocess.run([binary(), "journal", "check", proof, "--key", key], cwd=ROOT, check=True, capture_output=True)
    assert shown.encode() in base64.b64decode(json.loads(proof.read_text())["leaf"])
