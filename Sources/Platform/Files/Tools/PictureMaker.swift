import Foundation
import SystemPackage

/// Makes pictures of pages and keeps them for the next reader. Two who ask for the same one wait for the same program.
actor PictureMaker {
    private let tools: FileTools
    private let files: any FileSystem
    private let layout: StoreLayout
    private var making: [FilePath: Task<FilePath, any Error>] = [:]

    /// Bytes of pictures that are kept.
    static let cacheSize: Int64 = 1 << 30

    init(tools: FileTools, files: any FileSystem, layout: StoreLayout) {
        self.tools = tools
        self.files = files
        self.layout = layout
    }

    /// - Returns: where the picture lies.
    func picture(of hash: FileHash, at path: FilePath, page: Int, width: PictureWidth) async throws -> FilePath {
        let name = hash.description
        let folder = layout.pictures.appending(String(name.prefix(2)))
        let target = folder.appending("\(name)-\(page)-\(width.rawValue).png")
        if try files.status(target) != nil { return target }
        if let other = making[target] { return try await other.value }
        let task = Task { try await make(target, in: folder, from: path, page: page, width: width) }
        making[target] = task
        defer { making[target] = nil }
        return try await task.value
    }

    private func make(
        _ target: FilePath, in folder: FilePath, from path: FilePath, page: Int, width: PictureWidth
    ) async throws -> FilePath {
        let arguments = [
            "-q", "-f", "\(page)", "-l", "\(page)", "-singlefile", "-png", "-scale-to-x", "\(width.rawValue)",
            "-scale-to-y", "-1", path.string,
        ]
        let outcome = try await tools.picture(arguments)
        guard case .exited(0, let picture, _) = outcome, !picture.isEmpty else {
            throw FileFault.tool("pdftoppm: no picture of page \(page) of \(path)")
        }
        return try await DiskQueue.run { [files] in
            _ = try files.makeDirectory(folder)
            // A picture can be made again, so it is not synced; but nobody is to see half of one, also when another
            // server makes the same one now.
            let draft = folder.appending("\(UUID().uuidString).part")
            let file = try files.create(draft)
            do {
                try picture.withUnsafeBytes { try files.writeAll($0, to: file) }
                try files.close(file)
                try files.rename(draft, to: target)
            } catch {
                files.removeIfThere(draft)
                throw DiskFailure.translated(error, during: "picture")
            }
            return target
        }
    }

    /// Removes the oldest pictures until the rest fits.
    func prune(to limit: Int64 = cacheSize) async throws -> Int {
        try await DiskQueue.run { [files, layout] in
            var pictures: [(path: FilePath, status: FileStatus)] = []
            for folder in try files.names(in: layout.pictures) {
                let directory = layout.pictures.appending(folder)
                for name in try files.names(in: directory) {
                    let path = directory.appending(name)
                    if let status = try files.status(path) { pictures.append((path, status)) }
                }
            }
            var total = pictures.reduce(0) { $0 + $1.status.size }
            var removed = 0
            for picture in pictures.sorted(by: { $0.status.modifiedAt < $1.status.modifiedAt }) where total > limit {
                files.removeIfThere(picture.path)
                total -= picture.status.size
                removed += 1
            }
            return removed
        }
    }
}
