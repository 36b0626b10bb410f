public import Foundation

/// A folder that lives as long as the closure it is given to.
public struct TemporaryFolder: Sendable {
    /// Where it is.
    public let url: URL

    /// Where it is, as a path without a slash at its end.
    public var path: String { url.path }

    /// The path of something in it.
    public func path(of name: String) -> String {
        url.appendingPathComponent(name).path
    }

    /// Makes an empty folder, and removes it with all that is in it after the closure, whatever happens there.
    public static func with<Value>(_ body: (TemporaryFolder) async throws -> Value) async throws -> Value {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        return try await body(folder)
    }

    /// For what must outlive a closure; whoever makes it removes it.
    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("lienthong-test-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
