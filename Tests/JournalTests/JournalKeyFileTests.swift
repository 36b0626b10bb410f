import Foundation
import Journal
import TestSupport
import Testing

@Suite struct JournalKeyFileTests {
    @Test func `a key is made once and then stays`() async throws {
        try await TemporaryFolder.with { folder in
            let file = JournalKeyFile(directory: folder.path(of: "keys"))
            #expect(try file.load() == nil)
            #expect(try file.loadVerifier() == nil)
            let key = try file.loadOrCreate(name: "lienthong.example/journal")
            #expect(try file.loadOrCreate(name: "another").verifier == key.verifier)
            #expect(try file.load()?.secretText == key.secretText)
            #expect(try file.loadVerifier() == key.verifier)
        }
    }

    @Test func `only its owner may read the secret key, and everybody the public one`() async throws {
        try await TemporaryFolder.with { folder in
            _ = try JournalKeyFile(directory: folder.path).loadOrCreate(name: "a")
            #expect(try Self.mode(folder.path(of: "journal.key")) == 0o600)
            #expect(try Self.mode(folder.path(of: "journal.pub")) == 0o644)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                    "journal.key", "journal.pub",
                ])
            let text = try String(contentsOfFile: folder.path(of: "journal.pub"), encoding: .utf8)
            #expect(JournalVerifierKey(text: String(text.dropLast())) != nil)
        }
    }

    @Test func `a secret key that others may read is not used`() async throws {
        try await TemporaryFolder.with { folder in
            let file = JournalKeyFile(directory: folder.path)
            _ = try file.loadOrCreate(name: "a")
            let path = folder.path(of: "journal.key")
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            #expect(throws: JournalKeyFileError.readableByOthers(path)) { try file.loadOrCreate(name: "a") }
        }
    }

    @Test(arguments: ["", "nonsense", "PRIVATE+KEY+a+00000000+AAAA"])
    func `a damaged secret key is neither used nor overwritten`(content: String) async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path(of: "journal.key")
            #expect(
                FileManager.default.createFile(
                    atPath: path, contents: Data(content.utf8), attributes: [.posixPermissions: 0o600]))
            #expect(throws: JournalKeyFileError.damaged(path)) {
                try JournalKeyFile(directory: folder.path).loadOrCreate(name: "a")
            }
            let left = try String(contentsOfFile: path, encoding: .utf8)
            #expect(left == content)
            #expect(!FileManager.default.fileExists(atPath: folder.path(of: "journal.pub")))
        }
    }

    @Test func `a lost secret key is not replaced by a new one under the old name`() async throws {
        try await TemporaryFolder.with { folder in
            let file = JournalKeyFile(directory: folder.path)
            let key = try file.loadOrCreate(name: "a")
            let path = folder.path(of: "journal.key")
            try FileManager.default.removeItem(atPath: path)
            #expect(throws: JournalKeyFileError.secretIsGone(path)) { try file.loadOrCreate(name: "a") }
            #expect(try file.loadVerifier() == key.verifier)
        }
    }

    @Test func `a public key of another secret key is noticed, and a lost one written again`() async throws {
        try await TemporaryFolder.with { folder in
            let file = JournalKeyFile(directory: folder.path)
            let key = try file.loadOrCreate(name: "a")
            let path = folder.path(of: "journal.pub")
            try (JournalKey(name: "a").verifier.text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: JournalKeyFileError.doNotBelongTogether(path)) { try file.load() }
            try FileManager.default.removeItem(atPath: path)
            #expect(try file.load()?.verifier == key.verifier)
            #expect(try file.loadVerifier() == key.verifier)
        }
    }

    @Test func `servers that start together get one key`() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path(of: "keys")
            let keys = try await withThrowingTaskGroup(of: JournalVerifierKey.self) { group in
                for _ in 0..<16 {
                    group.addTask { try JournalKeyFile(directory: path).loadOrCreate(name: "a").verifier }
                }
                return try await group.reduce(into: Set<JournalVerifierKey>()) { $0.insert($1) }
            }
            #expect(keys.count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 2)
        }
    }

    @Test func `a name that no note could carry makes no file`() async throws {
        try await TemporaryFolder.with { folder in
            #expect(throws: JournalKeyError.name("a b")) {
                try JournalKeyFile(directory: folder.path).loadOrCreate(name: "a b")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty)
        }
    }

    private static func mode(_ path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }
}
