import Directory
import Essentials
import SignIn
import Web

/// The first page of an installation: names the province and makes its first administrator.
struct SetUpPage: Page {
    static let frame = FrameKind.open
    let title = Wording("Thiết lập lần đầu", en: "First set-up")
    let problem: Notice?
    let form: EntryForm

    init(token: String, help: Wording, _ filling: Filling) {
        problem = filling.notice
        form = EntryForm(
            to: AdministrationPaths.setUp, draft: nil, filling, hidden: [HiddenField("token", token)],
            fields: Self.province(filling) + Self.administrator(filling, help),
            button: Wording("Thiết lập", en: "Set up"))
    }

    private static func province(_ filling: Filling) -> [any Viewable] {
        [
            filling.text(
                "province", Wording("Tên tỉnh, thành phố", en: "Name of the province"),
                help: Wording("Ví dụ: Tỉnh Hòa Bình", en: "For example: Tỉnh Hòa Bình"), atMost: 300),
            filling.text(
                "organId", Wording("Mã định danh của tỉnh", en: "The province's identifier"),
                help: Wording(
                    "Theo Quyết định 20/2020/QĐ-TTg, ví dụ H28. Có thể bổ sung sau.",
                    en: "By Decision 20/2020/QĐ-TTg, for example H28. It can be given later."),
                isOptional: true, width: .short, atMost: 35),
        ]
    }

    private static func administrator(_ filling: Filling, _ help: Wording) -> [any Viewable] {
        [
            filling.text(
                "name", Wording("Họ và tên quản trị viên đầu tiên", en: "Name of the first administrator"),
                atMost: 150, autocomplete: "name"),
            filling.text(
                "title", Wording("Chức vụ", en: "Post"), width: .medium, atMost: 150,
                autocomplete: "organization-title"),
            filling.text(
                "username", Wording("Tên đăng nhập", en: "User name"),
                help: Wording(
                    "3–64 ký tự: chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới.",
                    en: "3–64 characters: letters a–z, digits, '.', '-' and '_'."),
                width: .medium, atMost: 64, autocomplete: "username"),
            filling.text(
                "mail", Wording("Thư điện tử", en: "Mail"), isOptional: true, width: .medium, atMost: 254,
                autocomplete: "email", inputMode: "email"),
            filling.password(
                "password", Wording("Mật khẩu", en: "Password"), help: help, isNew: true),
            filling.password("passwordAgain", Wording("Nhập lại mật khẩu", en: "The password again"), isNew: true),
        ]
    }
}
