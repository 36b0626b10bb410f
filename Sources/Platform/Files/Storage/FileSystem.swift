package import SystemPackage

/// Everything the store asks of the disk, and nothing else: tests put a failing or a forgetful disk in its place.
///
/// Every call throws the `Errno` it met. A call either took effect or threw; nothing is retried here.
package protocol FileSystem: Sendable {
    /// Makes a new file that only this account may read, open for writing; refuses a name that is taken.
    func create(_ path: FilePath) throws -> FileDescriptor
    /// Opens a file for reading; never through a symbolic link.
    func open(_ path: FilePath) throws -> FileDescriptor
    /// - Returns: how many of the bytes were taken; fewer than given is no failure.
    func write(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws -> Int
    /// - Returns: how many bytes were read; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor, at offset: Int64) throws -> Int
    /// Returns when the file's bytes are on the disk.
    func sync(_ file: FileDescriptor) throws
    func close(_ file: FileDescriptor) throws
    /// Puts a file where another name was; whatever was there before is gone.
    func rename(_ path: FilePath, to target: FilePath) throws
    func remove(_ path: FilePath) throws
    /// - Returns: false when it was there already.
    func makeDirectory(_ path: FilePath) throws -> Bool
    /// Returns when the names in a directory are on the disk.
    func syncDirectory(_ path: FilePath) throws
    /// Nil when there is nothing of this name.
    func status(_ path: FilePath) throws -> FileStatus?
    /// The names in a directory; none when there is no such directory.
    func names(in directory: FilePath) throws -> [String]
}

/// What the disk knows of a file.
package struct FileStatus: Equatable {
    package let size: Int64
    /// Seconds since 1970.
    package let modifiedAt: Int64
}

extension FileSystem {
    package func writeAll(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = try write(UnsafeRawBufferPointer(rebasing: rest), to: file)
            guard written > 0 else { throw Errno.ioError }
            rest = rest.dropFirst(written)
        }
    }

    /// Removes what may not be there; for cleaning up after a failure, where a second failure changes nothing.
    package func removeIfThere(_ path: FilePath) {
        do { try remove(path) } catch {}
    }
}
