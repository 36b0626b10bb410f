import Database
import Directory
import Essentials
import Web

extension Documents {
    /// `POST /documents/{id}/presentation`.
    func presentDocument(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        return try await decide(visit, field: "note", done: Wording("Đã trình lãnh đạo.", en: "Presented.")) { id in
            let form = try PresentDocumentForm(visit.form)
            try await database.write { db in
                try PresentDocument()(form, document: id, by: caller, at: now, in: db)
            }
        }
    }
}
