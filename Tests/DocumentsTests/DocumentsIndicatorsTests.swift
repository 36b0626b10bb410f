import Database
import Directory
import Documents
import Essentials
import TestSupport
import Testing

/// What the registers tell evaluations.
struct DocumentsIndicatorsTests {
    @Test(arguments: Engine.tested)
    func `documents handled in time are counted among those that are finished or overdue`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            var ids: [ID<Document>] = []
            for number in 1...5 { ids.append(try await province.register(["number": "\(number)"])) }
            let (now, agency) = (province.now, province.clerk.agency)
            let (yesterday, tomorrow) = (Instant(now.date.adding(days: -1)), Instant(now.date.adding(days: 1)))
            // In time, late, overdue, not due yet, and one without a due date.
            let facts: [(due: Instant?, completed: Instant?)] = [
                (now, yesterday), (yesterday, now), (yesterday, nil), (tomorrow, nil), (nil, now),
            ]
            let states = zip(ids, facts).map { ($0, $1.due, $1.completed) }
            let counted = try await province.database.write { db in
                for (id, due, completed) in states {
                    try db.execute(
                        """
                        UPDATE incoming_document SET due_at = \(due), completed_at = \(completed)
                        WHERE document_id = \(id)
                        """)
                }
                return [
                    try DocumentsIndicators.handledInTime(in: agency, year: 2026, at: now, in: db),
                    try DocumentsIndicators.due(in: agency, year: 2026, at: now, in: db),
                    try DocumentsIndicators.due(in: agency, year: 2025, at: now, in: db),
                    try DocumentsIndicators.due(in: province.departmentClerk.agency, year: 2026, at: now, in: db),
                ]
            }
            #expect(counted == [1, 3, 0, 0])
        }
    }
}
