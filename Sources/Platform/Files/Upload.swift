import Crypto
public import Essentials
import Journal
import SystemPackage

/// A file on its way in: bytes go to the spool as they come, their hash is taken in passing, and memory stays the same
/// however large the file is.
///
/// Whoever makes one ends it by `finish` or `abandon`; one that is forgotten removes its bytes itself.
public actor Upload {
    /// What a form carries to refer to the file.
    public nonisolated let id: ID<UploadedFile>
    private let name: FileName
    private let limit: Int64
    private let uploader: Journal.Actor
    private let layout: StoreLayout
    private let files: any FileSystem
    private let executor = DiskExecutor()
    private var file: FileDescriptor?
    private var hash = SHA256()
    private var size: Int64 = 0

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(
        id: ID<UploadedFile>, name: FileName, limit: Int64, uploader: Journal.Actor, layout: StoreLayout,
        files: any FileSystem
    ) {
        self.id = id
        self.name = name
        self.limit = limit
        self.uploader = uploader
        self.layout = layout
        self.files = files
    }

    deinit {
        guard let file else { return }
        do { try files.close(file) } catch {}
        files.removeIfThere(layout.spooled(id))
    }

    /// Makes the file in the spool.
    func begin() throws {
        file = try DiskFailure.translating("create") { try files.create(layout.spooled(id)) }
    }

    /// Takes the next bytes; returns when the system has them, so a slow disk slows the sender.
    ///
    /// - Throws: `FileRefusal.tooLarge` beyond the limit, `.noSpace`; the upload is over then, and nothing of it is left.
    public func write(_ bytes: some Collection<UInt8> & Sendable) throws {
        guard let file else { throw FileFault.disk("write: the upload has ended") }
        guard size + Int64(bytes.count) <= limit else {
            abandon()
            throw FileRefusal.tooLarge(limit: limit)
        }
        do {
            let done: Void? = try bytes.withContiguousStorageIfAvailable {
                try take(UnsafeRawBufferPointer($0), to: file)
            }
            if done == nil { try Array(bytes).withUnsafeBytes { try take($0, to: file) } }
        } catch {
            abandon()
            throw DiskFailure.translated(error, during: "write")
        }
    }

    /// Ends the upload: its bytes are on the disk when this returns.
    ///
    /// - Throws: `FileRefusal.empty`; after a failed fsync nothing says which bytes are there, so the file is removed
    ///   and never synced again.
    public func finish() throws -> UploadedFile {
        guard let file else { throw FileFault.disk("finish: the upload has ended") }
        guard size > 0 else {
            abandon()
            throw FileRefusal.empty
        }
        do {
            try files.sync(file)
            self.file = nil
            try files.close(file)
            try files.syncDirectory(layout.spool)
        } catch {
            abandon()
            files.removeIfThere(layout.spooled(id))
            throw DiskFailure.translated(error, during: "sync")
        }
        guard let hash = FileHash(bytes: Array(hash.finalize())) else { throw FileFault.disk("SHA-256") }
        return UploadedFile(id: id, name: name, size: size, hash: hash, uploader: uploader)
    }

    /// Ends the upload and removes what came.
    public func abandon() {
        guard let file else { return }
        self.file = nil
        do { try files.close(file) } catch {}
        files.removeIfThere(layout.spooled(id))
    }

    private func take(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws {
        try files.writeAll(bytes, to: file)
        hash.update(bufferPointer: bytes)
        size += Int64(bytes.count)
    }
}
