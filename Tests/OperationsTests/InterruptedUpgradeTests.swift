import App
import Database
import Foundation
import TestSupport
import Testing

@testable import Operations

/// The program itself is killed in the middle of a step.
@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct InterruptedUpgradeTests {
    @Test func `a program that is killed in the middle of a step leaves nothing of it, and the next one goes on`()
        async throws
    {
        let release = try RecordedRelease.last()
        let left = ["2026-11-21 documents: queues in their order", "2026-11-22 documents: presented"]
        let older = Set(Installation.migrations.map(\.name)).subtracting(left)
        try await EmptyPlace.with(.postgresql) { place in
            try await release.load(into: place, havingRun: older)
            try await TestDatabase.withOpen(place.location) { database in
                // Somebody reads a table that the step changes, so the step waits half-way through.
                let (holding, killed) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
                async let reader: Void = database.read(lasting: .long) { db in
                    _ = try db.rows("SELECT 1 FROM incoming_document")
                    holding.signal()
                    killed.wait()
                }
                await Self.wait(for: holding)
                let process = try Program.start(["migrate"] + place.options)
                let waits: SQL = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                var waiting: Int? = 0
                while waiting != 1 { waiting = try await database.read { db in try db.value(waits) } }
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                killed.signal()
                try await reader
                #expect(try await database.pending(Installation.migrations).map(\.name) == left)
            }
            let again = try await Program.run(["migrate"] + place.options)
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.output.split(separator: "\n").map(String.init) == left)
            let doctor = try await Program.run(["doctor", "--without-helpers", "--rebuild-search"] + place.options)
            #expect(doctor.status == 0, "\(doctor.output)")
        }
    }

    private static func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}
