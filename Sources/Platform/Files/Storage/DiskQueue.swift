import Dispatch

/// Threads that may wait for the disk, apart from those that serve requests: an fsync on a slow disk takes a second,
/// and nobody else is to wait for it.
package enum DiskQueue {
    static let shared = DispatchQueue(label: "files", attributes: .concurrent)

    package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            shared.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}

/// Runs an actor on the disk's threads.
final class DiskExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "files.upload", target: DiskQueue.shared)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
