import Dispatch
import Essentials
import Foundation
import Logging
import PDFStructure
import Signing
import Synchronization

/// Judges the files of strangers, one after another and apart from the threads that serve requests: a hostile file costs
/// those who use this page some seconds, and nobody else anything.
final class VerificationDesk: Sendable {
    /// Too many files wait to be judged.
    struct Busy: Error {}

    /// The most bytes a file may have.
    static let largestFile = 20 << 20

    let trust: SignatureTrust
    private let known = KnownSignatures()
    private let queue = DispatchQueue(label: "lienthong.verification")
    private let inside = Mutex(0)
    private let most: Int
    private let logger: Logger

    /// - Parameter most: how many files may be in memory at once, the one that is judged among them.
    init(_ trust: SignatureTrust, most: Int = 4, logger: Logger) {
        self.trust = trust
        self.most = most
        self.logger = logger
    }

    /// What is said of a file.
    ///
    /// - Parameter read: gives its bytes, once there is room for them.
    /// - Throws: `Busy`, or what `read` throws.
    func report(at now: Instant, on read: () async throws -> [UInt8]) async throws -> DocumentReport {
        try enter()
        defer { inside.withLock { $0 -= 1 } }
        let bytes = try await read()
        return await withCheckedContinuation { continuation in
            queue.async { [self] in
                continuation.resume(returning: DocumentVerifier(policy(at: now)).report(on: bytes))
            }
        }
    }

    private func enter() throws {
        try inside.withLock { count in
            guard count < most else { throw Busy() }
            count += 1
        }
    }

    private func policy(at now: Instant) -> VerificationPolicy {
        var policy = VerificationPolicy(anchors: trust.roots, now: now)
        policy.limits = Self.limits
        policy.known = known
        policy.evidence.lists = trust.listFiles.compactMap { path in
            if let bytes = FileManager.default.contents(atPath: path) { return Array(bytes) }
            logger.warning("a revocation list cannot be read", metadata: ["file": "\(path)"])
            return nil
        }
        return policy
    }

    /// Narrower than those for files of our own people: an honest document stays far below them.
    private static var limits: PDFLimits {
        var limits = PDFLimits()
        limits.bytes = largestFile
        limits.objects = 100_000
        limits.revisions = 24
        limits.inflatedBytes = 64 << 20
        return limits
    }
}
