public import Essentials
import Files
import Foundation
import Glibc
import Synchronization
import SystemPackage

/// A folder of backups: sealed chunks, each kept once however many backups hold it, and for each backup a sealed list.
///
///     backups.json                  the format, and which key opens it
///     chunks/ab/abcd…               rows of tables and pieces of files, AES-256-GCM
///     list/01H….backup              what a backup holds
///     set-aside/                    chunks that did not open
///
/// A chunk's name is a keyed code over what is in it, so the folder tells nothing to who has no key.
public struct BackupStore: Sendable {
    /// Where it is.
    public let path: String
    let key: BackupKey
    private let disk: any FileSystem
    private let touched = Touched()

    private struct Header: Codable {
        var format = "lienthong-backups-1"
        let key: String
    }

    /// Folders whose names have to be synced before a list may speak of what is in them.
    private final class Touched: Sendable {
        let folders = Mutex<Set<FilePath>>([])
    }

    /// Opens a folder of backups, or makes it when `orMake` allows.
    /// - Throws: `BackupProblem`.
    public static func open(_ path: String, key: BackupKey, orMake: Bool = false) throws -> BackupStore {
        try open(path, key: key, orMake: orMake, disk: DiskFileSystem())
    }

    static func open(_ path: String, key: BackupKey, orMake: Bool, disk: any FileSystem) throws -> BackupStore {
        let store = BackupStore(path: path, key: key, disk: disk)
        if try store.header() == nil {
            guard orMake else { throw BackupProblem.noBackups(path) }
            try store.make()
        }
        guard let header = try store.header() else { throw BackupProblem.notOurs(path) }
        guard header.key == key.id else { throw BackupProblem.otherKey(theirs: header.key, given: key.id) }
        return store
    }

    private init(path: String, key: BackupKey, disk: any FileSystem) {
        self.path = path
        self.key = key
        self.disk = disk
    }

    private var root: FilePath { FilePath(path) }

    private func header() throws -> Header? {
        let place = root.appending("backups.json").string
        guard let bytes = FileManager.default.contents(atPath: place) else { return nil }
        guard let header = try? JSONDecoder().decode(Header.self, from: bytes), header.format == "lienthong-backups-1"
        else { throw BackupProblem.notOurs(path) }
        return header
    }

    private func make() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try BackupProblem.translating(root) {
            guard try disk.names(in: root).isEmpty else { throw BackupProblem.notOurs(path) }
            for folder in ["chunks", "list"] { _ = try disk.makeDirectory(root.appending(folder)) }
            let header = try JSONEncoder().encode(Header(key: key.id))
            try write(Array(header), to: root.appending("backups.json"))
            try settle()
        }
    }

    // MARK: Chunks

    func has(_ name: ChunkName) throws -> Bool {
        try BackupProblem.translating(root) { try disk.status(place(of: name)) != nil }
    }

    /// Keeps bytes under their name, unless they are kept already.
    /// - Returns: how many bytes were written.
    func put(_ bytes: [UInt8], as name: ChunkName) throws -> Int {
        if try has(name) { return 0 }
        let sealed = try key.seal(bytes, as: name.description)
        let place = place(of: name)
        try BackupProblem.translating(root) {
            let folder = place.removingLastComponent()
            if try disk.makeDirectory(folder) { try disk.syncDirectory(folder.removingLastComponent()) }
            try write(Array(sealed), to: place)
        }
        return sealed.count
    }

    /// - Parameter what: what the chunk is part of, for the message.
    /// - Throws: `BackupProblem.missingChunk`, `.damagedChunk`.
    func get(_ name: ChunkName, of what: @autoclosure () -> String) throws -> [UInt8] {
        guard let sealed = try read(place(of: name)) else {
            throw BackupProblem.missingChunk(name.description, of: what())
        }
        guard let bytes = key.open(sealed, as: name.description) else {
            throw BackupProblem.damagedChunk(name.description, of: what())
        }
        return bytes
    }

    /// Takes a chunk that does not open out of the way, so that the next backup writes it anew.
    func setAside(_ name: ChunkName) throws {
        try BackupProblem.translating(root) {
            let folder = root.appending("set-aside")
            _ = try disk.makeDirectory(folder)
            try disk.rename(place(of: name), to: folder.appending(name.description))
        }
    }

    /// Removes every chunk that `isWanted` does not want, and what interrupted writers left.
    func removeChunks(except isWanted: (ChunkName) -> Bool) throws -> (removed: Int, bytes: Int64) {
        var (removed, bytes) = (0, Int64(0))
        try BackupProblem.translating(root) {
            for folder in try disk.names(in: root.appending("chunks")) {
                let folder = root.appending("chunks").appending(folder)
                for file in try disk.names(in: folder) {
                    if let name = ChunkName(file), isWanted(name) { continue }
                    bytes += try disk.status(folder.appending(file))?.size ?? 0
                    try disk.remove(folder.appending(file))
                    removed += 1
                }
            }
        }
        return (removed, bytes)
    }

    private func place(of name: ChunkName) -> FilePath {
        root.appending("chunks").appending(String(name.description.prefix(2))).appending(name.description)
    }

    // MARK: Backups

    /// The backups there are, oldest first.
    public func backups() throws -> [ID<Backup>] {
        try BackupProblem.translating(root) {
            try disk.names(in: root.appending("list")).compactMap { name in
                name.hasSuffix(".backup") ? ID<Backup>(String(name.dropLast(7))) : nil
            }.sorted()
        }
    }

    /// What a backup holds.
    /// - Throws: `BackupProblem.noSuchBackup`, `.damagedBackup`.
    public func backup(_ id: ID<Backup>) throws -> Backup {
        guard let sealed = try read(place(of: id)) else { throw BackupProblem.noSuchBackup(id.description) }
        guard let bytes = key.open(sealed, as: "backup \(id)"),
            let backup = try? JSONDecoder().decode(Backup.self, from: Data(bytes))
        else { throw BackupProblem.damagedBackup(id.description) }
        return backup
    }

    /// Lists a backup: from now on it counts. Everything it holds is on the disk before.
    func add(_ backup: Backup) throws {
        try settle()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let sealed = try key.seal(Array(try encoder.encode(backup)), as: "backup \(backup.id)")
        try BackupProblem.translating(root) { try write(Array(sealed), to: place(of: backup.id)) }
        try settle()
    }

    func remove(_ id: ID<Backup>) throws {
        try BackupProblem.translating(root) {
            try disk.remove(place(of: id))
            try disk.syncDirectory(root.appending("list"))
        }
    }

    private func place(of id: ID<Backup>) -> FilePath {
        root.appending("list").appending("\(id).backup")
    }

    // MARK: The disk

    private func settle() throws {
        let folders = touched.folders.withLock { folders in
            defer { folders = [] }
            return folders
        }
        try BackupProblem.translating(root) { for folder in folders { try disk.syncDirectory(folder) } }
    }

    private func write(_ bytes: [UInt8], to place: FilePath) throws {
        let folder = place.removingLastComponent()
        let temporary = folder.appending("\(UUID().uuidString).new")
        do {
            let file = try disk.create(temporary)
            do {
                try bytes.withUnsafeBytes { try disk.writeAll($0, to: file) }
                try disk.sync(file)
            } catch {
                try? disk.close(file)
                throw error
            }
            try disk.close(file)
            try disk.rename(temporary, to: place)
        } catch {
            disk.removeIfThere(temporary)
            throw error
        }
        touched.folders.withLock { _ = $0.insert(folder) }
    }

    private func read(_ place: FilePath) throws -> [UInt8]? {
        do {
            let file = try OpenFile(place, files: disk)
            return try file.bytes(at: 0, count: Int(file.size))
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch let errno as Errno {
            throw BackupProblem.disk("\(place): \(errno)")
        }
    }

    /// Runs `body` while nobody else writes into the folder.
    /// - Throws: `BackupProblem.busy`.
    public func alone<Value>(_ body: () async throws -> Value) async throws -> Value {
        let lock = Glibc.open(root.appending("backups.json").string, O_RDONLY | O_CLOEXEC)
        guard lock >= 0 else { throw BackupProblem.disk("\(path): \(Errno(rawValue: errno))") }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw BackupProblem.busy(path) }
        return try await body()
    }
}
