import Essentials
import EvaluationEngine

/// What a person wants a line to say, and which state of it they had seen.
struct FormEdit<Content: Hashable & Sendable>: Sendable {
    let criterion: String
    let content: Content
    /// The revision on the page the person typed into; 0 where there was nothing yet.
    let seen: Int
}

/// Somebody else changed a line meanwhile: both versions are kept, one on the server, one on the page.
struct FormConflict: Hashable, Sendable {
    let criterion: String
    /// The revision that stands now: sending it again decides for one's own words.
    let revision: Int
    let changedAt: Instant
}
