public import Essentials
public import Journal

/// A file was refused because it bears the mark of a state secret. Says when, by whom, why and how large, and nothing
/// that could tell what it was: no name, no hash (Luật 117/2025/QH15 Đ. 5 k. 2).
public struct FileRefused: Event {
    public static let kind = "file.refused"

    public let upload: ID<UploadedFile>
    /// `secrecy-mark`.
    public let reason: String
    /// Bytes.
    public let size: Int64

    public var subject: Subject { Subject("upload", upload) }
}
