import Dispatch
import Synchronization
import SystemPackage

@testable import Files

/// The real disk, on which something else happens once, in the middle of a file that is being written.
final class InterruptedDisk: FileSystem {
    typealias Interruption = @Sendable () async throws -> Void

    private struct State {
        var interruption: Interruption?
        var wasInterrupted = false
    }

    private let disk = DiskFileSystem()
    private let state = Mutex(State())

    /// Lets this happen before the next file is closed. It runs elsewhere, and the writer waits for it.
    func beforeClosing(_ interruption: @escaping Interruption) {
        state.withLock { $0.interruption = interruption }
    }

    var wasInterrupted: Bool { state.withLock { $0.wasInterrupted } }

    func close(_ file: FileDescriptor) throws {
        let interruption = state.withLock { state in
            defer { state.interruption = nil }
            state.wasInterrupted = state.wasInterrupted || state.interruption != nil
            return state.interruption
        }
        if let interruption {
            let done = DispatchSemaphore(value: 0)
            Task.detached {
                try? await interruption()
                done.signal()
            }
            done.wait()
        }
        try disk.close(file)
    }

    func create(_ path: FilePath) throws -> FileDescriptor { try disk.create(path) }

    func open(_ path: FilePath) throws -> FileDescriptor { try disk.open(path) }

    func write(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws -> Int {
        try disk.write(bytes, to: file)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor, at offset: Int64) throws -> Int {
        try disk.read(into: buffer, from: file, at: offset)
    }

    func sync(_ file: FileDescriptor) throws { try disk.sync(file) }

    func rename(_ path: FilePath, to target: FilePath) throws { try disk.rename(path, to: target) }

    func remove(_ path: FilePath) throws { try disk.remove(path) }

    func makeDirectory(_ path: FilePath) throws -> Bool { try disk.makeDirectory(path) }

    func syncDirectory(_ path: FilePath) throws { try disk.syncDirectory(path) }

    func status(_ path: FilePath) throws -> FileStatus? { try disk.status(path) }

    func names(in directory: FilePath) throws -> [String] { try disk.names(in: directory) }
}
