import Database
import Directory
import Essentials
import HTTPTypes
import Web

extension Administration {
    func addAccountReviews(to routes: inout Routes) {
        let may = StaffAccess.needs(.reviewAccounts)
        routes.route(.get, "/account-reviews", may, handler: listReviews)
        routes.route(.get, "/account-reviews/new", .needs(.manageAccounts), handler: showOpenReview)
        routes.route(.post, "/account-reviews", .needs(.manageAccounts), .needsStepUp, handler: openReview)
        routes.route(.get, "/account-reviews/{id}", may, handler: showReview)
        routes.route(.post, "/account-reviews/{id}/keeping", may, handler: keepAccounts)
        routes.route(.get, "/account-reviews/{id}/accounts/{person}", may, handler: showDecideAccount)
        routes.route(.post, "/account-reviews/{id}/accounts/{person}", may, handler: decideAccount)
        routes.route(
            .post, "/account-reviews/{id}/closure", .needs(.manageAccounts), .needsStepUp, handler: closeReview)
        routes.route(.get, "/account-reviews/{id}/minutes", may, handler: showMinutes)
        routes.route(.get, "/account-reviews/{id}/minutes/text", may, handler: minutesText)
        routes.route(.get, "/account-reviews/{id}/minutes/proof", may, handler: minutesProof)
    }

    /// `GET /account-reviews`.
    private func listReviews(_ visit: StaffVisit) async throws -> Answer {
        let (caller, day, position) = (visit.caller, visit.now.date, visit.query.position)
        let (found, count) = try await database.read { db in
            (
                try AccountReview.page(at: position, size: 50, for: caller, on: day, in: db),
                try AccountReview.count(for: caller, on: day, in: db)
            )
        }
        return .page(
            AccountReviewsPage(
                found, count: count, mayOpen: OpenAccountReview.isAllowed(to: caller), query: visit.query, on: day))
    }

    /// `GET /account-reviews/new`.
    private func showOpenReview(_ visit: StaffVisit) async throws -> Answer {
        guard OpenAccountReview.isAllowed(to: visit.caller) else { throw NotFound() }
        let day = visit.now.date
        let dueOn = day.adding(days: AccountReviewRule.inForce(on: day).value.lastsDays)
        let month = day.vietnamese.split(separator: "/").dropFirst().joined(separator: "/")
        return .page(
            DirectoryFormPage.openReview(
                visit.caller.agencyName,
                Filling(["name": "Rà soát tài khoản định kỳ \(month)", "dueOn": dueOn.vietnamese]), on: day))
    }

    /// `POST /account-reviews`.
    private func openReview(_ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            var problems = Problems()
            let dueOn = form.date("dueOn", &problems)
            try problems.throwIfAny()
            let id = try await database.write { db in
                try OpenAccountReview()(name: form.text("name") ?? "", dueOn: dueOn, by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.accountReview(id),
                notice: Flash(.good, Wording("Đã mở đợt rà soát.", en: "The review has begun.")))
        } again: { filling in
            DirectoryFormPage.openReview(caller.agencyName, filling, on: now.date)
        }
    }

    /// `GET /account-reviews/{id}`.
    private func showReview(_ visit: StaffVisit) async throws -> Answer {
        .page(try await reviewPage(visit))
    }

    /// `POST /account-reviews/{id}/keeping`: those chosen that are in use.
    private func keepAccounts(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<AccountReview> = try visit.id()
        var problems = Problems()
        let chosen = visit.form.ids("id", as: Person.self, &problems)
        let (caller, now) = (visit.caller, visit.now)
        do {
            let kept = try await database.write { db in
                try DecideAccount(review: id).keep(chosen, by: caller, at: now, in: db)
            }
            guard kept > 0 else {
                let problem = Wording(
                    """
                    Chọn ít nhất một tài khoản đang được dùng. Tài khoản lâu không dùng và của chính bạn không giữ hàng loạt được.
                    """,
                    en: """
                        Choose at least one account that is in use. Idle ones and your own are not kept in bulk.
                        """)
                return .page(try await reviewPage(visit, problem: problem), status: .unprocessableContent)
            }
            return .redirect(
                to: AdministrationPaths.accountReview(id),
                notice: Flash(.good, Wording("Đã giữ \(kept) tài khoản.", en: "Kept: \(kept).")))
        } catch let refusal as AccountReviewRefusal {
            return .page(try await reviewPage(visit, problem: refusal.message), status: .conflict)
        }
    }

    /// `POST /account-reviews/{id}/closure`.
    private func closeReview(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<AccountReview> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        do {
            try await database.write { db in try CloseAccountReview()(id, by: caller, at: now, in: db) }
        } catch let refusal as AccountReviewRefusal {
            return .page(try await reviewPage(visit, problem: refusal.message), status: .conflict)
        }
        return .redirect(to: AdministrationPaths.reviewMinutes(id))
    }

    private func reviewPage(_ visit: StaffVisit, problem: Wording? = nil) async throws -> AccountReviewPage {
        let id: ID<AccountReview> = try visit.id()
        let (caller, day) = (visit.caller, visit.now.date)
        let list = ListReviewedAccounts(
            review: id, caller: caller, isDecided: visit.query.text("decided") != nil, day: day)
        let position = visit.query.position
        let facts = try await database.read { db in
            let review = try AccountReview.find(id, for: caller, on: day, in: db)
            let found = try list.page(at: position, size: 50, in: db)
            return AccountReviewPage.Facts(
                review: review, found: found, count: try list.count(in: db),
                roles: try HeldRoles.of(found.items.map(\.person), on: day, in: db),
                progress: try ReviewProgress.list(of: id, on: day, in: db))
        }
        return AccountReviewPage(
            facts, isDecided: list.isDecided, query: visit.query, for: caller, problem: problem, at: visit.now)
    }
}
