import CQRencode
public import Essentials

/// A text for a camera (QR, ISO/IEC 18004), drawn as one SVG path: sharp on screen and on paper, and nothing to load.
public struct QRCode: Viewable {
    /// What it is, for who cannot see it.
    public let label: Wording
    /// Modules on a side, with the quiet zone of four around.
    public let side: Int
    public let path: String

    /// - Returns: nil for a text that no QR code holds.
    public init?(_ text: String, label: Wording) {
        // Level M: a quarter of a scratched print can be read; bytes as they are, in UTF-8.
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let modules = code.pointee.data else { return nil }
        self.label = label
        side = width + 2 * Self.quiet
        path = Self.path(width) { modules[$0] & 1 == 1 }
    }

    private static let quiet = 4

    /// Each run of dark modules in a row is one rectangle.
    private static func path(_ width: Int, isDark: (Int) -> Bool) -> String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, isDark(row * width + column) { column += 1 }
                if column > start { path += "M\(start + quiet) \(row + quiet)h\(column - start)v1h-\(column - start)z" }
                if column == start { column += 1 }
            }
        }
        return path
    }
}
