import Glibc
package import SystemPackage

/// The machine's own disk.
package struct DiskFileSystem: FileSystem {
    package init() {}

    package func create(_ path: FilePath) throws -> FileDescriptor {
        // Written through this descriptor only: whoever opens it later finds it read-only.
        try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: .ownerRead)
    }

    package func open(_ path: FilePath) throws -> FileDescriptor {
        try FileDescriptor.open(path, .readOnly, options: [.noFollow, .closeOnExec])
    }

    package func write(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws -> Int {
        try file.write(bytes)
    }

    package func read(
        into buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor, at offset: Int64
    ) throws -> Int {
        try file.read(fromAbsoluteOffset: offset, into: buffer)
    }

    package func sync(_ file: FileDescriptor) throws {
        try check(fsync(file.rawValue))
    }

    package func close(_ file: FileDescriptor) throws {
        try file.close()
    }

    package func rename(_ path: FilePath, to target: FilePath) throws {
        try path.withPlatformString { from in
            try target.withPlatformString { to in try check(Glibc.rename(from, to)) }
        }
    }

    package func remove(_ path: FilePath) throws {
        try path.withPlatformString { try check(unlink($0)) }
    }

    package func makeDirectory(_ path: FilePath) throws -> Bool {
        do {
            try path.withPlatformString { try check(mkdir($0, 0o700)) }
            return true
        } catch Errno.fileExists {
            return false
        }
    }

    package func syncDirectory(_ path: FilePath) throws {
        let directory = try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
        try directory.closeAfter { try check(fsync(directory.rawValue)) }
    }

    package func status(_ path: FilePath) throws -> FileStatus? {
        var found = stat()
        do {
            try path.withPlatformString { try check(lstat($0, &found)) }
        } catch Errno.noSuchFileOrDirectory {
            return nil
        }
        return FileStatus(size: Int64(found.st_size), modifiedAt: Int64(found.st_mtim.tv_sec))
    }

    package func names(in directory: FilePath) throws -> [String] {
        guard let stream = directory.withPlatformString({ opendir($0) }) else {
            let errno = Errno(rawValue: Glibc.errno)
            if errno == .noSuchFileOrDirectory { return [] }
            throw errno
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private func check(_ result: Int32) throws {
        if result != 0 { throw Errno(rawValue: errno) }
    }
}
