import Foundation

extension FrameNotice {
    /// Out of the cookie's text.
    init?(text: String) {
        guard let notice = try? JSONDecoder().decode(FrameNotice.self, from: Data(text.utf8)) else { return nil }
        self = notice
    }

    /// For the cookie. A text that would not fit is cut: a cookie of more than 4 KB is dropped by browsers.
    var encoded: String? {
        let short = FrameNotice(kind: kind, text: String(text.prefix(400)), undoPath: undoPath)
        return (try? JSONEncoder().encode(short)).flatMap { String(data: $0, encoding: .utf8) }
    }
}
