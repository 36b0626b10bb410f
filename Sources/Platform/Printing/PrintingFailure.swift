/// Why a form was not printed. It is printed right or not at all.
public enum PrintingFailure: Error, Equatable, Sendable {
    /// A letter that no allowed font has; paper would show a box.
    case missingGlyph(String)
    /// A font other than Liberation would have been used; named are the families.
    case foreignFont(String)
    /// The form asked for something outside itself: only `data:` URLs are followed.
    case forbiddenAddress(String)
    /// The renderer complained about the form itself.
    case invalid(String)
    /// The form, its PDF or the memory to make it is beyond the limits.
    case tooLarge(String)
    /// The form was not ready in time; its worker was ended.
    case tookTooLong
    /// The worker ended over this form, twice.
    case workerEnded
    /// There is no worker to be had: Python, WeasyPrint or a library of theirs is missing.
    case unavailable(String)
    /// Too many forms are waiting.
    case busy
    /// The printer has been shut down.
    case shutDown
}

extension PrintingFailure {
    /// The failure a worker names in its answer.
    init(kind: String, message: String) {
        switch kind {
        case "missingGlyph": self = .missingGlyph(message)
        case "foreignFont": self = .foreignFont(message)
        case "forbiddenAddress": self = .forbiddenAddress(message)
        case "tooLarge": self = .tooLarge(message)
        case "unavailable": self = .unavailable(message)
        default: self = .invalid(message)
        }
    }
}

extension PrintingFailure: CustomStringConvertible {
    /// For the log; what a person reads is the caller's to say.
    public var description: String {
        switch self {
        case .missingGlyph(let message): "a letter has no glyph: \(message)"
        case .foreignFont(let families): "not a font for paper: \(families)"
        case .forbiddenAddress(let message): "only data: addresses are followed: \(message)"
        case .invalid(let message): "the form cannot be printed: \(message)"
        case .tooLarge(let message): "too large: \(message)"
        case .tookTooLong: "the form was not ready in time"
        case .workerEnded: "the PDF worker ended over this form"
        case .unavailable(let message): "no PDF worker: \(message)"
        case .busy: "too many forms are waiting to be printed"
        case .shutDown: "the printer has been shut down"
        }
    }
}
