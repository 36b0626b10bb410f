import Directory
import Essentials
import SignIn
import Web

/// The door of the emergency account: the codes of both envelopes.
struct BreakGlassSignInPage: Page {
    static let frame = FrameKind.open
    let title = Wording("Tài khoản khẩn cấp", en: "Emergency account")
    let warning = Notice(
        .warn,
        Wording(
            """
            Chỉ dùng khi không quản trị viên nào đăng nhập được. Mỗi lần mở được ghi nhật ký và báo động cho mọi quản trị \
            viên; mở xong phải niêm phong lại.
            """,
            en: """
                Only for when no administrator can sign in. Every use is journaled and alarms all administrators; after it \
                the account has to be sealed again.
                """))
    let form: EntryForm

    init(_ filling: Filling) {
        form = EntryForm(
            to: AdministrationPaths.breakGlassSignIn, draft: nil, filling,
            fields: [
                filling.password("first", Wording("Mã trong phong bì 1", en: "Code of envelope 1"), isNew: false),
                filling.password("second", Wording("Mã trong phong bì 2", en: "Code of envelope 2"), isNew: false),
            ],
            button: Wording("Mở tài khoản khẩn cấp", en: "Open the emergency account"), isDanger: true)
    }
}

/// The codes of the two envelopes, shown this once, each on a sheet of its own.
struct BreakGlassCodesPage: Page {
    let title = Wording("Niêm phong tài khoản khẩn cấp", en: "Sealing the emergency account")
    let back = Link(Wording("Tiếp tục", en: "Continue"), path: AdministrationPaths.security)
    let sheets: [Sheet]

    /// What goes into one envelope.
    struct Sheet: Viewable {
        let heading: Wording
        let code: String
        let sealedOn: CivilDate
        let path: String
    }

    init(_ codes: [String], at now: Instant) {
        sheets = codes.enumerated().map { index, code in
            Sheet(
                heading: Wording("Phong bì \(index + 1)", en: "Envelope \(index + 1)"), code: code,
                sealedOn: now.date, path: AdministrationPaths.breakGlassSignIn)
        }
    }
}

/// How the emergency account is, on the page of how the door is kept.
struct BreakGlassPart: Viewable {
    let facts: FactList
    /// Nil for who does not seal it.
    let seal: Action?

    init(_ account: BreakGlass?, maySeal: Bool, at now: Instant) {
        let state: Wording =
            switch account {
            case nil: Wording("Chưa có", en: "None yet")
            case .some(let account) where account.openedAt == nil:
                Wording("Đang niêm phong", en: "Sealed")
            case .some:
                Wording("Đã mở, chưa niêm phong lại", en: "Opened and not sealed again")
            }
        facts = FactList([
            Fact(Wording("Trạng thái", en: "State"), state),
            Fact(Wording("Niêm phong lúc", en: "Sealed at"), account?.sealedAt),
            Fact(Wording("Mở lúc", en: "Opened at"), account?.openedAt),
            Fact(Wording("Mã còn mở được đến", en: "The codes open until"), account?.opensUntil),
        ])
        seal =
            maySeal
            ? Action(
                account == nil
                    ? Wording("Tạo và niêm phong", en: "Make and seal") : Wording("Niêm phong lại", en: "Seal anew"),
                posting: AdministrationPaths.breakGlassSeal, icon: "lock") : nil
    }

    /// What has to be mended.
    static func warning(_ account: BreakGlass?) -> Notice? {
        guard let account else {
            return Notice(
                .warn,
                Wording(
                    "Chưa có tài khoản khẩn cấp: khi không quản trị viên nào đăng nhập được thì không ai vào được.",
                    en: "There is no emergency account: when no administrator can sign in, nobody can."))
        }
        guard account.openedAt != nil else { return nil }
        return Notice(
            .bad,
            Wording(
                "Tài khoản khẩn cấp đã được mở. Kiểm tra nhật ký, rồi niêm phong lại.",
                en: "The emergency account was opened. Look through the journal, then seal it again."))
    }
}
