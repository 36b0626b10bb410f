import Essentials
import Foundation
import Synchronization
import SystemPackage

/// Where everything lies in the store's folder.
struct StoreLayout {
    let root: FilePath

    /// A folder named from where the program stands is named in full: those who look into files stand elsewhere.
    init(root: FilePath) {
        self.root = root.isAbsolute ? root : FilePath(FileManager.default.currentDirectoryPath).pushing(root)
    }

    /// What was accepted: `files/ab/cd/abcd…`.
    var files: FilePath { root.appending("files") }
    /// What came in and waits: `spool/01H…`.
    var spool: FilePath { root.appending("spool") }
    /// Pictures of pages; all of them can be made again.
    var pictures: FilePath { root.appending("pictures") }

    func stored(_ hash: FileHash) -> FilePath {
        directory(of: hash).appending(hash.description)
    }

    func directory(of hash: FileHash) -> FilePath {
        let name = hash.description
        return files.appending(String(name.prefix(2))).appending(String(name.dropFirst(2).prefix(2)))
    }

    func spooled(_ id: ID<UploadedFile>) -> FilePath {
        spool.appending(id.description)
    }

    /// Makes the folders, so that they survive a power cut.
    func prepare(_ disk: any FileSystem) throws {
        if try disk.makeDirectory(root) { try disk.syncDirectory(root.removingLastComponent()) }
        for folder in [files, spool, pictures] { _ = try disk.makeDirectory(folder) }
        try disk.syncDirectory(root)
    }
}

/// The folders in which stored files lie, made when they are first needed.
///
/// The name of each is synced in the folder above it, or a power cut would take the folder with all that is in it. That
/// a folder is there does not say that its name was synced: whoever made it may have failed at just that. So each
/// process does it once for each folder it uses.
final class StoreFolders: Sendable {
    private let layout: StoreLayout
    private let disk: any FileSystem
    private let ready = Mutex<Set<FilePath>>([])

    init(layout: StoreLayout, disk: any FileSystem) {
        self.layout = layout
        self.disk = disk
    }

    /// Makes the folder of a hash.
    func prepare(for hash: FileHash) throws {
        let folder = layout.directory(of: hash)
        if ready.withLock({ $0.contains(folder) }) { return }
        let above = folder.removingLastComponent()
        _ = try disk.makeDirectory(above)
        try disk.syncDirectory(layout.files)
        _ = try disk.makeDirectory(folder)
        try disk.syncDirectory(above)
        ready.withLock { _ = $0.insert(folder) }
    }
}
