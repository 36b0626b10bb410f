import Database
import Essentials
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Files

/// Every call to the disk fails once, and the power goes before every call: nothing is half accepted, and the next try
/// on a healthy disk succeeds.
struct DiskFaultTests {
    static let letter = Samples.text("Kính gửi: Sở Nội vụ\n")

    @Test(arguments: [Errno.ioError, .noSpace])
    func `whichever call fails, a file is accepted whole or not at all`(errno: Errno) async throws {
        let disk = FaultyDisk()
        try await StoreHouse.with(.sqlite, disk: disk) { house in
            var calls = 0
            var failed: Set<String> = []
            while calls < 200 {
                disk.fail(at: calls, with: errno)
                let bytes = Self.letter + Samples.text("\(errno) \(calls)")
                let outcome = await house.accepting(bytes)
                let name = disk.failed
                disk.heal()
                guard let name else { break }
                failed.insert(name)
                if case .success(let file) = outcome {
                    // Only what is done for tidiness may fail without anybody being told.
                    #expect(try await house.store.open(file).bytes() == bytes, "\(name), call \(calls)")
                } else {
                    #expect(try await house.count("file") == calls - calls, "\(name), call \(calls)")
                }
                let mended = try await house.stored(bytes, name: "a.txt")
                #expect(try await house.store.open(mended).bytes() == bytes, "\(name), call \(calls)")
                #expect(try await house.store.verify().isSound)
                try await house.clear()
                calls += 1
            }
            #expect(
                failed.isSuperset(of: ["create", "write", "sync", "close", "syncDirectory", "open", "read", "rename"]))
            house.clock.advance(seconds: 25 * 3600)
            try await house.store.sweep()
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test func `a full disk is told to the sender, and reading goes on`() async throws {
        let disk = FaultyDisk()
        try await StoreHouse.with(.sqlite, disk: disk) { house in
            let stored = try await house.stored(Self.letter, name: "a.txt")
            disk.fail(at: 1, with: .noSpace)
            await #expect(throws: FileRefusal.noSpace) {
                try await house.store.receive(bytes: Self.letter, name: "b.txt", by: Samples.clerk)
            }
            #expect(disk.failed == "write")
            #expect(house.files(in: "spool").isEmpty)
            #expect(try await house.store.open(stored).bytes() == Self.letter)
        }
    }

    @Test(arguments: Engine.tested)
    func `before the disk is full no new file is taken, and reading goes on`(engine: Engine) async throws {
        try await StoreHouse.with(engine) { house in
            let stored = try await house.stored(Self.letter, name: "a.txt")
            let free = Mutex(Int64(999))
            let store = try FileStore(
                directory: house.folder.path(of: "data"), database: house.database, files: DiskFileSystem(),
                tools: FileTools(), reserve: 1000
            ) { _ in DiskSpace(free: free.withLock { $0 }, total: 5000) }
            await #expect(throws: FileRefusal.reserveReached) {
                try await store.receive(bytes: Self.letter, name: "b.txt", by: Samples.clerk)
            }
            #expect(house.files(in: "spool").isEmpty)
            #expect(try await store.open(stored).bytes() == Self.letter)
            free.withLock { $0 = 1000 }
            _ = try await store.receive(bytes: Self.letter, name: "b.txt", by: Samples.clerk)
            #expect(house.files(in: "spool").count == 1)
        }
    }

    @Test func `the room on a disk is seen, and that of no folder is not`() throws {
        let space = try #require(DiskSpace(at: "/"))
        #expect(space.total > 0 && space.free >= 0 && space.free <= space.total)
        #expect(DiskSpace(at: "/no/such/folder") == nil)
    }

    @Test func `after a failed fsync the bytes are thrown away, not synced again`() async throws {
        let disk = FaultyDisk()
        try await StoreHouse.with(.sqlite, disk: disk) { house in
            disk.fail(at: 2, with: .ioError)
            await #expect(throws: FileFault.disk("sync: Input/output error")) {
                try await house.store.receive(bytes: Self.letter, name: "b.txt", by: Samples.clerk)
            }
            #expect(disk.failed == "sync")
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `the power may go before any call: what the database knows is there, whole`(engine: Engine) async throws {
        try await forEachCall(engine, Self.cutPower)
    }

    @Test func `a call may fail, and the power go after the next try: what the database knows is there`() async throws {
        try await forEachCall(.sqlite) { number, house, disk in
            disk.fail(at: number)
            _ = await house.accepting(Self.letter)
            let isLast = disk.calls <= number
            disk.heal()
            let file = try await house.stored(Self.letter, name: "a.txt")
            disk.restart()
            let restarted = try house.reopened(on: disk)
            #expect(try await restarted.open(file).bytes() == Self.letter, "call \(number) failed")
            return isLast
        }
    }

    /// Runs a scenario once for each call to the disk it makes, until it says that there were no more.
    private func forEachCall(
        _ engine: Engine, _ scenario: (Int, StoreHouse, ForgetfulDisk) async throws -> Bool
    ) async throws {
        let clock = ManualClock(StoreHouse.start)
        for call in 0..<60 {
            let isLast = try await TemporaryFolder.with { folder in
                let path = folder.path(of: "data")
                let disk = ForgetfulDisk(root: path)
                return try await TestDatabase.withMigrated(engine, StoreHouse.migrations, clock: clock.clock) {
                    database in
                    let store = try FileStore(directory: path, database: database, files: disk, tools: FileTools())
                    let house = StoreHouse(store: store, database: database, clock: clock, folder: folder)
                    return try await scenario(call, house, disk)
                }
            }
            if isLast { return }
        }
        Issue.record("the scenario needs more than 60 calls")
    }

    /// - Returns: whether everything was done before the power went.
    private static func cutPower(at cut: Int, _ house: StoreHouse, _ disk: ForgetfulDisk) async throws -> Bool {
        disk.cutPower(at: cut)
        let outcome = await house.accepting(letter)
        let isLast = disk.calls <= cut
        disk.restart()
        let restarted = try house.reopened(on: disk)
        let report = try await restarted.verify()
        #expect(report.isSound, "cut before call \(cut)")
        if case .success(let file) = outcome {
            #expect(try await restarted.open(file).bytes() == letter, "cut before call \(cut)")
        } else {
            #expect(report.checked == 0, "cut before call \(cut)")
            #expect(!isLast)
        }
        let waiting = try await house.database.read {
            try $0.all("SELECT \(InspectedFile.columns) FROM spool_entry", as: InspectedFile.self)
        }
        for file in waiting {
            #expect(try await restarted.open(file).bytes() == letter, "cut before call \(cut)")
        }
        return isLast
    }
}

extension StoreHouse {
    /// The whole way of a file, from its first byte into the store.
    fileprivate func accepting(_ bytes: [UInt8]) async -> Result<StoredFile, any Error> {
        do {
            return .success(try await stored(bytes, name: "a.txt"))
        } catch {
            return .failure(error)
        }
    }

    /// Forgets what the store holds.
    fileprivate func clear() async throws {
        try await database.write { db in
            for table in ["file_text", "file"] as [SQL] { try db.execute("DELETE FROM \(table)") }
        }
    }
}
