import Essentials
import Files

/// A request that no page of ours and no careful program makes: broken encoding, a missing boundary, wrong JSON.
/// Answered with 400.
public struct BadRequest: Error, CustomStringConvertible {
    /// For the program's author and the log.
    public let description: String

    /// - Parameter description: what is wrong with it.
    public init(_ description: String) {
        self.description = description
    }
}

/// The body is larger than the route takes. Answered with 413.
struct BodyTooLarge: Error {
    let limit: Int
}

/// Too many requests from one place. Answered with 429.
struct TooMany: Error {
    let retryAfterSeconds: Int
}

/// The form did not come from one of our pages, or from a page of another session. Answered with 403.
struct Forged: Error {
    enum Reason: String {
        case origin, token
    }

    let reason: Reason
    /// What was typed, to be shown back; empty for a foreign page's form.
    var fields: [(name: String, value: String)] = []
}

/// Somebody must sign in first.
struct SignInNeeded: Error {
    /// What was typed into a form whose session has ended.
    var fields: [(name: String, value: String)] = []
}

/// The path is there, for other methods. Answered with 405.
struct MethodNotAllowed: Error {
    let allowed: [Method]
}

/// The body's type is none the route reads. Answered with 415.
struct UnsupportedMediaType: Error {}

/// A file of a form that needs the password again would not be taken.
struct RefusedBeforeStepUp: Error {
    let field: String
    let refusal: FileRefusal
    /// What came with the file.
    let form: FormData
}

/// The password must be entered again.
struct StepUpNeeded: Error {
    var problem: Wording?
    /// What the stopped form had, to be sent again.
    var fields: [(name: String, value: String)] = []
}
