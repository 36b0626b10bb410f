import Glibc
import Subprocess
import SystemPackage

/// A program of the system, run on a file that a stranger sent: bounded in time, memory, processor and output, in a
/// session of its own so that nothing it started outlives it.
struct BoundedTool: Sendable {
    struct Limits: Sendable {
        /// Bytes of address space.
        var memory = 1 << 30
        /// Seconds of processor time.
        var processor = 30
        /// Time on the wall: a program that waits uses no processor.
        var wall: Duration = .seconds(60)
        /// Bytes of output; the rest is not read.
        var output = 1 << 20
    }

    enum Outcome: Sendable {
        case exited(Int32, output: [UInt8], errors: String)
        /// It said more than is wanted; this is the beginning.
        case saidTooMuch([UInt8])
        /// Killed by a limit, or by what it ran into.
        case died(signal: Int32)
        case tookTooLong
    }

    let path: String
    var limits = Limits()
    var gate = ToolGate.shared

    /// - Throws: `FileFault.tool` when the program is not there.
    func callAsFunction(_ arguments: [String]) async throws -> Outcome {
        guard access(path, X_OK) == 0 else { throw FileFault.tool("\(path) is not installed") }
        return try await gate.withPlace { try await bounded(arguments) }
    }

    private func bounded(_ arguments: [String]) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { try await run(arguments) }
            group.addTask { [wall = limits.wall] in
                try await Task.sleep(for: wall)
                return .tookTooLong
            }
            // Leaving the group waits for the other task, so the program is gone when this returns.
            defer { group.cancelAll() }
            return try await group.next() ?? .tookTooLong
        }
    }

    private func run(_ arguments: [String]) async throws -> Outcome {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = Self.teardown
        let bounds = ["--as=\(limits.memory)", "--cpu=\(limits.processor)", "--core=0", "--nofile=64", "--", path]
        let result = try await Subprocess.run(
            .path("/usr/bin/prlimit"), arguments: Arguments(bounds + arguments),
            environment: .custom(["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]), workingDirectory: "/",
            platformOptions: options, input: .none, output: .sequence, error: .string(limit: 256 * 1024)
        ) { execution in
            let collected = try await collect(execution.standardOutput)
            if collected.isCut { await execution.teardown(using: Self.teardown) }
            return collected
        }
        let collected = result.closureResult
        if collected.isCut { return .saidTooMuch(collected.bytes) }
        switch result.terminationStatus {
        case .exited(let code): return .exited(code, output: collected.bytes, errors: result.standardError)
        case .signaled(let signal): return .died(signal: signal)
        }
    }

    private static let teardown: [TeardownStep] = [
        .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))
    ]

    private func collect(
        _ output: some AsyncSequence<SubprocessOutputSequence.Buffer, any Error>
    ) async throws -> (bytes: [UInt8], isCut: Bool) {
        var bytes: [UInt8] = []
        for try await buffer in output {
            buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
            if bytes.count > limits.output { return (Array(bytes.prefix(limits.output)), true) }
        }
        return (bytes, false)
    }
}

/// Lets only so many programs run at once; the rest wait in line, so that a hundred uploads do not become a hundred
/// processes.
actor ToolGate {
    static let shared = ToolGate(places: 3)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) {
        free = places
    }

    nonisolated func withPlace<Value>(_ body: () async throws -> Value) async throws -> Value {
        await take()
        do {
            let value = try await body()
            await giveBack()
            return value
        } catch {
            await giveBack()
            throw error
        }
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
