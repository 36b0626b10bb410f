import Synchronization
import SystemPackage

@testable import Files

/// The real disk, on which one call fails: the n-th since it was armed.
final class FaultyDisk: FileSystem {
    private struct State {
        var calls = 0
        var failing: Int?
        var errno = Errno.ioError
        var failed: String?
    }

    private let disk = DiskFileSystem()
    private let state = Mutex(State())

    /// Lets call `number` (from 0) fail from now on.
    func fail(at number: Int, with errno: Errno) {
        state.withLock { $0 = State(failing: number, errno: errno) }
    }

    func heal() {
        state.withLock { $0 = State() }
    }

    /// Which call failed, if it was reached.
    var failed: String? { state.withLock { $0.failed } }

    private func pass(_ name: String) throws {
        try state.withLock { state in
            defer { state.calls += 1 }
            if state.calls == state.failing {
                state.failed = name
                throw state.errno
            }
        }
    }

    func create(_ path: FilePath) throws -> FileDescriptor {
        try pass("create")
        return try disk.create(path)
    }

    func open(_ path: FilePath) throws -> FileDescriptor {
        try pass("open")
        return try disk.open(path)
    }

    func write(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws -> Int {
        try pass("write")
        return try disk.write(bytes, to: file)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor, at offset: Int64) throws -> Int {
        try pass("read")
        return try disk.read(into: buffer, from: file, at: offset)
    }

    func sync(_ file: FileDescriptor) throws {
        try pass("sync")
        try disk.sync(file)
    }

    func close(_ file: FileDescriptor) throws {
        // A descriptor is gone even when closing it fails.
        try disk.close(file)
        try pass("close")
    }

    func rename(_ path: FilePath, to target: FilePath) throws {
        try pass("rename")
        try disk.rename(path, to: target)
    }

    func remove(_ path: FilePath) throws {
        try pass("remove")
        try disk.remove(path)
    }

    func makeDirectory(_ path: FilePath) throws -> Bool {
        try pass("makeDirectory")
        return try disk.makeDirectory(path)
    }

    func syncDirectory(_ path: FilePath) throws {
        try pass("syncDirectory")
        try disk.syncDirectory(path)
    }

    func status(_ path: FilePath) throws -> FileStatus? {
        try pass("status")
        return try disk.status(path)
    }

    func names(in directory: FilePath) throws -> [String] {
        try pass("names")
        return try disk.names(in: directory)
    }
}
