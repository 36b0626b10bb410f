import Directory
import Dispatch
import Synchronization

/// Hashes passwords apart from all other work: each takes 19 MiB and tens of milliseconds, so at most two run at once,
/// and when too many wait, the next is turned away. A flood of sign-ins cannot take the server down.
public final class PasswordHasher: Sendable {
    /// What hashing a password found out.
    struct Check: Sendable {
        let isRight: Bool
        /// The same password hashed with today's parameters, when it is right and was stored with others.
        let rehashed: String?
    }

    /// Too many passwords wait to be hashed.
    struct Busy: Error {}

    let parameters: Argon2Parameters
    private let queue: AsyncSlots
    private let threads = DispatchQueue(label: "lienthong.passwords", attributes: .concurrent)
    private let stranger: Result<PasswordHash, any Error>

    /// - Parameters:
    ///   - parameters: cheaper ones in tests.
    ///   - atOnce: how many are hashed at once.
    ///   - waiting: how many may wait.
    public init(_ parameters: Argon2Parameters = .standard, atOnce: Int = 2, waiting: Int = 64) {
        self.parameters = parameters
        queue = AsyncSlots(atOnce, waiting: waiting)
        stranger = Result { try PasswordHash(of: SecretToken().text, parameters) }
    }

    /// The PHC text of a password, to be stored.
    public func hash(_ password: String) async throws -> String {
        try await run { [parameters] in try PasswordHash(of: password, parameters).text }
    }

    /// Compares a password with what is stored; without anything stored the same work is done for nothing.
    func check(_ password: String, against stored: String?) async throws -> Check {
        try await run { [parameters, stranger] in
            // An account that only other systems vouch for has an empty one: to a stranger it looks like no account.
            let known = stored.flatMap { $0.isEmpty ? nil : PasswordHash(stored: $0) }
            let hash = try known ?? stranger.get()
            guard hash.matches(password), known != nil else { return Check(isRight: false, rehashed: nil) }
            if hash.isMade(with: parameters) { return Check(isRight: true, rehashed: nil) }
            return Check(isRight: true, rehashed: try PasswordHash(of: password, parameters).text)
        }
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard await queue.enter() else { throw Busy() }
        defer { queue.leave() }
        return try await withCheckedThrowingContinuation { continuation in
            threads.async { continuation.resume(with: Result { try work() }) }
        }
    }
}

/// So many may be inside at once, so many may wait.
final class AsyncSlots: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let limit: Int

    init(_ slots: Int, waiting limit: Int) {
        state = Mutex(State(free: slots))
        self.limit = limit
    }

    /// How many wait now.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// - Returns: false when too many wait already.
    func enter() async -> Bool {
        var isAdmitted = true
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state -> Bool in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                isAdmitted = state.waiting.count < limit
                if isAdmitted { state.waiting.append(continuation) }
                return !isAdmitted
            }
            if goesOn { continuation.resume() }
        }
        return isAdmitted
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
