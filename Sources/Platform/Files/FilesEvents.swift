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

/// A file was refused because the scanner found malware in it. Its name stays out; its hash and its sender are what an
/// incident is followed by.
public struct MalwareRefused: Event {
    public static let kind = "file.malware-refused"

    public let upload: ID<UploadedFile>
    public let hash: FileHash
    /// Bytes.
    public let size: Int64
    /// The scanner's name for it: `Eicar-Test-Signature`.
    public let finding: String

    public var subject: Subject { Subject("upload", upload) }
}
