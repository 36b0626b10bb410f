import Foundation

/// A line for each message at the end of a file, on the disk when it is said to have arrived. Whoever reads it may rename
/// it at any time: it is opened for each batch.
struct FileDelivery: Delivery {
    let path: String

    func deliver(_ messages: [SyslogMessage]) async throws {
        do {
            if !FileManager.default.fileExists(atPath: path) {
                let made = FileManager.default.createFile(
                    atPath: path, contents: nil, attributes: [.posixPermissions: 0o640])
                guard made else { throw CocoaError(.fileWriteNoPermission) }
            }
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            defer { try? file.close() }
            var lines = Data()
            // The process may have died in the middle of a line.
            if try file.seekToEnd() > 0 {
                try file.seek(toOffset: file.offset() - 1)
                if try file.read(upToCount: 1) != Data([10]) { lines.append(10) }
            }
            for message in messages { lines += message.bytes + [10] }
            try file.write(contentsOf: lines)
            try file.synchronize()
        } catch {
            throw AuditExportFailure.file("\(error)")
        }
    }
}
