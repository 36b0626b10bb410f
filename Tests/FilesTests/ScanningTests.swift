import Database
import Essentials
import Foundation
import Journal
import TestSupport
import Testing

@testable import Files

/// Against the real daemon, with one signature: that of the EICAR test file.
@Suite(.serialized) struct ScanningTests {
    /// The harmless file that every scanner calls a virus (eicar.org), put together here so that no scanner finds it in
    /// the source.
    private static let eicar = Samples.text(
        ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-", "TEST-FILE!$H+H*"].joined())
    private static let letter = Samples.text("Kính gửi: Sở Nội vụ\n")
    private static let kinds: Set<MediaType> = [.plainText, .pdf]

    @Test(arguments: Engine.tested)
    func `a clean file passes the scanner`(engine: Engine) async throws {
        try await ClamAVDaemon.with { daemon in
            try await StoreHouse.with(engine, scanner: daemon.scanner) { house in
                let file = try await house.inspected(Self.letter, name: "thư.txt", accepting: Self.kinds)
                #expect(!file.awaitsScan)
                #expect(try await house.accept(file).hash == file.hash)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `malware is refused by name, wiped, and written down`(engine: Engine) async throws {
        try await ClamAVDaemon.with { daemon in
            try await StoreHouse.with(engine, scanner: daemon.scanner) { house in
                let refusal = try await #require(throws: FileRefusal.self) {
                    try await house.inspected(Self.eicar, name: "thư.txt", accepting: Self.kinds)
                }
                guard case .malware(let name) = refusal else {
                    Issue.record("refused for something else: \(refusal)")
                    return
                }
                #expect(name.contains("EICAR"))
                #expect(house.files(in: "spool").isEmpty)
                let (entries, kinds) = (try await house.count("spool_entry"), try await house.kindsOfEvents())
                #expect(entries == 0)
                #expect(kinds == [MalwareRefused.kind])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `while the scanner is down a file waits and cannot be used; then it can`(engine: Engine) async throws {
        try await ClamAVDaemon.with { daemon in
            try await StoreHouse.with(engine, scanner: daemon.scanner) { house in
                daemon.stop()
                let file = try await house.inspected(Self.letter, name: "thư.txt", accepting: Self.kinds)
                #expect(file.awaitsScan)
                await #expect(throws: FileRefusal.awaitsScan) { try await house.accept(file) }
                await #expect(throws: FileRefusal.awaitsScan) { try await house.store.settle(file) }
                await #expect(throws: FileRefusal.awaitsScan) { _ = try await house.store.open(file) }
                await #expect(throws: FileRefusal.awaitsScan) { _ = try await house.store.text(of: file) }
                #expect(try await house.store.scanWaiting() == 0)
                #expect(house.files(in: "files").isEmpty)

                try await daemon.start()
                #expect(try await house.store.scanWaiting() == 1)
                let scanned = try #require(try await house.waiting(file.id))
                #expect(!scanned.awaitsScan)
                #expect(try await house.accept(scanned).hash == file.hash)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `malware that came while the scanner was down is found later and never used`(engine: Engine) async throws {
        try await ClamAVDaemon.with { daemon in
            try await StoreHouse.with(engine, scanner: daemon.scanner) { house in
                daemon.stop()
                let file = try await house.inspected(Self.eicar, name: "thư.txt", accepting: Self.kinds)
                try await daemon.start()
                #expect(try await house.store.scanWaiting() == 1)
                #expect(try await house.waiting(file.id) == nil)
                #expect(house.files(in: "spool").isEmpty)
                #expect(try await house.kindsOfEvents() == [MalwareRefused.kind])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `malware that two servers find at once is written down once`(engine: Engine) async throws {
        try await StoreHouse.with(engine, scanner: VirusScanner("unix:/nowhere/clamd.ctl")) { house in
            let file = try await house.inspected(Self.letter, name: "thư.txt", accepting: Self.kinds)
            let other = try house.reopened(on: DiskFileSystem())
            try await house.store.refuse(file, for: "EICAR")
            try await other.refuse(file, for: "EICAR")
            #expect(try await house.kindsOfEvents() == [MalwareRefused.kind])
            #expect(house.files(in: "spool").isEmpty)
        }
    }

    @Test func `a file larger than the scanner takes waits, and the log says why`() async throws {
        try await ClamAVDaemon.with(streamLimit: 1024) { daemon in
            try await StoreHouse.with(.sqlite, scanner: daemon.scanner) { house in
                let long = Samples.text(String(repeating: "Kính gửi Sở Nội vụ. ", count: 20_000))
                let file = try await house.inspected(long, name: "thư.txt", accepting: Self.kinds)
                #expect(file.awaitsScan)
                #expect(try await house.store.scanWaiting() == 0)
            }
        }
    }

    @Test(arguments: [
        ("stream: OK", VirusScanner.Verdict?.some(.clean)),
        ("stream: Win.Test.EICAR_HDB-1 FOUND", .infected("Win.Test.EICAR_HDB-1")),
        ("stream: A B FOUND", .infected("A B")),
        ("INSTREAM size limit exceeded. ERROR", nil),
        ("UNKNOWN COMMAND", nil),
        ("", nil),
    ])
    func `what the scanner says is read strictly`(answer: String, verdict: VirusScanner.Verdict?) {
        #expect((try? VirusScanner.verdict(answer)) == verdict)
    }

    @Test(arguments: ["", "clamd", "unix:", "unix:clamd.ctl", "tcp:3310", "tcp::3310", "tcp:localhost:99999"])
    func `an address of neither form is refused`(address: String) {
        #expect(VirusScanner(address) == nil)
    }

    @Test func `a scanner may listen on a port`() throws {
        let scanner = try #require(VirusScanner("tcp:localhost:3310"))
        #expect(scanner.address == .tcp(host: "localhost", port: 3310))
    }
}

/// A daemon of the test's own.
final class ClamAVDaemon {
    let scanner: VirusScanner
    private let folder: TemporaryFolder
    private var process: Process?

    static func with(
        streamLimit: Int = 10_485_760, _ body: (ClamAVDaemon) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let daemon = try ClamAVDaemon(in: folder, streamLimit: streamLimit)
            try await daemon.start()
            defer { daemon.stop() }
            try await body(daemon)
        }
    }

    private init(in folder: TemporaryFolder, streamLimit: Int) throws {
        self.folder = folder
        scanner = try #require(VirusScanner("unix:" + folder.path(of: "clamd.ctl")))
        let signatures = folder.url.appendingPathComponent("signatures")
        try FileManager.default.createDirectory(at: signatures, withIntermediateDirectories: false)
        // Name, any kind of file, from the first byte: `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!`.
        let hexadecimal = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!".utf8.map { String($0, radix: 16) }.joined()
        try "Test.EICAR:0:*:\(hexadecimal)\n".write(
            to: signatures.appendingPathComponent("test.ndb"), atomically: false, encoding: .utf8)
        try """
        LocalSocket \(folder.path(of: "clamd.ctl"))
        DatabaseDirectory \(signatures.path)
        Foreground yes
        StreamMaxLength \(streamLimit)
        FixStaleSocket yes

        """.write(to: folder.url.appendingPathComponent("clamd.conf"), atomically: false, encoding: .utf8)
    }

    /// Returns when it has said that it listens.
    func start() async throws {
        let (process, output) = (Process(), Pipe())
        // Into a pipe it would say nothing before it has said 4 KB.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/stdbuf")
        process.arguments = ["-oL", "/usr/sbin/clamd", "--config-file=" + folder.path(of: "clamd.conf")]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        let handle = output.fileHandleForReading
        let listens = try await DiskQueue.run {
            var said = Data()
            while true {
                // `read(upToCount:)` would wait for all of it.
                let more = handle.availableData
                if more.isEmpty { return false }
                said += more
                if String(decoding: said, as: UTF8.self).contains("Self checking") { return true }
            }
        }
        try #require(listens, "clamd ended before it listened")
        try await DiskQueue.run { [scanner] in try scanner.ping() }
    }

    func stop() {
        process?.terminate()
        process?.waitUntilExit()
        process = nil
    }
}
