import Database
import Directory
import Essentials
import Web

/// The minutes of a review (biên bản rà soát tài khoản) as a text that is hashed, kept, and printed as it is.
struct ReviewMinutes: Sendable {
    let text: String

    /// - Parameters:
    ///   - accounts: all of the review, those of a unit together.
    ///   - disabled: whose accounts were closed by it.
    ///   - caller: who signs it off, after proving anew who it is.
    init(
        _ review: AccountReview, _ accounts: [ReviewedAccount], disabled: Set<ID<Person>>,
        roles: [ID<Person>: [Wording]], closedBy caller: Caller, at now: Instant
    ) {
        var lines = Self.head(review, ReviewTally(accounts), disabled: disabled.count, closedBy: caller, at: now)
        var unit: UnitPath?
        for (index, account) in accounts.enumerated() {
            if account.unitPath != unit { lines += ["", account.unitName] }
            unit = account.unitPath
            let said = Self.line(
                account, wasDisabled: disabled.contains(account.person), roles[account.person] ?? [])
            lines.append("\(index + 1). \(said)")
        }
        text = lines.map(Self.oneLine).joined(separator: "\n") + "\n"
    }

    private static func head(
        _ review: AccountReview, _ tally: ReviewTally, disabled: Int, closedBy caller: Caller, at now: Instant
    ) -> [String] {
        let proven = caller.steppedUpAt.map { "; xác nhận lại danh tính lúc \(moment($0))" } ?? ""
        return [
            "BIÊN BẢN RÀ SOÁT TÀI KHOẢN", "",
            "Đợt rà soát: \(review.name)",
            "Phạm vi: \(review.unitName) và các đơn vị trực thuộc",
            "Căn cứ: \(review.basis)",
            "Mở lúc: \(moment(review.openedAt)), \(review.openedBy)",
            "Hạn: \(review.dueOn.vietnamese)",
            "Kết thúc lúc: \(moment(now))",
            "Người kết thúc: \(caller.personName), \(caller.postTitle), \(caller.unitName)\(proven)", "",
            "Tổng số tài khoản: \(tally.total)",
            "Giữ nguyên: \(tally.kept)",
            "Khóa: \(tally.toDisable), đã thực hiện \(disabled)",
            "Điều chỉnh quyền: \(tally.toChange)",
            "Chưa rà soát: \(tally.undecided)",
        ]
    }

    private static func line(_ account: ReviewedAccount, wasDisabled: Bool, _ roles: [Wording]) -> String {
        var parts = [
            "\(account.personName) (\(account.username ?? "không có tên đăng nhập"))",
            "dùng gần nhất: \(account.lastUsedAt.map { $0.date.vietnamese } ?? "chưa bao giờ")",
            "quyền: \(roles.isEmpty ? "không" : DirectoryWords.list(roles).vietnamese)",
            account.decision?.name.vietnamese ?? "CHƯA RÀ SOÁT",
        ]
        if account.decision == .disable, !wasDisabled { parts.append("chưa thực hiện được") }
        if let reason = account.reason, !reason.isEmpty { parts.append("lý do: \(reason)") }
        if let by = account.decidedBy, let at = account.decidedAt { parts.append("\(by), \(moment(at))") }
        return parts.joined(separator: "; ")
    }

    private static func moment(_ instant: Instant) -> String { Formatting.moment(instant, in: .vietnamese) }

    /// A reason of several lines would read as lines of the minutes.
    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// The text of a closed review.
    ///
    /// - Throws: `NotFound` while it is open.
    static func stored(_ review: ID<AccountReview>, in db: Connection) throws -> String {
        let text: String? = try db.value("SELECT minutes FROM account_review WHERE id = \(review)")
        guard let text else { throw NotFound() }
        return text
    }
}
