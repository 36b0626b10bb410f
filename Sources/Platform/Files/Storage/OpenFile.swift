package import SystemPackage

/// A file open for reading at any place; closed when nobody holds it.
package final class OpenFile: Sendable {
    package let size: Int64
    private let files: any FileSystem
    private let descriptor: FileDescriptor

    package init(_ path: FilePath, files: any FileSystem) throws {
        guard let status = try files.status(path) else { throw Errno.noSuchFileOrDirectory }
        self.files = files
        size = status.size
        descriptor = try files.open(path)
    }

    deinit {
        do { try files.close(descriptor) } catch {}
    }

    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    package func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
        guard offset >= 0, count > 0 else { return [] }
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let read = try files.read(into: rest, from: descriptor, at: offset + Int64(filled))
                if read == 0 { break }
                filled += read
            }
        }
    }

    /// Hands over the whole file piece by piece.
    package func forEachChunk(_ body: ([UInt8]) throws -> Void) throws {
        var offset: Int64 = 0
        while true {
            let chunk = try bytes(at: offset, count: Self.chunk)
            if chunk.isEmpty { return }
            try body(chunk)
            offset += Int64(chunk.count)
        }
    }

    package static let chunk = 128 * 1024
}
