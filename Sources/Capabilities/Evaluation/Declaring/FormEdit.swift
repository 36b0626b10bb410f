import Essentials
import EvaluationEngine

/// What a person wants a line to say, and which state of it their page showed.
struct FormEdit<Content: Hashable & Sendable>: Sendable {
    let criterion: String
    let content: Content
    /// The revision on the page the person typed into; 0 where there was nothing yet.
    let seen: Int
    /// Whether the page had shown these very words: nobody typed here, whatever stands by now.
    var isUntouched = false
}

/// Somebody else changed a line meanwhile: both versions are kept, one on the server, one on the page.
struct FormConflict: Hashable, Sendable {
    let criterion: String
    /// The revision that stands now.
    let revision: Int
    let changedAt: Instant
}

/// Which state of a line a page shows: its revision, and a mark of its words, which tells a field that nobody touched
/// from one that was typed into. It comes back with the form, and a draft that is restored later keeps it.
struct LineMark: Hashable, Sendable {
    let revision: Int
    private let words: String

    init(_ revision: Int, _ words: [String]) {
        self.revision = revision
        self.words = Self.mark(of: words)
    }

    /// As a form sent it; what no page has made fits no words.
    init(_ text: String?) {
        let parts = (text ?? "").split(separator: ".", maxSplits: 1)
        revision = parts.first.flatMap { Int($0) } ?? 0
        words = parts.count == 2 ? String(parts[1]) : ""
    }

    var text: String { "\(revision).\(words)" }

    /// Whether the page showed these words.
    func fits(_ words: [String]) -> Bool { self.words == Self.mark(of: words) }

    private static func mark(of words: [String]) -> String { String(Fingerprint.of(words).prefix(16)) }
}
