public import Essentials

/// The head of a record's page: what it is, how it stands, who has it.
public struct RecordHead: Viewable {
    let kindLabel: Wording
    let number: (any Spoken)?
    let title: Wording
    let back: Link?
    let state: StateTag?
    let due: DueBadge?
    let holder: Holder?
    let facts: [Fact]
    let actions: [Action]

    /// - Parameters:
    ///   - kindLabel: `Văn bản đến`.
    ///   - number: number and symbol.
    ///   - title: the page's title.
    ///   - back: the list it came from.
    ///   - state: how far it has come.
    ///   - due: how its deadline stands.
    ///   - holder: who has it.
    ///   - facts: what one must see at once.
    ///   - actions: what one can do.
    public init(
        kindLabel: Wording, number: (any Spoken)? = nil, title: Wording, back: Link? = nil, state: StateTag? = nil,
        due: DueBadge? = nil, holder: Holder? = nil, facts: [Fact] = [], actions: [Action] = []
    ) {
        self.kindLabel = kindLabel
        self.number = number
        self.title = title
        self.back = back
        self.state = state
        self.due = due
        self.holder = holder
        self.facts = facts
        self.actions = actions
    }

    /// Who has a record.
    public struct Holder: Viewable {
        let name: String
        let note: String?
        let since: (any Spoken)?

        /// - Parameters:
        ///   - name: a person or a unit.
        ///   - note: the post, the unit.
        ///   - since: from when.
        public init(name: String, note: String?, since: (any Spoken)?) {
            self.name = name
            self.note = note
            self.since = since
        }
    }
}

/// A value before and after.
public struct Diff: Viewable {
    let changes: [Change]

    /// - Parameter changes: in order.
    public init(_ changes: [Change]) {
        self.changes = changes
    }

    /// One value before and after.
    public struct Change: Viewable {
        let label: Wording
        let before: (any Spoken)?
        let after: (any Spoken)?

        /// - Parameters:
        ///   - label: what changed.
        ///   - before: what it was; nil for nothing.
        ///   - after: what it is; nil for nothing.
        public init(_ label: Wording, from before: (any Spoken)?, to after: (any Spoken)?) {
            self.label = label
            self.before = before
            self.after = after
        }
    }
}
