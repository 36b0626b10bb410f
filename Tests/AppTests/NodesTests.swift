import Database
import Essentials
import Foundation
import TestSupport
import Testing

@testable import App

/// Several servers of one installation.
struct NodesTests {
    @Test func `servers that start at once in a new folder have the same secrets, and only they may read them`()
        async throws
    {
        try await TemporaryFolder.with { folder in
            for round in 0..<40 {
                let name = "web\(round).key"
                let secrets = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                    for _ in 0..<8 { group.addTask { try SecretFile.kept(in: folder.path, named: name) } }
                    return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
                }
                #expect(secrets.count == 1)
                let mode = try FileManager.default.attributesOfItem(atPath: folder.path(of: name))[.posixPermissions]
                #expect(mode as? Int == 0o600)
            }
        }
    }

    @Test func `a secret of another length is not overwritten`() async throws {
        try await TemporaryFolder.with { folder in
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: folder.path(of: "web.key")))
            #expect(throws: CocoaError.self) { try SecretFile.kept(in: folder.path, named: "web.key") }
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path(of: "web.key"))) == Data([1, 2, 3]))
        }
    }

    @Test(.enabled(if: Engine.tested.contains(.postgresql)))
    func `a server with a folder of its own is refused, one with the others' folder serves beside them`() async throws {
        try await TemporaryFolder.with { folder in
            try await TestDatabase.withEmptyLocation(.postgresql) { location in
                guard case .postgresql(let url, _) = location else { return }
                let first = try await Installation.open(folder: folder.path(of: "a"), database: url)
                _ = try await House(first)
                let second = try await Installation.open(folder: folder.path(of: "a"), database: url)
                _ = try await House(second)
                let stray = try await Installation.open(folder: folder.path(of: "b"), database: url)
                let refusal = await #expect(throws: NodesDisagree.self) { _ = try await House(stray) }
                #expect(refusal?.fact == .folder)
                for installation in [first, second, stray] { await installation.database.close() }
            }
        }
    }
}
