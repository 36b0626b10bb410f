import Directory
import Essentials
import SignIn
import Web

/// Where an invited person sets the own password; whoever invited never knows it.
struct InvitationPage: Page {
    static let frame = FrameKind.open
    let title = Wording("Đặt mật khẩu", en: "Set your password")
    let problem: Notice?
    let about: FactList
    let form: EntryForm

    init(for person: Person, token: String, help: Wording, _ filling: Filling) {
        problem = filling.notice
        about = FactList([
            Fact(Wording("Họ và tên", en: "Name"), person.name),
            Fact(Wording("Tên đăng nhập", en: "User name"), person.username),
        ])
        form = EntryForm(
            to: AdministrationPaths.invitation, draft: nil, filling, hidden: [HiddenField("token", token)],
            fields: [
                filling.password(
                    "password", Wording("Mật khẩu mới", en: "New password"), help: help,
                    isNew: true),
                filling.password("passwordAgain", Wording("Nhập lại mật khẩu", en: "The password again"), isNew: true),
            ],
            button: Wording("Đặt mật khẩu", en: "Set the password"))
    }
}
