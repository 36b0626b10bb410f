public import Files

/// What was typed into a form, already verified to come from one of our own pages. The order of fields does not matter.
public struct FormData: Fields {
    /// Every field, in order, as it was sent.
    public let fields: [(name: String, value: String)]
    /// Every file, whatever field it came in: what nobody keeps is dropped.
    public let allFiles: [FormFile]

    /// - Parameters:
    ///   - fields: names and texts.
    ///   - files: what came with them.
    public init(_ fields: [(name: String, value: String)] = [], files: [FormFile] = []) {
        self.fields = fields
        allFiles = files
    }

    /// The files of a field; a field left without a file has none.
    public func files(_ name: String) -> [FormFile] {
        allFiles.filter { $0.field == name }
    }

    /// The first file of a field.
    public func file(_ name: String) -> FormFile? {
        allFiles.first { $0.field == name }
    }
}

/// A file that came with a form. Its bytes are in the file store's spool already.
public struct FormFile: Sendable {
    /// The field in which a form names a file that was uploaded before and still waits, so that a second try has it.
    public static let kept = "upload"

    /// The field it came in.
    public let field: String
    /// As it was sent, cleaned.
    public let name: FileName
    /// The file, not yet looked into; or why it was not taken in.
    public let content: Result<UploadedFile, FileRefusal>

    /// - Parameters:
    ///   - field: the field it came in.
    ///   - name: as it was sent, cleaned.
    ///   - content: the file, or why it was not taken in.
    public init(field: String, name: FileName, content: Result<UploadedFile, FileRefusal>) {
        self.field = field
        self.name = name
        self.content = content
    }

    /// The file.
    ///
    /// - Throws: `FileRefusal` when it was not taken in.
    public func uploaded() throws -> UploadedFile { try content.get() }
}
