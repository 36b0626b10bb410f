public import Essentials

/// Where a person decides: one thing that most will do, a few others, and a refusal that asks for a reason.
public struct DecisionPanel: Viewable {
    let id: String
    let title: Wording
    let text: Wording?
    let action: String?
    let opinion: TextAreaField?
    let primary: FormButton?
    let secondary: [FormButton]
    let refusal: Refusing?
    let noRight: Wording?

    /// - Parameters:
    ///   - id: of the element, one of its kind on the page.
    ///   - title: what is to be decided.
    ///   - text: what one should know.
    ///   - action: where the form goes.
    ///   - opinion: what is said with it.
    ///   - primary: what most will do.
    ///   - secondary: what else can be done.
    ///   - refusal: how to say no.
    public init(
        id: String, title: Wording, text: Wording? = nil, action: String, opinion: TextAreaField? = nil,
        primary: FormButton, secondary: [FormButton] = [], refusal: Refusing? = nil
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.action = action
        self.opinion = opinion
        self.primary = primary
        self.secondary = secondary
        self.refusal = refusal
        noRight = nil
    }

    /// Nothing can be decided here.
    ///
    /// - Parameters:
    ///   - id: of the element, one of its kind on the page.
    ///   - title: what would be decided.
    ///   - noRight: why not.
    public init(id: String, title: Wording, noRight: Wording) {
        self.id = id
        self.title = title
        self.noRight = noRight
        text = nil
        action = nil
        opinion = nil
        primary = nil
        secondary = []
        refusal = nil
    }

    /// How to say no, with a reason.
    public struct Refusing: Viewable {
        let action: String
        let label: Wording
        let help: Wording?
        let isOpen: Bool
        let reason: TextAreaField

        /// - Parameters:
        ///   - action: where the form goes.
        ///   - label: a verb.
        ///   - help: what happens then.
        ///   - isOpen: it came back with a mistake.
        ///   - reason: why.
        public init(
            action: String, label: Wording, help: Wording? = nil, isOpen: Bool = false, reason: TextAreaField
        ) {
            self.action = action
            self.label = label
            self.help = help
            self.isOpen = isOpen
            self.reason = reason
        }
    }
}
