import Directory
import Essentials

/// Asks for the password again before something grave: signing, issuing, changing how one signs in.
struct StepUpPage: Page {
    /// The field of the password, beside whatever the form itself has.
    static let field = "stepUpPassword"
    static let passkeyField = "stepUpPasskey"

    let title = Wording("Xác nhận lại mật khẩu", en: "Confirm your password")
    /// What the browser asks for a passkey with; nil for a person without one.
    var passkey: String?
    let problem: Wording?
    /// Where the form goes: the same place as the one that was stopped, with all that it had.
    let action: String
    let hidden: [HiddenField]
    let cancelPath: String

    /// Nothing typed is lost: what the stopped form had goes along.
    init(_ needed: StepUpNeeded, _ exchange: Exchange) {
        let back = exchange.isGet ? exchange.address : exchange.referringPath ?? "/"
        let canRepeat = !exchange.isGet && !needed.fields.isEmpty
        problem = needed.problem
        action = canRepeat ? exchange.address : "/step-up"
        hidden = canRepeat ? needed.fields.map { HiddenField($0.name, $0.value) } : [HiddenField("back", back)]
        cancelPath = exchange.referringPath ?? "/"
    }

    /// After a wrong password.
    init(problem: Wording, back: String) {
        self.problem = problem
        action = "/step-up"
        hidden = [HiddenField("back", back)]
        cancelPath = "/"
    }

    func shown(_ name: String) -> Shown {
        switch name {
        case "reason": Self.reason.shown
        case "facts": .absent
        case "passkey": Shown(passkeyForm)
        case "errors": Shown(ErrorSummary(problems))
        case "password": Shown(password)
        case "action": Shown(action)
        case "hidden": Shown(hidden)
        case "cancelPath": Shown(cancelPath)
        default: .unknown
        }
    }

    private var passkeyForm: PasskeyForm? {
        passkey.map { options in
            PasskeyForm(
                to: action, field: Self.passkeyField, options: options, hidden: hidden,
                button: Wording("Xác nhận bằng khóa truy cập", en: "Confirm with a passkey"))
        }
    }

    private var password: TextField {
        TextField(
            FieldWords(Self.field, Wording("Mật khẩu", en: "Password"), problems: problems), value: nil,
            type: "password", width: .medium, autocomplete: "current-password")
    }

    private var problems: Problems? { problem.map { Problems(Self.field, $0) } }

    private static let reason = Wording(
        "Việc này cần xác nhận lại đúng là bạn. Mật khẩu có hiệu lực xác nhận trong 10 phút.",
        en: "This needs proof that it is you. The confirmation holds for 10 minutes.")
}
