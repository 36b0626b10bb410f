import Essentials
import Foundation
import Testing

@testable import Files

struct FileHashTests {
    @Test func `a hash reads what it writes`() throws {
        let hash = try #require(FileHash(bytes: (0..<32).map { UInt8($0 * 8) }))
        #expect(FileHash(hash.description) == hash)
        #expect(hash.description.count == 64)
        let decoded = try JSONDecoder().decode(FileHash.self, from: try JSONEncoder().encode(hash))
        #expect(decoded == hash)
    }

    @Test(arguments: ["", "ab", String(repeating: "AB", count: 32), String(repeating: "g", count: 64)])
    func `what is no lower-case SHA-256 is none`(text: String) {
        #expect(FileHash(text) == nil)
    }
}
