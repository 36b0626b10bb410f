import App
import Database
import Essentials
import Files
import Foundation
import Journal
import TestSupport
import Testing

@testable import Operations

/// Moving a whole installation, by the program itself.
struct CopyTests {
    private func copy(_ source: InstallationPlace, to target: InstallationPlace) async throws -> Program.Answer {
        var arguments = ["copy", "--from", source.folder, "--to", target.folder]
        if let url = source.database { arguments += ["--from-database", url] }
        if let url = target.database { arguments += ["--to-database", url] }
        return try await Program.run(arguments)
    }

    /// The lines that name a table, its rows and what they are.
    private func digests(_ answer: Program.Answer) -> [Substring] {
        answer.output.split(separator: "\n").filter { $0.prefix(64).allSatisfy(\.isHexDigit) && $0.count > 66 }
    }

    @Test(arguments: Engine.tested)
    func `there and back gives the same hashes, and the journal goes on`(engine: Engine) async throws {
        try await Office.with(engine) { office in
            for number in 0..<5 { try await office.register("Công văn số \(number) – “Hoà Bình”") }
            let published = try await office.publish()
            await office.installation.database.close()
            let other: Engine = engine == .sqlite ? .postgresql : .sqlite
            try await EmptyPlace.with(other) { there in
                let first = try await copy(office.place, to: there)
                #expect(first.status == 0, "\(first.errors)")
                try await EmptyPlace.with(engine) { back in
                    let second = try await copy(there, to: back)
                    #expect(second.status == 0, "\(second.errors)")
                    #expect(digests(first).count > 20)
                    #expect(digests(first) == digests(second))
                    let again = try await Office(reopening: back)
                    let report = try await Invariants(
                        database: again.installation.database, files: again.installation.files,
                        key: again.installation.journalKey.verifier
                    ).check(published: [published])
                    #expect(report.findings.isEmpty)
                    let later = try await again.publish()
                    #expect(later == published)
                    await again.installation.database.close()
                }
            }
        }
    }

    @Test func `every key goes along, readable by nobody else`() async throws {
        try await Office.with(.sqlite) { office in
            await office.installation.database.close()
            for name in ["web.key", "sign-in.key"] {
                let path = "\(office.place.folder)/\(name)"
                _ = FileManager.default.createFile(atPath: path, contents: Data(repeating: 7, count: 32))
            }
            try await EmptyPlace.with(.sqlite) { target in
                #expect(try await copy(office.place, to: target).status == 0)
                for name in ["journal.key", "web.key", "sign-in.key"] {
                    let path = "\(target.folder)/\(name)"
                    #expect(FileManager.default.contentsEqual(atPath: path, andPath: "\(office.place.folder)/\(name)"))
                    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                    #expect(mode == 0o600, "\(name)")
                }
            }
        }
    }

    @Test func `in one folder only the database moves`() async throws {
        try await Office.with(.sqlite) { office in
            try await office.register("một")
            try await office.publish()
            await office.installation.database.close()
            try await TestDatabase.withEmptyLocation(.postgresql) { location in
                guard case .postgresql(let url, _) = location else { return }
                let target = InstallationPlace(folder: office.place.folder, database: url)
                let moved = try await copy(office.place, to: target)
                #expect(moved.status == 0, "\(moved.errors)")
                #expect(moved.output.contains("and 0 files arrived"))
                let again = try await Office(reopening: target)
                try await again.publish()
                await again.installation.database.close()
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody is served while it is copied, and nothing is copied while somebody serves`(
        engine: Engine
    ) async throws {
        try await Office.with(engine) { office in
            try await office.register("một")
            try await EmptyPlace.with(.sqlite) { target in
                // A server does so every few seconds; on a busy machine the office was made a minute ago.
                try await office.installation.database.renewLease()
                let refused = try await copy(office.place, to: target)
                #expect(refused.status == 1)
                #expect(refused.errors.contains("in use by 1 other process"))
            }
            await office.installation.database.close()
            let alone = try await Database.openAlone(
                Installation.location(folder: office.place.folder, url: office.place.database))
            try await alone.hold(for: .copying)
            await #expect(throws: InstallationHeld.copying) { _ = try await Office(reopening: office.place) }
            let doctor = try await Program.run(["doctor", "--without-helpers"] + office.place.options)
            #expect(doctor.errors.contains("is being copied"))
            try await alone.release()
            await alone.close()
            let served = try await Office(reopening: office.place)
            await served.installation.database.close()
        }
    }

    @Test(arguments: Engine.tested)
    func `a copy that did not end leaves a target that nobody can serve`(engine: Engine) async throws {
        try await Office.with(.sqlite) { office in
            try await office.register("một")
            let stored = try #require(try await office.fileHashes().first)
            try FileManager.default.removeItem(atPath: office.path(of: stored))
            await office.installation.database.close()
            try await EmptyPlace.with(engine) { target in
                let broken = try await copy(office.place, to: target)
                #expect(broken.status == 1)
                #expect(broken.errors.contains(stored.description))
                await #expect(throws: InstallationHeld.unfinished) { _ = try await Office(reopening: target) }
                let again = try await copy(office.place, to: target)
                #expect(again.status == 1)
                #expect(again.errors.contains("is not empty"))
            }
        }
    }
}
