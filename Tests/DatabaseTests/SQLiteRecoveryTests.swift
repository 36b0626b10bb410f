import Foundation
import TestSupport
import Testing

@testable import Database

/// What becomes of an embedded database whose disk or process failed.
struct SQLiteRecoveryTests {
    private func sizeOfLog(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "-wal")
        return (attributes[.size] as? NSNumber)?.intValue ?? -1
    }

    @Test func `what was recovered from the log is written anew, for the disk may not have it`() async throws {
        try await TemporaryFolder.with { folder in
            let (path, copy) = (folder.path(of: "a.sqlite"), folder.path(of: "b.sqlite"))
            try await TestDatabase.withOpen(.sqlite(path: path)) { database in
                try await database.migrate(Sample.migrations)
                try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                // As a killed process leaves it.
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
                }
            }
            #expect(try sizeOfLog(copy) > 0)
            let transactions = try SQLiteTransactions(path: copy)
            #expect(try sizeOfLog(copy) == 0)
            let kept = try await transactions.run(.briefRead) { try $0.rows("SELECT id FROM shelf", []).count }
            #expect(kept == 1)
            await transactions.close()
        }
    }

    @Test func `opening beside a program that is at work waits for nothing`() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path(of: "a.sqlite")
            try await TestDatabase.withOpen(.sqlite(path: path)) { database in
                try await database.migrate(Sample.migrations)
                let gate = Gate()
                async let reading: Int? = database.read(lasting: .long) { db in
                    let count = try db.value("SELECT count(*) FROM shelf", as: Int.self)
                    gate.reach(.reading)
                    gate.await(.first)
                    return count
                }
                await gate.reached(.reading)
                try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                let other = try SQLiteTransactions(path: path)
                gate.reach(.first)
                #expect(try await reading == 0)
                await other.close()
            }
        }
    }

    /// SQLite's numbers: IOERR_FSYNC, IOERR_DIR_FSYNC.
    @Test(arguments: [Int32(1034), 1290])
    func `after a failed fsync nothing is written or read any more, and who watches is told`(code: Int32) async throws {
        let trust = DiskTrust()
        async let told = trust.loss()
        #expect(trust.isLost(withCode: code, "disk I/O error"))
        #expect(await told?.contains("the disk did not keep") == true)
        #expect(await trust.loss() != nil)
        let error = #expect(throws: DatabaseError.self) { try trust.check() }
        #expect(error?.isUnavailable == true)
    }

    /// BUSY, FULL, IOERR_READ, IOERR_WRITE.
    @Test(arguments: [Int32(5), 13, 266, 778])
    func `other failures are the write's own`(code: Int32) throws {
        let trust = DiskTrust()
        #expect(!trust.isLost(withCode: code, ""))
        try trust.check()
    }

    @Test func `who watches stops watching when told to`() async {
        let watching = Task { await DiskTrust().loss() }
        watching.cancel()
        #expect(await watching.value == nil)
    }
}
