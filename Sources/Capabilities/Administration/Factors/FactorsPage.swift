import Directory
import Essentials
import SignIn
import Web

/// What proves beside the password that it is me.
struct FactorsPage: Page {
    let title = Wording("Xác thực bước hai", en: "Second factors")
    /// Nil while nothing else may be done.
    let tabs: Tabs?
    let notice: Notice?
    /// Nil where browsers cannot bind passkeys to the installation's address.
    let newPasskey: Action?
    let passkeys: [PasskeyRow]
    let app: Part
    let recovery: Part?
    /// Nil where nobody signs in through another system, and while a factor is still to be enrolled.
    let single: OwnIdentities?

    /// One way of proving it.
    struct Part: Viewable {
        let state: StateTag
        let facts: FactList?
        let actions: [Action]
    }

    /// A passkey in a table.
    struct PasskeyRow: Viewable {
        let name: String
        let note: Wording
        let createdAt: Instant
        let lastUsed: Age?
        let removal: Action

        init(_ passkey: Passkey, at now: Instant) {
            name = passkey.name
            note =
                passkey.isBackedUp
                ? Wording("Có bản sao trên thiết bị khác", en: "Copied to other devices")
                : Wording("Chỉ trong thiết bị này", en: "In this device only")
            createdAt = passkey.createdAt
            lastUsed = passkey.usedAt.map { Age(of: $0, at: now) }
            removal = Action(
                Wording("Gỡ", en: "Remove"), posting: AdministrationPaths.passkeyRemoval(passkey.id), icon: "stop",
                isDanger: true)
        }
    }

    init(
        _ factors: SecondFactors, _ passkeys: [Passkey], _ single: OwnIdentities?, offersPasskeys: Bool,
        mustEnrol: Bool,
        refusal: Wording? = nil, at now: Instant
    ) {
        self.single = mustEnrol ? nil : single
        self.passkeys = passkeys.map { PasskeyRow($0, at: now) }
        newPasskey =
            offersPasskeys
            ? Action(
                Wording("Thêm khóa truy cập", en: "Add a passkey"), path: AdministrationPaths.newPasskey, icon: "key",
                isPrimary: passkeys.isEmpty) : nil
        tabs = mustEnrol ? nil : AccountTab.factors.tabs
        notice =
            refusal.map { Notice(.warn, $0) }
            ?? (mustEnrol
                ? Notice(
                    .info,
                    Wording(
                        "Hệ thống này yêu cầu xác thực bước hai. Thêm một cách xác thực trước khi làm việc.",
                        en: "A second factor is required here. Add one before you work.")) : nil)
        app = Self.app(factors, at: now)
        recovery = factors.isEmpty ? nil : Self.recovery(factors)
    }

    private static func app(_ factors: SecondFactors, at now: Instant) -> Part {
        guard let since = factors.appSince else {
            return Part(
                state: StateTag(.stopped, Wording("Chưa dùng", en: "Not in use")), facts: nil,
                actions: [
                    Action(
                        Wording("Thêm ứng dụng xác thực", en: "Add an authenticator app"),
                        posting: AdministrationPaths.app, icon: "phone", isPrimary: true)
                ])
        }
        return Part(
            state: StateTag(.active, Wording("Đang dùng", en: "In use")),
            facts: FactList([
                Fact(Wording("Thêm lúc", en: "Added"), since),
                Fact(Wording("Dùng gần nhất", en: "Last used"), factors.appUsedAt.map { Age(of: $0, at: now) }),
            ]),
            actions: [
                Action(
                    Wording("Đổi sang điện thoại khác", en: "Move to another telephone"),
                    posting: AdministrationPaths.app, icon: "phone"),
                Action(
                    Wording("Gỡ ứng dụng", en: "Remove the app"), posting: AdministrationPaths.appRemoval,
                    icon: "stop", isDanger: true),
            ])
    }

    private static func recovery(_ factors: SecondFactors) -> Part {
        let left = factors.recoveryCodes
        return Part(
            state: left > 2
                ? StateTag(.active, Wording("Còn \(left) mã", en: "\(left) codes left"))
                : StateTag(.late, Wording("Còn \(left) mã", en: "\(left) codes left")),
            facts: nil,
            actions: [
                Action(
                    Wording("Tạo bộ mã mới", en: "Make new codes"), posting: AdministrationPaths.recoveryCodes,
                    icon: "print")
            ])
    }
}

/// The secret for an authenticator app, as a picture and as letters, until the app has made its first code.
struct EnrolAppPage: Page {
    let title = Wording("Thêm ứng dụng xác thực", en: "Add an authenticator app")
    let back = Link(Wording("Về xác thực bước hai", en: "Back to second factors"), path: AdministrationPaths.factors)
    let picture: QRCode?
    let secret: String
    let form: EntryForm

    init(_ offer: EnrolApp.Offer, _ filling: Filling) {
        picture = QRCode(
            offer.address, label: Wording("Mã QR cho ứng dụng xác thực", en: "QR code for the authenticator app"))
        secret = offer.secret
        form = EntryForm(
            to: AdministrationPaths.appConfirmation, draft: nil, filling,
            fields: [
                filling.text(
                    "code", Wording("Mã ứng dụng đang hiện", en: "The code that the app shows"), width: .short,
                    atMost: 10, autocomplete: "one-time-code", inputMode: "numeric")
            ],
            button: Wording("Xác nhận", en: "Confirm"))
    }
}

/// Recovery codes, shown this once.
struct RecoveryCodesPage: Page {
    let title = Wording("Mã khôi phục", en: "Recovery codes")
    let codes: [Code]
    let back = Link(Wording("Tiếp tục", en: "Continue"), path: AdministrationPaths.factors)

    /// One of them.
    struct Code: Viewable {
        let text: String
    }

    init(_ codes: [String]) {
        self.codes = codes.map(Code.init)
    }
}

/// Makes a passkey: gives it a name, then the browser asks the device.
struct NewPasskeyPage: Page {
    let title = Wording("Thêm khóa truy cập", en: "Add a passkey")
    let back = Link(Wording("Về xác thực bước hai", en: "Back to second factors"), path: AdministrationPaths.factors)
    let form: PasskeyForm

    init(_ options: PasskeyOptions, _ filling: Filling) {
        form = PasskeyForm(
            to: AdministrationPaths.passkeys, .create, options: options.json,
            fields: [
                filling.text(
                    "name", Wording("Tên khóa", en: "Name of the passkey"),
                    help: Wording(
                        "Để nhận ra thiết bị, ví dụ: Điện thoại của tôi.",
                        en: "To tell the device by, for example: My telephone."),
                    width: .medium, atMost: 60)
            ], errors: filling.errors, button: Wording("Tạo khóa", en: "Make the passkey"))
    }
}
