import Crypto
import Directory
import Essentials
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The files a page is made of besides its HTML: our own out of the program, others out of the folder that the set-up
/// fills from Debian's packages. Read once at the start: a few megabytes, and no request touches a disk.
struct AssetStore: Sendable {
    private struct Asset: Sendable {
        let bytes: ByteBuffer
        let gzip: ByteBuffer?
        let type: String
        let etag: String
    }

    /// Changes when any file does; pages put it into addresses, so that browsers may keep files for ever.
    let version: String
    private let assets: [String: Asset]

    /// - Parameter vendor: the folder of files from elsewhere, if there is one.
    init(vendor: String?) throws {
        var files = try Self.files(in: WebResources.assets)
        if let vendor {
            for (path, bytes) in try Self.files(in: URL(fileURLWithPath: vendor, isDirectory: true)) {
                files["vendor/\(path)"] = bytes
            }
        }
        var all = SHA256()
        var assets: [String: Asset] = [:]
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            guard let type = Self.type(of: path) else { continue }
            let hash = Data(SHA256.hash(data: bytes))
            all.update(data: Data(path.utf8) + hash)
            assets[path] = Asset(
                bytes: ByteBuffer(bytes: bytes), gzip: files["\(path).gz"].map { ByteBuffer(bytes: $0) }, type: type,
                etag: "\"\(Base64URL.encode(hash.prefix(12)))\"")
        }
        self.assets = assets
        version = Base64URL.encode(Data(all.finalize()).prefix(9))
    }

    /// Names of all files, for tests.
    var paths: [String] { assets.keys.sorted() }

    /// - Parameters:
    ///   - path: below `/assets/`; only what was found at the start is served, so no path leads out of the folders.
    ///   - versionAsked: what the page put into the address.
    /// - Throws: `NotFound`.
    func answer(_ path: String, versionAsked: String?, _ request: HTTPFields) throws -> Response {
        guard let asset = assets[path] else { throw NotFound() }
        var headers: HTTPFields = [.contentType: asset.type, .eTag: asset.etag]
        headers[.cacheControl] = versionAsked == version ? "public, max-age=31536000, immutable" : "public, no-cache"
        if EntityTag.matches(asset.etag, request[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        guard let gzip = asset.gzip else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.bytes))
        }
        headers[.vary] = "Accept-Encoding"
        guard request[.acceptEncoding]?.contains("gzip") == true else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.bytes))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: gzip))
    }

    private static func files(in folder: URL) throws -> [String: Data] {
        let root = folder.resolvingSymlinksInPath().path
        guard let names = FileManager.default.enumerator(atPath: root) else { return [:] }
        var files: [String: Data] = [:]
        for case let name as String in names {
            var isFolder: ObjCBool = false
            let path = "\(root)/\(name)"
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            guard type(of: name) != nil || name.hasSuffix(".gz") else { continue }
            files[name] = try Data(contentsOf: URL(fileURLWithPath: path))
        }
        return files
    }

    /// Only what pages use; anything else in the folders is not served.
    private static func type(of path: String) -> String? {
        switch path.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "woff2": "font/woff2"
        case "otf": "font/otf"
        case "json": "application/json; charset=utf-8"
        case "bcmap": "application/octet-stream"
        default: nil
        }
    }
}
