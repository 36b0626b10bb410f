import Directory
import Essentials
import SignIn
import Web

/// Changes the own password.
struct PasswordPage: Page {
    let title = Wording("Đổi mật khẩu", en: "Change your password")
    /// Nil while nothing else may be done.
    let tabs: Tabs?
    let mustChange: Notice?
    let problem: Notice?
    let form: EntryForm

    init(mustChange: Bool, help: Wording, _ filling: Filling) {
        tabs = mustChange ? nil : AccountTab.password.tabs
        self.mustChange =
            mustChange
            ? Notice(
                .info,
                Wording(
                    "Mật khẩu hiện tại do người khác đặt hoặc đã quá hạn. Đổi mật khẩu trước khi làm việc.",
                    en: "Your present password was set by somebody else, or is too old. Change it before you work."))
            : nil
        problem = filling.notice
        form = EntryForm(
            to: AdministrationPaths.password, draft: nil, filling,
            fields: [
                filling.password("oldPassword", Wording("Mật khẩu hiện tại", en: "Present password"), isNew: false),
                filling.password(
                    "password", Wording("Mật khẩu mới", en: "New password"), help: help,
                    isNew: true),
                filling.password(
                    "passwordAgain", Wording("Nhập lại mật khẩu mới", en: "The new password again"), isNew: true),
            ],
            button: Wording("Đổi mật khẩu", en: "Change the password"))
    }
}
