import Directory
import Essentials
import SignIn
import Web

/// The second step of a sign-in: something beside the password.
struct SecondStepPage: Page {
    static let frame = FrameKind.open
    let title = Wording("Xác thực bước hai", en: "Second step")
    let passkey: PasskeyForm?
    let form: EntryForm
    let help = Wording(
        "Mất điện thoại: nhập một mã khôi phục đã in, hoặc nhờ quản trị của đơn vị gỡ bước hai.",
        en: "Lost the telephone: type a printed recovery code, or ask your unit's administrator to reset this step.")

    init(_ question: SecondStep.Question, pending: String, back: String?, _ filling: Filling) {
        let hidden = [HiddenField("pending", pending)] + (back.map { [HiddenField("back", $0)] } ?? [])
        passkey = question.passkey.map { options in
            PasskeyForm(
                to: AdministrationPaths.secondStepPasskey, options: options.json, hidden: hidden,
                button: Wording("Dùng khóa truy cập", en: "Use a passkey"))
        }
        form = EntryForm(
            to: AdministrationPaths.secondStep, draft: nil, filling,
            hidden: hidden,
            fields: [
                filling.text(
                    "code", Wording("Mã xác thực", en: "Code"),
                    help: question.factors.appSince == nil
                        ? Wording("Một mã khôi phục đã in.", en: "One of your printed recovery codes.")
                        : Wording(
                            "Sáu chữ số đang hiện trong ứng dụng xác thực, hoặc một mã khôi phục.",
                            en: "The six digits that your authenticator app shows now, or a recovery code."),
                    width: .medium, atMost: 30, autocomplete: "one-time-code")
            ],
            button: Wording("Xác thực", en: "Verify"))
    }
}
