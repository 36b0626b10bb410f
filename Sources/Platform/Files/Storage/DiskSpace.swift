import Glibc

/// The room on a disk.
public struct DiskSpace: Hashable, Sendable {
    /// Bytes that this account may still write.
    public let free: Int64
    /// Bytes of the whole disk.
    public let total: Int64

    public init(free: Int64, total: Int64) {
        self.free = free
        self.total = total
    }

    /// The room on the disk of a folder; nil when it cannot be seen.
    public init?(at folder: String) {
        var found = statvfs()
        guard statvfs(folder, &found) == 0 else { return nil }
        let block = Int64(found.f_frsize)
        self.init(free: Int64(found.f_bavail) * block, total: Int64(found.f_blocks) * block)
    }
}
