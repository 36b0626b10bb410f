public import Essentials

/// A form that the browser fills with a passkey: a key in the telephone, the computer or a security key. Without
/// JavaScript there are none, and the form stays hidden.
public struct PasskeyForm: Viewable {
    private let action: String
    private let field: String
    private let kind: String
    private let options: String
    private let hidden: [HiddenField]
    private let fields: [any Viewable]
    private let errors: ErrorSummary?
    private let button: Wording

    /// What is done with it.
    public enum Kind: String, Sendable {
        /// A proof with one that there is.
        case get
        /// A new one.
        case create
    }

    /// - Parameters:
    ///   - action: where the form goes.
    ///   - kind: whether one is shown or made.
    ///   - field: the field that the browser's answer goes into.
    ///   - options: what the browser is told, as WebAuthn's JSON.
    public init(
        to action: String, _ kind: Kind = .get, field: String = "credential", options: String,
        hidden: [HiddenField] = [], fields: [any Viewable] = [], errors: ErrorSummary? = nil, button: Wording
    ) {
        self.action = action
        self.kind = kind.rawValue
        self.field = field
        self.options = options
        self.hidden = hidden
        self.fields = fields
        self.errors = errors
        self.button = button
    }
}
