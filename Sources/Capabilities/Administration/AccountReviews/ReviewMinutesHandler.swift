import Database
import Directory
import Essentials
import HTTPTypes
import Journal
import Web

extension Administration {
    /// `GET /account-reviews/{id}/minutes`: to be printed.
    func showMinutes(_ visit: StaffVisit) async throws -> Answer {
        let (review, text) = try await minutes(visit) { db, review in
            (review, try ReviewMinutes.stored(review.id, in: db))
        }
        return .page(ReviewMinutesPage(review, text))
    }

    /// `GET /account-reviews/{id}/minutes/text`: the very bytes whose SHA-256 stands in the journal.
    func minutesText(_ visit: StaffVisit) async throws -> Answer {
        let (id, text) = try await minutes(visit) { db, review in
            (review.id, try ReviewMinutes.stored(review.id, in: db))
        }
        return .bytes(Array(text.utf8), type: "text/plain; charset=utf-8")
            .header(.contentDisposition, "attachment; filename=\"bien-ban-\(id).txt\"")
    }

    /// `GET /account-reviews/{id}/minutes/proof`: the journal's proof of the closing event, to be checked offline. There
    /// once the journal has signed a checkpoint over it.
    func minutesProof(_ visit: StaffVisit) async throws -> Answer {
        let proof = try await minutes(visit) { db, review -> InclusionProof? in
            let event: ID<RecordedEvent>? = try db.value(
                "SELECT closing_event FROM account_review WHERE id = \(review.id)")
            return try event.flatMap { try db.inclusionProof(of: $0) }
        }
        guard let proof, let journalKey else { throw NotFound() }
        return .bytes([UInt8](try proof.file(for: journalKey).written()), type: "application/json; charset=utf-8")
    }

    /// - Throws: `NotFound` for who may not read them, and while there are none.
    private func minutes<Value: Sendable>(
        _ visit: StaffVisit, _ read: @Sendable @escaping (Connection, AccountReview) throws -> Value
    ) async throws -> Value {
        let id: ID<AccountReview> = try visit.id()
        let (caller, day) = (visit.caller, visit.now.date)
        return try await database.read { db in
            let review = try AccountReview.find(id, for: caller, on: day, in: db)
            guard review.hasMinutes(for: caller) else { throw NotFound() }
            return try read(db, review)
        }
    }
}
