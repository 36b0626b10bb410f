import Database
import Directory
import Essentials
import Journal
import SignIn
import TestSupport
import Testing

@testable import App

/// What an installation is known by.
struct InstallationTests {
    private func keyName(in folder: String) async throws -> String {
        let installation = try await Installation.open(folder: folder)
        await installation.database.close()
        return installation.journalKey.verifier.name
    }

    @Test func `every installation's journal has a name of its own, and keeps it`() async throws {
        try await TemporaryFolder.with { folder in
            let first = try await keyName(in: folder.path(of: "a"))
            let second = try await keyName(in: folder.path(of: "b"))
            #expect(first.hasPrefix("lienthong/"))
            #expect(first != second)
            #expect(try await keyName(in: folder.path(of: "a")) == first)
        }
    }

    @Test func `a journal that was begun under the common name goes on under it`() async throws {
        try await TemporaryFolder.with { folder in
            let old = try JournalKeyFile(directory: folder.path(of: "a")).loadOrCreate(name: "lienthong")
            let installation = try await Installation.open(folder: folder.path(of: "a"))
            #expect(installation.journalKey.verifier == old.verifier)
            let now = installation.database.clock.now()
            try await installation.database.write { db in
                try DefaultRoles.install(Roles.permissions, at: now, in: db)
                _ = try FirstRun.makeAdministrator(
                    .init(province: "Tỉnh An Hải", name: "Quản Trị", username: "quantri", password: ""), "-",
                    address: nil, at: now, in: db)
            }
            let sealer = Sealer(database: installation.database, key: installation.journalKey)
            try await sealer.sealAll()
            _ = try await sealer.checkpoint()
            let report = try await installation.database.verifyJournal(key: old.verifier)
            #expect(report.finding == nil)
            let signed: String? = try await installation.database.read { db in
                try db.value("SELECT note FROM journal_checkpoint ORDER BY size DESC LIMIT 1")
            }
            #expect(signed?.hasPrefix("lienthong\n") == true)
            await installation.database.close()
        }
    }
}
