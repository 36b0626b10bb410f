import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small file that is there wholly or not at all, also after the power was cut.
package struct DurableFile {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// - Returns: nil when there is no such file.
    package func read() throws -> String? {
        try bytes().map { String(decoding: $0, as: UTF8.self) }
    }

    /// - Returns: nil when there is no such file.
    package func bytes() throws -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The bits of the file's mode that say who may do what with it.
    package func permissions() throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    }

    /// Writes the file unless there is one.
    /// - Returns: whether it was written.
    package func create(_ text: String, mode: UInt32) throws -> Bool {
        try create(Array(text.utf8), mode: mode)
    }

    /// Writes the file unless there is one.
    /// - Returns: whether it was written.
    package func create(_ bytes: [UInt8], mode: UInt32) throws -> Bool {
        try withTemporary(bytes, mode: mode) { temporary in
            if link(temporary, path) == 0 { return true }
            guard errno == EEXIST else { throw Self.error(path) }
            return false
        }
    }

    /// Writes the file in place of the one there is.
    package func replace(with text: String, mode: UInt32) throws {
        try withTemporary(Array(text.utf8), mode: mode) { temporary in
            guard rename(temporary, path) == 0 else { throw Self.error(path) }
        }
    }

    private func withTemporary<Value>(
        _ bytes: [UInt8], mode: UInt32, _ place: (String) throws -> Value
    ) throws -> Value {
        let temporary = "\(path).\(UUID().uuidString)"
        defer { unlink(temporary) }
        try Self.withDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL, mode) { descriptor in
            guard write(descriptor, bytes, bytes.count) == bytes.count else { throw Self.error(temporary) }
        }
        let value = try place(temporary)
        try Self.withDescriptor(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY, 0) { _ in }
        return value
    }

    /// Opens, does, and waits until the disk has it.
    private static func withDescriptor(
        _ path: String, _ flags: Int32, _ mode: UInt32, _ body: (Int32) throws -> Void
    ) throws {
        let descriptor = open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw error(path) }
        defer { close(descriptor) }
        try body(descriptor)
        guard fsync(descriptor) == 0 else { throw error(path) }
    }

    private static func error(_ path: String) -> any Error {
        CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path, NSUnderlyingErrorKey: POSIXError.last])
    }
}

extension POSIXError {
    /// What the last system call of this thread failed with.
    fileprivate static var last: POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
