import Foundation

/// The built `lienthong`, for tests that need it as a process of its own.
public enum BuiltProgram {
    /// Beside the bundle of the tests.
    public static let path: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("lienthong").path
    }()
}
