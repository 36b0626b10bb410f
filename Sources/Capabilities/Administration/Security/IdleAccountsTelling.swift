import Database
import Directory
import Essentials
import Notifications
import SignIn
import Web

extension Administration {
    /// Closes accounts that nobody uses, and tells those who manage them what was closed and what will be; every night.
    public func closeIdleAccounts() async throws {
        try await database.write { [clock = database.clock] db in
            let now = clock.now()
            let found = try IdleAccounts().sweep(at: now, in: db)
            for account in found.warned {
                try Self.tell(account, at: now, in: db) { day in
                    Wording(
                        "Tài khoản của \(account.name) sẽ bị khóa ngày \(day.vietnamese) vì không dùng",
                        en: "The account of \(account.name) will be closed on \(day) for not being used")
                }
            }
            for account in found.closed {
                try Self.tell(account, at: now, in: db) { _ in
                    Wording(
                        "Đã khóa tài khoản của \(account.name) vì không dùng; quản trị viên mở lại được",
                        en: "The account of \(account.name) was closed for not being used; it can be opened again")
                }
            }
        }
    }

    /// Tells who manages accounts where the person works.
    private static func tell(
        _ account: IdleAccounts.Idle, at now: Instant, in db: Connection, _ text: (CivilDate) -> Wording
    ) throws {
        let holders = try PostHolder.posts(of: account.person, on: now.date, in: db)
        var told: Set<ID<Post>> = []
        for holder in holders {
            let keepers = try Administrators.posts(
                holding: .manageAccounts, over: holder.unitPath, on: now.date, in: db)
            for keeper in keepers where told.insert(keeper.post).inserted {
                try db.notify(
                    Notification(
                        id: db.ids.next(), post: keeper.post, at: now, icon: "lock", text: text(account.closesOn),
                        path: AdministrationPaths.person(account.person)))
            }
        }
    }
}
