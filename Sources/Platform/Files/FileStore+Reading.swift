import Essentials
import SystemPackage

/// How wide a page's picture is, in points of the screen. Few sizes, so that each is made once.
public enum PictureWidth: Int, CaseIterable, Sendable {
    case thumbnail = 240
    case page = 900
    case large = 1600
}

extension FileStore {
    /// Opens a stored file for reading.
    ///
    /// - Throws: `FileFault.missing`, or `.damaged` when its size is not what was accepted.
    public func open(_ file: StoredFile) async throws -> FileReader {
        let reader = try await open(at: layout.stored(file.hash), missing: file.hash)
        guard reader.size == file.size else { throw FileFault.damaged(file.hash) }
        return reader
    }

    /// Opens a file that waits for its form: for its sender's preview.
    ///
    /// - Throws: `FileRefusal.awaitsScan`.
    public func open(_ file: InspectedFile) async throws -> FileReader {
        if file.awaitsScan { throw FileRefusal.awaitsScan }
        let path = try path(of: file)
        return try await open(at: path, missing: file.hash)
    }

    /// The picture (PNG) of a page, for who reads without JavaScript; nil when there is no such page.
    ///
    /// - Parameters:
    ///   - page: from 1.
    public func picture(of file: StoredFile, page: Int, width: PictureWidth) async throws -> FileReader? {
        guard let pages = file.pageCount, (1...pages).contains(page) else { return nil }
        let path = try await pictureMaker.picture(
            of: file.hash, at: layout.stored(file.hash), page: page, width: width)
        return try await open(at: path, missing: file.hash)
    }

    /// The picture of a page of a file that waits for its form.
    ///
    /// - Throws: `FileRefusal.awaitsScan`.
    public func picture(of file: InspectedFile, page: Int, width: PictureWidth) async throws -> FileReader? {
        if file.awaitsScan { throw FileRefusal.awaitsScan }
        guard let pages = file.pageCount, (1...pages).contains(page) else { return nil }
        let path = try await pictureMaker.picture(of: file.hash, at: try path(of: file), page: page, width: width)
        return try await open(at: path, missing: file.hash)
    }

    /// The text of a waiting file's first pages, from which a form's fields are suggested; empty when it has none.
    ///
    /// - Throws: `FileRefusal.awaitsScan`.
    public func text(of file: InspectedFile, pages: Int = 2) async throws -> String {
        if file.awaitsScan { throw FileRefusal.awaitsScan }
        switch file.mediaType {
        case .pdf:
            let last = min(pages, file.pageCount ?? 1)
            let text = try await tools.text(of: try path(of: file), pages: 1...max(1, last)).text
            return FileText.cleaned(text)
        case .plainText:
            let start = try await open(file).bytes(0..<min(file.size, 16_384))
            return FileText.cleaned(String(decoding: start, as: UTF8.self))
        default: return ""
        }
    }

    /// Programs that the store needs and that are not installed; `doctor` tells of them.
    public var missingTools: [String] {
        [tools.info.path, tools.check.path, tools.text.path, tools.picture.path, "/usr/bin/prlimit"].filter { path in
            (try? files.status(FilePath(path))) == nil
        }
    }

    private func open(at path: FilePath, missing hash: FileHash) async throws -> FileReader {
        do {
            return FileReader(file: try await DiskQueue.run { [files] in try OpenFile(path, files: files) })
        } catch Errno.noSuchFileOrDirectory {
            throw FileFault.missing(hash)
        } catch {
            throw DiskFailure.translated(error, during: "open")
        }
    }
}
