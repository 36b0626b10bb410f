"""The page of operations: what needs somebody first, seen by administrators and by nobody else, and in print."""

from playwright.sync_api import expect

from house_rules import watch_of
from test_backup import lienthong


def test_a_backup_that_is_missing_is_an_alarm_until_there_is_one_and_a_restore_test_is_shown(server, page_as, tmp_path):
    administrator = page_as("quantri")
    administrator.goto("/operations")
    expect(administrator.get_by_role("heading", level=1)).to_have_text("Vận hành")
    checks = administrator.locator("section").filter(has=administrator.get_by_role("heading", name="Kiểm tra", exact=True))
    row = checks.get_by_role("row").filter(has_text="Sao lưu gần nhất")
    key, backups = tmp_path / "backup.key", tmp_path / "backups"
    lienthong("backup", "key", key)
    place = ["--data", server.data] + (["--database", server.database] if server.database else [])
    options = ["--backups", backups, "--key", key]
    lienthong("backup", *place, *options)
    lienthong("backup", "test", "--scratch", tmp_path, *place, *options)

    administrator.reload()
    expect(row).to_contain_text("Tốt")
    expect(checks.get_by_role("row").filter(has_text="Thử phục hồi gần nhất")).to_contain_text("Đạt")
    tests = administrator.locator("section").filter(has=administrator.get_by_role("heading", name="Thử phục hồi", exact=True))
    expect(tests.get_by_role("row").nth(1)).to_contain_text("đối chiếu")
    followers = administrator.locator("section").filter(
        has=administrator.get_by_role("heading", name="Việc theo nhật ký", exact=True))
    expect(followers.get_by_role("rowheader", name="documents.notifications")).to_be_visible()


def test_the_settings_are_shown_and_the_database_s_password_is_not(server, page_as):
    administrator = page_as("quantri")
    administrator.goto("/operations")
    settings = administrator.locator("section").filter(has=administrator.get_by_role("heading", name="Cấu hình", exact=True))
    expect(settings.get_by_role("rowheader", name="slow-statements")).to_be_visible()
    row = settings.get_by_role("row").filter(has=administrator.get_by_role("rowheader", name="database", exact=True))
    expect(row).to_contain_text("postgres" if server.database else "Bỏ trống")
    assert "password=" not in administrator.content()


def test_on_paper_the_whole_table_is_there_and_nothing_of_the_screen_around_it(page_as):
    administrator = page_as("quantri")
    administrator.goto("/operations")
    administrator.emulate_media(media="print")
    expect(administrator.get_by_role("heading", name="Kiểm tra", exact=True)).to_be_visible()
    expect(administrator.get_by_role("navigation").first).to_be_hidden()
    assert administrator.evaluate(
        "[...document.querySelectorAll('.table-wrap')].every(one => getComputedStyle(one).overflowX === 'visible')")
    administrator.emulate_media(media="screen")


def test_who_does_not_administer_neither_sees_it_nor_learns_of_it(page_as):
    clerk = page_as("vanthu.tinh")
    watch_of(clerk).expect("request: 404 .*/operations")
    assert clerk.goto("/operations").status == 404
    clerk.goto("/")
    expect(clerk.locator("a[href='/operations']")).to_have_count(0)
