import Database
import Directory
import Essentials
import Web

extension Administration {
    /// `GET /account-reviews/{id}/accounts/{person}`.
    func showDecideAccount(_ visit: StaffVisit) async throws -> Answer {
        let (review, account, roles) = try await reviewed(visit)
        return .page(
            DirectoryFormPage.decideAccount(
                account, of: review, roles: roles,
                Filling(["decision": account.decision?.rawValue, "reason": account.reason]), at: visit.now))
    }

    /// `POST /account-reviews/{id}/accounts/{person}`.
    func decideAccount(_ visit: StaffVisit) async throws -> Answer {
        let (review, account, roles) = try await reviewed(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            let decision = form.text("decision").flatMap(ReviewDecision.init(rawValue:))
            try await database.write { db in
                try DecideAccount(review: review.id)(
                    account.person, decision, reason: form.text("reason") ?? "", by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.accountReview(review.id),
                notice: Flash(
                    .good, Wording("Đã ghi: \(account.personName).", en: "Recorded: \(account.personName).")))
        } again: { filling in
            DirectoryFormPage.decideAccount(account, of: review, roles: roles, filling, at: now)
        }
    }

    private func reviewed(_ visit: StaffVisit) async throws -> (AccountReview, ReviewedAccount, [Wording]) {
        let (id, person): (ID<AccountReview>, ID<Person>) = (try visit.id(), try visit.id("person"))
        let (caller, day) = (visit.caller, visit.now.date)
        return try await database.read { db in
            let review = try AccountReview.find(id, for: caller, on: day, in: db)
            let list = ListReviewedAccounts(review: id, caller: caller, isDecided: false, day: day)
            let roles = try HeldRoles.of([person], on: day, in: db)[person] ?? []
            return (review, try list.find(person, in: db), roles)
        }
    }
}
