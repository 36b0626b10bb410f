import Directory
import Essentials
import OpenID
import SignIn
import Web

/// The door: user name and password.
struct SignInPage: Page {
    static let frame = FrameKind.open
    let title = Wording("Đăng nhập", en: "Sign in")
    let ended: Notice?
    let back: String?
    let errors: ErrorSummary?
    let username: TextField
    let password: TextField
    let passkey: PasskeyForm?
    /// Other systems through which one may sign in.
    let providers: [Provider]
    let help: Wording?
    let accounts: [Account]
    let accountsNote: Wording?
    /// All samples have the same.
    let accountsPassword: String?

    /// A sample account beside the form.
    struct Account: Viewable {
        let username: String
        let label: String
    }

    /// A button for one of them.
    struct Provider: Viewable {
        let path: String
        let label: Wording
    }

    init(
        username typed: String?, back: String?, problems: Problems?, samples: [SampleAccount],
        providers: [OpenIDProvider], passkey options: PasskeyOptions?
    ) {
        ended = nil
        self.back = back
        errors = ErrorSummary(problems)
        username = TextField(
            FieldWords("username", Wording("Tên đăng nhập", en: "User name"), problems: problems), value: typed,
            width: .full, maxLength: 64, autocomplete: "username")
        password = TextField(
            FieldWords("password", Wording("Mật khẩu", en: "Password"), problems: problems), value: nil,
            type: "password", autocomplete: "current-password")
        passkey = options.map { options in
            PasskeyForm(
                to: AdministrationPaths.passkeySignIn, options: options.json,
                hidden: back.map { [HiddenField("back", $0)] } ?? [],
                button: Wording("Đăng nhập bằng khóa truy cập", en: "Sign in with a passkey"))
        }
        self.providers = providers.map { provider in
            Provider(
                path: AdministrationPaths.openIDSignIn(provider.code),
                label: Wording(
                    "Đăng nhập qua \(provider.name.vietnamese)", en: "Sign in through \(provider.name.english)"))
        }
        help = Wording(
            "Quên mật khẩu: liên hệ quản trị của đơn vị để nhận mã đặt lại.",
            en: "Forgotten the password: ask your unit's administrator for a code to set a new one.")
        accounts = samples.map { Account(username: $0.username, label: $0.label) }
        accountsPassword = samples.first?.password
        accountsNote =
            samples.isEmpty
            ? nil
            : Wording(
                "Tỉnh mẫu: tên người, đơn vị và số liệu đều hư cấu.",
                en: "A sample province: people, units and figures are invented.")
    }
}
