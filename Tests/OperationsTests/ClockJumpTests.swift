import App
import Database
import Essentials
import Foundation
import Journal
import TestSupport
import Testing

@testable import Operations

/// A machine's clock jumps: by an hour, back, ten years ahead, and back again.
struct ClockJumpTests {
    private static let hour: Int64 = 3600
    private static let tenYears: Int64 = 3652 * 86_400

    @Test(arguments: Engine.tested)
    func `whatever the clock does, numbers and events follow one another and everything verifies`(
        engine: Engine
    ) async throws {
        let clock = ManualClock(try #require(Instant("2026-11-23T08:00")))
        try await EmptyPlace.with(engine) { place in
            let office = try await Office(place, clock: clock.clock)
            var notes: [String] = []
            var registered: [String] = []
            for jump in [0, Self.hour, -2 * Self.hour, Self.tenYears, -Self.tenYears, 60] {
                clock.advance(seconds: jump)
                try await office.installation.database.renewLease()
                let subject = "Đồng hồ nhảy \(registered.count) (\(jump) giây)"
                try await office.register(subject)
                registered.append(subject)
                notes.append(try await office.publish())
            }
            let (told, kept) = try await office.installation.database.read { db in
                (
                    try db.values(
                        """
                        SELECT document.subject FROM event JOIN document ON document.id = event.subject_id
                        WHERE event.kind = 'document.registered' ORDER BY event.position
                        """, as: String.self),
                    try db.values("SELECT subject FROM document ORDER BY id", as: String.self)
                )
            }
            // In the order in which it happened, not in that of the clock.
            #expect(told == registered)
            #expect(kept == registered)
            await office.installation.database.close()
            let standing = try await place.standing()
            let report = try await standing.working { [notes] in
                try await standing.rebuildSearch()
                return try await Invariants(standing).check(published: notes)
            }
            #expect(report.findings == [])
        }
    }
}
