import App
import Database
import Foundation
import TestSupport
import Testing

@testable import Operations

struct ReleaseRecordingTests {
    /// Where `Scripts/record-release` wants the record of this version; nobody else asks.
    private static let target = ProcessInfo.processInfo.environment["LIENTHONG_RECORD_RELEASE"]

    @Test func `what is recorded is what is loaded`() async throws {
        try await EmptyPlace.with(.sqlite) { place in
            let office = try await Office(place)
            try await office.liveThroughADay()
            await office.installation.database.close()
            let text = try await RecordedRelease.record(place)
            let file = URL(fileURLWithPath: place.folder).appendingPathComponent("recorded.jsonl")
            try Data(text.utf8).write(to: Self.target.map { URL(fileURLWithPath: $0) } ?? file)
            try Data(text.utf8).write(to: file)
            let release = try RecordedRelease(file)
            try await EmptyPlace.with(.sqlite) { copy in
                try await release.load(into: copy)
                #expect(try await RecordedRelease.record(copy) == text)
            }
        }
    }
}
