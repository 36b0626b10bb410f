import Directory
import Essentials
import Web

extension DirectoryFormPage {
    static func openReview(_ agency: String, _ filling: Filling, on day: CivilDate) -> DirectoryFormPage {
        let basis = AccountReviewRule.inForce(on: day).basis
        let back = Link(Wording("Các đợt rà soát", en: "Reviews"), path: AdministrationPaths.accountReviews)
        return DirectoryFormPage(
            Wording("Mở đợt rà soát", en: "Begin a review"), back: back,
            explanation: Wording(
                "Gồm mọi tài khoản của \(agency) và các đơn vị trực thuộc. Căn cứ: \(basis).",
                en: "Of every account of \(agency) and below. Basis: \(basis)."), filling,
            form: EntryForm(
                to: AdministrationPaths.accountReviews, draft: "new-account-review", filling,
                fields: [
                    filling.text("name", Wording("Tên đợt", en: "Name"), atMost: 200),
                    filling.date("dueOn", Wording("Hạn hoàn thành", en: "Due on")),
                ],
                button: Wording("Mở đợt rà soát", en: "Begin the review"), cancelPath: back.path))
    }

    static func decideAccount(
        _ account: ReviewedAccount, of review: AccountReview, roles: [Wording], _ filling: Filling, at now: Instant
    ) -> DirectoryFormPage {
        let back = Link(.verbatim(review.name), path: AdministrationPaths.accountReview(review.id))
        let isIdle = account.isIdle(when: review.openedAt)
        return DirectoryFormPage(
            .verbatim(account.personName), back: back,
            about: facts(account, roles, at: now), filling,
            form: EntryForm(
                to: AdministrationPaths.reviewed(account.person, in: review.id), draft: "account-review", filling,
                fields: [
                    filling.radio(
                        "decision", Wording("Kết luận", en: "Decision"),
                        ReviewDecision.allCases.map { (value: $0.rawValue, label: $0.name, hint: nil) }),
                    filling.area(
                        "reason", Wording("Lý do", en: "Reason"),
                        help: isIdle ? idleHelp : usedHelp, isOptional: !isIdle, atMost: 500),
                ],
                button: Wording("Ghi kết luận", en: "Record"), cancelPath: back.path))
    }

    private static let usedHelp = Wording(
        "Phải ghi khi khóa hoặc điều chỉnh quyền; khi điều chỉnh, nêu rõ quyền nào cần thu hồi hay thay đổi.",
        en: "Needed to disable it or to change its rights; then say which roles are to be withdrawn or changed.")

    private static let idleHelp = Wording(
        "Tài khoản lâu không dùng: kết luận nào cũng phải có lý do.",
        en: "The account is idle: every decision needs a reason.")

    private static func facts(_ account: ReviewedAccount, _ roles: [Wording], at now: Instant) -> [Fact] {
        [
            Fact(Wording("Tên đăng nhập", en: "User name"), account.username),
            Fact(Wording("Đơn vị", en: "Unit"), account.unitName),
            Fact(Wording("Quyền", en: "Roles"), roles.isEmpty ? nil : DirectoryWords.list(roles)),
            Fact(Wording("Dùng gần nhất", en: "Last used"), account.lastUsed(at: now)),
            Fact(Wording("Được đăng nhập", en: "May sign in"), DirectoryWords.yesNo(account.isActive)),
        ]
    }
}
