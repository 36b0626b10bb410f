import CZlib

/// Packs bytes for FlateDecode.
public enum Deflater {
    /// The bytes as a zlib stream (RFC 1950), for a filter of `/FlateDecode`.
    public static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        compress2(&output, &length, bytes, UInt(bytes.count), Z_BEST_COMPRESSION)
        return Array(output[..<Int(length)])
    }
}
