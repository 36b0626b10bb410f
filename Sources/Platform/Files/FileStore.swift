public import Database
import Essentials
public import Journal
public import Logging
import Synchronization
import SystemPackage

/// The installation's files: addressed by their SHA-256, written once, never changed.
///
/// A file passes three doors, each a change of type: `UploadedFile` (came in), `InspectedFile` (fit, waits in the
/// spool for its form), `StoredFile` (belongs to a record). Until the last one it is in neither store nor backup.
public final class FileStore: Sendable {
    let database: Database
    let files: any FileSystem
    let layout: StoreLayout
    let folders: StoreFolders
    let tools: FileTools
    /// Nil: nothing is scanned, and the operator is told so.
    let scanner: VirusScanner?
    let logger: Logger
    /// Bytes that stay free on the disk: below them no upload is taken, so that everything else can still be written.
    let reserve: Int64
    private let space: @Sendable (String) -> DiskSpace?
    let pictureMaker: PictureMaker
    /// Uploads that this process has moved into the store and synced, ahead of their transaction.
    let settled = Mutex<Set<ID<UploadedFile>>>([])

    /// How long an upload waits for its form.
    static let spoolSeconds: Int64 = 24 * 3600
    /// What one person may have waiting.
    static let waitingFiles = 200
    static let waitingBytes: Int64 = 2 << 30

    /// 500 MB: the most that an upload may have when its form says nothing else.
    public static let largestUpload: Int64 = 500 * 1_048_576

    /// Opens the store, and makes its folders when they are not there.
    ///
    /// - Parameters:
    ///   - directory: the folder; all nodes of one installation share it.
    ///   - database: where its tables are.
    ///   - scanner: who is asked about every upload; nil scans nothing.
    ///   - reserve: bytes of the disk that uploads leave free.
    /// - Throws: `FileFault.disk` when the folders cannot be made.
    public convenience init(
        directory: String, database: Database, scanner: VirusScanner? = nil, reserve: Int64 = 0,
        logger: Logger = Logger(label: "files")
    ) throws {
        try self.init(
            directory: directory, database: database, logger: logger, files: DiskFileSystem(), tools: FileTools(),
            scanner: scanner, reserve: reserve)
    }

    init(
        directory: String, database: Database, logger: Logger = Logger(label: "files"), files: any FileSystem,
        tools: FileTools, scanner: VirusScanner? = nil, reserve: Int64 = 0,
        space: @escaping @Sendable (String) -> DiskSpace? = { DiskSpace(at: $0) }
    ) throws {
        self.reserve = reserve
        self.space = space
        self.database = database
        self.files = files
        self.tools = tools
        self.scanner = scanner
        self.logger = logger
        let layout = StoreLayout(root: FilePath(directory))
        self.layout = layout
        folders = StoreFolders(layout: layout, disk: files)
        pictureMaker = PictureMaker(tools: tools, files: files, layout: layout)
        try DiskFailure.translating("prepare") { try layout.prepare(files) }
    }

    /// Begins an upload whose bytes are pushed.
    ///
    /// - Parameters:
    ///   - name: as it was sent; it is cleaned.
    ///   - limit: the most bytes it may have.
    ///   - uploader: who sends it, from the session.
    /// - Throws: `FileRefusal.reserveReached` while the disk is nearly full.
    public func upload(
        name: String, limit: Int64 = largestUpload, by uploader: Journal.Actor
    ) async throws -> Upload {
        // A disk whose room cannot be seen is not taken for full: writing will tell.
        if reserve > 0, let space = space(layout.root.string), space.free < reserve {
            throw FileRefusal.reserveReached
        }
        let upload = Upload(
            id: database.ids.next(), name: FileName(untrusted: name), limit: limit, uploader: uploader, layout: layout,
            files: files)
        try await upload.begin()
        return upload
    }

    /// Takes in a file whose bytes are pulled: a request's body, say.
    ///
    /// - Parameters:
    ///   - chunks: its bytes in order; memory holds one chunk at a time.
    ///   - name: as it was sent; it is cleaned.
    ///   - limit: the most bytes it may have.
    ///   - uploader: who sends it, from the session.
    /// - Throws: `FileRefusal`, or what `chunks` throws; then nothing of it is left.
    public func receive<Chunks: AsyncSequence>(
        _ chunks: Chunks, name: String, limit: Int64 = largestUpload, by uploader: Journal.Actor
    ) async throws -> UploadedFile where Chunks.Element: Collection<UInt8> & Sendable {
        let upload = try await upload(name: name, limit: limit, by: uploader)
        do {
            for try await chunk in chunks { try await upload.write(chunk) }
            return try await upload.finish()
        } catch {
            await upload.abandon()
            throw error
        }
    }

    /// Takes in a file that is already in memory.
    public func receive(
        bytes: some Collection<UInt8> & Sendable, name: String, limit: Int64 = largestUpload,
        by uploader: Journal.Actor
    ) async throws -> UploadedFile {
        let upload = try await upload(name: name, limit: limit, by: uploader)
        do {
            try await upload.write(bytes)
            return try await upload.finish()
        } catch {
            await upload.abandon()
            throw error
        }
    }

    /// A file of the store; nil when there is none of this hash.
    public func stored(_ hash: FileHash, in db: Connection) throws -> StoredFile? {
        try db.first("SELECT \(StoredFile.columns) FROM file WHERE hash = \(hash)")
    }
}
