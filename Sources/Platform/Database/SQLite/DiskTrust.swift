import GRDB
import Synchronization

/// Whether the disk under the embedded database has kept what it was told to keep.
///
/// After a failed fsync the system may have dropped the very pages it could not write and call them clean: a second fsync
/// would then succeed over a hole. So nothing is written or read any more; the process ends, and the next one recovers
/// from what the disk really has ("Can Applications Recover from fsync Failures?", ATC 2020).
final class DiskTrust: Sendable {
    private let state = Mutex(State())

    private struct State {
        var failure: String?
        var waiting: [Int: CheckedContinuation<String?, Never>] = [:]
        var next = 0
    }

    /// What is said when it was lost; nil while it is there.
    var failure: String? { state.withLock { $0.failure } }

    /// - Throws: `DatabaseError.unavailable` once it was lost.
    func check() throws {
        if let failure { throw DatabaseError.unavailable(failure) }
    }

    /// Looks whether an error is one after which nothing can be trusted.
    /// - Returns: whether it is.
    func isLost(with error: any Error) -> Bool {
        guard let error = error as? GRDB.DatabaseError else { return false }
        return isLost(withCode: error.extendedResultCode.rawValue, error.message ?? "fsync")
    }

    /// - Parameter code: SQLite's own number of what happened.
    func isLost(withCode code: Int32, _ message: String) -> Bool {
        let fatal = [ResultCode.SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC].map(\.rawValue)
        guard fatal.contains(code) else { return false }
        lose("the disk did not keep what it was told to keep (\(message)); the server must be started again")
        return true
    }

    /// Waits until it is lost.
    /// - Returns: why; nil when the task was cancelled.
    func loss() async -> String? {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: String?? = state.withLock { state in
                    if let failure = state.failure { return failure }
                    if Task.isCancelled { return .some(nil) }
                    state.waiting[number] = continuation
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }

    private func lose(_ failure: String) {
        let waiting = state.withLock { state in
            if state.failure == nil { state.failure = failure }
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume(returning: failure) }
    }
}
