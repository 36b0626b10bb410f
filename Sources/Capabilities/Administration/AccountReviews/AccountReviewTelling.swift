import Database
import Directory
import Essentials
import Notifications
import Web

extension Administration {
    /// Says of each open review, once, that it ends soon, and once that it should have ended; every night.
    public func tellOfReviews() async throws {
        try await database.write { [clock = database.clock] db in
            let now = clock.now()
            try db.lock(AccountReview.lock)
            for review in try AccountReview.untold(on: now.date, in: db) {
                if review.isOverdue(on: now.date) {
                    try review.tellOverdue(at: now, in: db)
                } else {
                    try review.remind(at: now, in: db)
                }
            }
        }
    }
}

extension AccountReview {
    /// Who answers for accounts in it is asked to go through them.
    func tellOpened(at now: Instant, in db: Connection) throws {
        let text = Wording("Rà soát tài khoản của đơn vị: \(name)", en: "Go through the accounts of your unit: \(name)")
        for (post, _) in try whomItWaitsFor(at: now, in: db) {
            try tell(post, text, icon: "tasks", at: now, in: db)
        }
    }

    /// Who has accounts left is reminded of them.
    fileprivate func remind(at now: Instant, in db: Connection) throws {
        try db.execute("UPDATE account_review SET reminded_at = \(now) WHERE id = \(id)")
        for (post, left) in try whomItWaitsFor(at: now, in: db) {
            let text = Wording(
                """
                Còn \(left.text(in: .vietnamese)) tài khoản chờ rà soát, hạn \(dueOn.text(in: .vietnamese)): \(name)
                """,
                en: """
                    Accounts left to go through by \(dueOn.text(in: .english)): \(left.text(in: .english)), \(name)
                    """)
            try tell(post, text, icon: "tasks", at: now, in: db)
        }
    }

    /// An alarm for who has accounts left, and for who closes it.
    fileprivate func tellOverdue(at now: Instant, in db: Connection) throws {
        try db.execute("UPDATE account_review SET overdue_told_at = \(now) WHERE id = \(id)")
        let text = Wording("Rà soát tài khoản quá hạn: \(name)", en: "A review of accounts is overdue: \(name)")
        let keepers = try Administrators.posts(holding: .manageAccounts, over: unitPath, on: now.date, in: db)
        let late = try whomItWaitsFor(at: now, in: db)
        for post in Set(keepers.map(\.post) + late.map(\.post)).sorted() {
            try tell(post, text, icon: "alert", at: now, in: db)
        }
    }

    private func tell(_ post: ID<Post>, _ text: Wording, icon: String, at now: Instant, in db: Connection) throws {
        try db.notify(
            Notification(
                id: db.ids.next(), post: post, at: now, icon: icon, text: text,
                path: AdministrationPaths.accountReview(id)))
    }

    /// Posts within its unit that have accounts to decide on, and how many.
    private func whomItWaitsFor(
        at now: Instant, in db: Connection
    ) throws -> [(post: ID<Post>, left: CappedCount)] {
        let posts = try Administrators.posts(holding: .reviewAccounts, within: unitPath, on: now.date, in: db)
        return try posts.compactMap { post in
            guard let caller = try Caller.acting(as: post, at: now, in: db) else { return nil }
            let left = try ListReviewedAccounts.waiting(for: caller, of: id, on: now.date, in: db)
            return left.value > 0 ? (post: post, left: left) : nil
        }
    }
}
