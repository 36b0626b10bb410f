import Essentials
import Files
import Foundation
import Logging
import Signing
import Synchronization

/// Has the files of strangers judged, one after another, each by a process of its own (`lienthong verify`) that is held to
/// limits of time and memory: whatever a file does to those who read it, it does to nobody else.
final class VerificationDesk: Sendable {
    /// Too many files wait to be judged.
    struct Busy: Error {}

    /// The most bytes a file may have.
    static let largestFile = 20 << 20

    let trust: SignatureTrust
    private let files: FileStore
    private let judge: BoundedProgram
    private let inside = Mutex(0)
    private let most: Int
    private let logger: Logger

    /// - Parameters:
    ///   - judge: `lienthong`, held to limits.
    ///   - most: how many files may wait, the one that is judged among them.
    init(_ trust: SignatureTrust, files: FileStore, judge: BoundedProgram, most: Int, logger: Logger) {
        self.trust = trust
        self.files = files
        self.judge = judge
        self.most = most
        self.logger = logger
    }

    /// What is said of a file.
    ///
    /// - Throws: `Busy`; `FileRefusal.notCheckable` when it took more than it may.
    func report(on file: UploadedFile, at now: Instant) async throws -> WrittenReport {
        try enter()
        defer { inside.withLock { $0 -= 1 } }
        guard let answer = try await files.answer(of: judge, arguments(at: now), about: file) else {
            throw FileRefusal.notCheckable
        }
        return try WrittenReport(json: answer.output)
    }

    private func enter() throws {
        try inside.withLock { count in
            guard count < most else { throw Busy() }
            count += 1
        }
    }

    private func arguments(at now: Instant) -> [String] {
        var arguments = ["verify", "--json", "--at", now.description]
        for root in trust.rootFiles { arguments += ["--trust", root] }
        for list in trust.listFiles {
            if FileManager.default.isReadableFile(atPath: list) {
                arguments += ["--crl", list]
            } else {
                logger.warning("a revocation list cannot be read", metadata: ["file": "\(list)"])
            }
        }
        return arguments
    }
}
