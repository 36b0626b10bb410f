import SystemPackage

/// What an inspection found out.
struct Findings: Sendable {
    /// With the extension of its kind, if it had none.
    let name: FileName
    let mediaType: MediaType
    /// Nil for a kind without pages.
    let pageCount: Int?
}

/// Looks into one file that came in. Throws the first thing that speaks against it.
struct Inspection: Sendable {
    let path: FilePath
    let name: FileName
    let accepted: Set<MediaType>
    let files: any FileSystem
    let tools: FileTools

    func callAsFunction() async throws -> Findings {
        let type = try await DiskQueue.run { try examineBytes() }
        guard type == .pdf else {
            return Findings(name: try named(type), mediaType: type, pageCount: nil)
        }
        let check = PDFCheck(path: path, tools: tools)
        let pages = try await check()
        return Findings(name: try named(type), mediaType: type, pageCount: pages)
    }

    private func examineBytes() throws -> MediaType {
        let file = try OpenFile(path, files: files)
        guard let type = try ContentType.of(file) else { throw FileRefusal.unknownType }
        _ = try named(type)
        guard accepted.contains(type) else { throw FileRefusal.notAccepted(type, accepted: accepted) }
        switch type {
        case .pdf: try checkEnd(of: file)
        case .png, .jpeg: try PictureCheck(file: file, type: type)()
        case .plainText: try checkMarks(in: file)
        case .docx, .xlsx, .odt, .zip, .xml: break
        }
        return type
    }

    private func named(_ type: MediaType) throws -> FileName {
        let claimed = name.fileExtension
        if claimed.isEmpty { return name.adding(extension: type.extensions[0]) }
        guard type.extensions.contains(claimed) else {
            throw FileRefusal.mismatch(extension: claimed, content: type)
        }
        return name
    }

    /// A PDF ends with `%%EOF`. One that does not was cut short, even if what is left can be pieced together; the
    /// archive is to hold what was signed, whole.
    private func checkEnd(of file: OpenFile) throws {
        let tail = try file.bytes(at: max(0, file.size - 1024), count: 1024)
        guard tail.contains(bytes: "%%EOF") else { throw FileRefusal.damaged(.pdf) }
    }

    private func checkMarks(in file: OpenFile) throws {
        let start = String(decoding: try file.bytes(at: 0, count: 8192), as: UTF8.self)
        if let mark = SecrecyMark.found(on: start) { throw FileRefusal.secrecyMark(mark) }
    }
}

extension [UInt8] {
    /// Whether the bytes of an ASCII text occur.
    func contains(bytes text: StaticString) -> Bool {
        let wanted = [UInt8](UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        guard count >= wanted.count else { return false }
        return (0...(count - wanted.count)).contains { self[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}
