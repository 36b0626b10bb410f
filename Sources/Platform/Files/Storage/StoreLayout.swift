import Essentials
import SystemPackage

/// Where everything lies in the store's folder.
struct StoreLayout {
    let root: FilePath

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

    /// Makes the folder of a hash. The name of each new folder is synced in the one above it, or a power cut would take
    /// the folder with the file in it.
    func prepareDirectory(of hash: FileHash, on disk: any FileSystem) throws {
        let directory = directory(of: hash)
        let above = directory.removingLastComponent()
        if try disk.status(directory) != nil, try disk.status(above) != nil { return }
        _ = try disk.makeDirectory(above)
        try disk.syncDirectory(files)
        _ = try disk.makeDirectory(directory)
        try disk.syncDirectory(above)
    }
}
