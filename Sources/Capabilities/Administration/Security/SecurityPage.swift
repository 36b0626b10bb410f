import Database
import Directory
import Essentials
import SignIn
import Web

/// How this installation keeps the door: the rules in force and by which text, and what its operator has to mend.
struct SecurityPage: Page {
    let title = Wording("An toàn đăng nhập", en: "Security of signing in")
    let warnings: [Notice]
    let passwords: FactList
    let breakGlass: BreakGlassPart
    let idleExplanation: Wording
    let idle: [IdleRow]

    /// An account that is about to be closed, or was.
    struct IdleRow: Viewable {
        let name: String
        let path: String
        let lastUsed: Age
        let state: StateTag
    }

    init(
        _ settings: SignInSettings, _ idle: [IdleAccounts.Idle], _ account: BreakGlass?, maySeal: Bool,
        reviewedAt: Instant?, at now: Instant
    ) {
        let today = now.date
        let rule = IdleAccounts.rule(on: today)
        idleExplanation = Wording(
            """
            Tài khoản không dùng \(rule.days) ngày bị khóa cho đến khi quản trị viên mở lại; báo trước \(rule.noticeDays) \
            ngày. Tài khoản cuối cùng còn mở được cho người khác thì không bị khóa.
            """,
            en: """
                An account that is not used for \(rule.days) days is closed until an administrator opens it; \
                \(rule.noticeDays) days before that it is said. The last account that can open others stays.
                """)
        self.idle = idle.map { account in
            IdleRow(
                name: account.name, path: AdministrationPaths.person(account.person),
                lastUsed: Age(of: account.since, at: now),
                state: account.isClosed
                    ? StateTag(.stopped, Wording("Đã khóa", en: "Closed"))
                    : StateTag(
                        .late,
                        Wording(
                            "Khóa ngày \(account.closesOn.vietnamese)", en: "Closes on \(account.closesOn)")))
        }
        let rules = settings.passwords
        let policy = rules.profile.policy(on: today)
        warnings =
            Self.warnings(settings)
            + [BreakGlassPart.warning(account), AccountReviewsPage.warning(reviewedAt, on: today)].compactMap(\.self)
        breakGlass = BreakGlassPart(account, maySeal: maySeal, at: now)
        passwords = FactList([
            Fact(Wording("Bộ quy tắc", en: "Profile"), rules.profile.name),
            Fact(Wording("Căn cứ", en: "Basis"), rules.profile.basis(on: today)),
            Fact(
                Wording("Độ dài ít nhất", en: "Shortest"),
                Wording("\(rules.shortest(on: today)) ký tự", en: "\(rules.shortest(on: today)) characters"),
                note: rules.hasSecondFactor
                    ? Wording("có xác thực bước hai", en: "beside a second factor")
                    : Wording("không có xác thực bước hai", en: "without a second factor")),
            Fact(
                Wording("Mật khẩu của quản trị viên", en: "Administrators' passwords"),
                policy.administratorDays.map { days in
                    Wording(
                        "Đổi sau \(days) ngày, không dùng lại \(policy.administratorRemembers) mật khẩu gần nhất",
                        en: "Changed after \(days) days, not one of the last \(policy.administratorRemembers)")
                }),
            Fact(
                Wording("Danh sách mật khẩu cấm", en: "Refused passwords"),
                rules.common.map { list in
                    Wording(
                        "\(Formatting.number(list.count, in: .vietnamese)) mật khẩu hay dùng, đã lộ",
                        en: "\(Formatting.number(list.count, in: .english)) common and leaked passwords")
                } ?? Wording("Không có danh sách", en: "No list")),
        ])
    }

    private static func warnings(_ settings: SignInSettings) -> [Notice] {
        guard settings.passwords.common == nil else { return [] }
        return [
            Notice(
                .warn,
                Wording(
                    """
                    Máy chủ không có danh sách mật khẩu hay dùng, nên mật khẩu mới không được đối chiếu. Cài gói john-data \
                    hoặc chỉ tệp bằng --password-list, rồi khởi động lại.
                    """,
                    en: """
                        The server has no list of common passwords, so new ones are not compared. Install the package \
                        john-data or name a file with --password-list, and start again.
                        """))
        ]
    }
}

extension Administration {
    func addSecurity(to routes: inout Routes) {
        routes.route(.get, "/security", .needs(.manageAccounts), handler: showSecurity)
    }

    /// `GET /security`.
    private func showSecurity(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let (idle, account, maySeal, reviewedAt) = try await database.read { db in
            (
                try IdleAccounts.list(for: caller, at: now, atMost: 200, in: db), try BreakGlass.find(in: db),
                try SealBreakGlass.isAllowed(to: caller, at: now, in: db),
                try AccountReview.lastClosed(of: caller.agencyPath, in: db)
            )
        }
        return .page(SecurityPage(desk.settings, idle, account, maySeal: maySeal, reviewedAt: reviewedAt, at: now))
    }
}
