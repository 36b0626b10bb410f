import Synchronization
import SystemPackage

@testable import Files

/// A disk in memory that keeps, when the power goes, only what was synced: bytes of a synced file, names of a synced
/// directory. The power can be cut before any call.
final class ForgetfulDisk: FileSystem {
    private final class Content {
        var now: [UInt8] = []
        var kept: [UInt8] = []
    }

    private enum Node {
        case file(Content)
        case directory
    }

    private struct State {
        var now: [FilePath: Node] = [:]
        var kept: [FilePath: Node] = [:]
        var open: [Int32: Content] = [:]
        var next: Int32 = 1000
        var calls = 0
        var failing = Int.max..<Int.max
    }

    // Contents are touched under the lock only.
    private let state: Mutex<State>
    /// Always there.
    private let mount: FilePath

    init(root: String) {
        mount = FilePath(root).removingLastComponent()
        state = Mutex(State(now: [mount: .directory], kept: [mount: .directory]))
    }

    var calls: Int { state.withLock { $0.calls } }

    /// From call `number` (from 0) on, nothing works any more.
    func cutPower(at number: Int) {
        state.withLock { state in
            state.calls = 0
            state.failing = number..<Int.max
        }
    }

    /// Lets call `number` (from 0) fail, and no other.
    func fail(at number: Int) {
        state.withLock { state in
            state.calls = 0
            state.failing = number..<(number + 1)
        }
    }

    /// Every call works again.
    func heal() {
        state.withLock { $0.failing = Int.max..<Int.max }
    }

    /// The power is back: what was not synced is gone.
    func restart() {
        state.withLock { state in
            state.now = state.kept.filter { path, _ in isReachable(path, in: state.kept) }
            for case .file(let content) in state.now.values { content.now = content.kept }
            state.open = [:]
            state.failing = Int.max..<Int.max
            state.calls = 0
        }
    }

    /// A name counts only as long as all folders above it are there.
    private func isReachable(_ path: FilePath, in nodes: [FilePath: Node]) -> Bool {
        if path == mount { return true }
        return nodes[path] != nil && isReachable(path.removingLastComponent(), in: nodes)
    }

    private func call<Value>(_ body: (inout sending State) throws -> Value) throws -> Value {
        try state.withLock { state in
            defer { state.calls += 1 }
            if state.failing.contains(state.calls) { throw Errno.ioError }
            return try body(&state)
        }
    }

    func create(_ path: FilePath) throws -> FileDescriptor {
        try call { state in
            guard state.now[path] == nil else { throw Errno.fileExists }
            guard state.now[path.removingLastComponent()] != nil else { throw Errno.noSuchFileOrDirectory }
            let content = Content()
            state.now[path] = .file(content)
            return Self.descriptor(of: content, in: &state)
        }
    }

    func open(_ path: FilePath) throws -> FileDescriptor {
        try call { state in
            guard case .file(let content) = state.now[path] else { throw Errno.noSuchFileOrDirectory }
            return Self.descriptor(of: content, in: &state)
        }
    }

    private static func descriptor(of content: Content, in state: inout State) -> FileDescriptor {
        state.next += 1
        state.open[state.next] = content
        return FileDescriptor(rawValue: state.next)
    }

    /// Takes half of what it is given, as a full pipe would.
    func write(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws -> Int {
        try call { state in
            guard let content = state.open[file.rawValue] else { throw Errno.badFileDescriptor }
            let taken = bytes.prefix((bytes.count + 1) / 2)
            content.now += taken
            return taken.count
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor, at offset: Int64) throws -> Int {
        try call { state in
            guard let content = state.open[file.rawValue] else { throw Errno.badFileDescriptor }
            let part = content.now.dropFirst(Int(offset)).prefix(buffer.count)
            buffer.copyBytes(from: part)
            return part.count
        }
    }

    func sync(_ file: FileDescriptor) throws {
        try call { state in
            guard let content = state.open[file.rawValue] else { throw Errno.badFileDescriptor }
            content.kept = content.now
        }
    }

    func close(_ file: FileDescriptor) throws {
        try call { state in
            guard state.open.removeValue(forKey: file.rawValue) != nil else { throw Errno.badFileDescriptor }
        }
    }

    func rename(_ path: FilePath, to target: FilePath) throws {
        try call { state in
            guard case .file(let content) = state.now[path] else { throw Errno.noSuchFileOrDirectory }
            guard state.now[target.removingLastComponent()] != nil else { throw Errno.noSuchFileOrDirectory }
            state.now[path] = nil
            state.now[target] = .file(content)
        }
    }

    func remove(_ path: FilePath) throws {
        try call { state in
            guard case .file = state.now[path] else { throw Errno.noSuchFileOrDirectory }
            state.now[path] = nil
        }
    }

    func makeDirectory(_ path: FilePath) throws -> Bool {
        try call { state in
            if state.now[path] != nil { return false }
            guard state.now[path.removingLastComponent()] != nil else { throw Errno.noSuchFileOrDirectory }
            state.now[path] = .directory
            return true
        }
    }

    func syncDirectory(_ path: FilePath) throws {
        try call { state in
            guard case .directory = state.now[path] else { throw Errno.noSuchFileOrDirectory }
            let isIn: (FilePath) -> Bool = { $0.removingLastComponent() == path && $0 != path }
            state.kept = state.kept.filter { !isIn($0.key) }
            state.kept.merge(state.now.filter { isIn($0.key) }) { $1 }
        }
    }

    func status(_ path: FilePath) throws -> FileStatus? {
        try call { state in
            switch state.now[path] {
            case nil: nil
            case .directory: FileStatus(size: 0, modifiedAt: 0)
            case .file(let content): FileStatus(size: Int64(content.now.count), modifiedAt: 0)
            }
        }
    }

    func names(in directory: FilePath) throws -> [String] {
        try call { state in
            state.now.keys.filter { $0.removingLastComponent() == directory && $0 != directory }
                .compactMap { $0.lastComponent?.string }.sorted()
        }
    }
}
