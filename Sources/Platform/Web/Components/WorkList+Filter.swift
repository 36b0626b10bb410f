public import Essentials

extension WorkList {
    /// What the list can be asked for.
    public struct Filter: Viewable {
        let id: String
        let path: String
        let query: String?
        let queryLabel: Wording
        let hidden: [HiddenField]
        let choices: [Choice]
        let days: [Day]

        /// - Parameters:
        ///   - id: tells the filters of one page apart.
        ///   - path: the list.
        ///   - query: the words that were asked for.
        ///   - queryLabel: what the words are searched in.
        ///   - hidden: what else the address keeps.
        ///   - choices: one of several, each.
        ///   - days: dates, each.
        public init(
            id: String = "list", path: String, query: String?, queryLabel: Wording, hidden: [HiddenField] = [],
            choices: [Choice] = [], days: [Day] = []
        ) {
            self.id = id
            self.path = path
            self.query = query
            self.queryLabel = queryLabel
            self.hidden = hidden
            self.choices = choices
            self.days = days
        }

        /// A day, as it is typed.
        public struct Day: Viewable {
            let id: String
            let name: String
            let label: Wording
            let value: CivilDate?

            /// - Parameters:
            ///   - name: of the query's field.
            ///   - label: what the day means.
            ///   - value: nil shows an empty field.
            public init(_ name: String, _ label: Wording, value: CivilDate?) {
                id = "filter-\(name)"
                self.name = name
                self.label = label
                self.value = value
            }
        }

        /// A choice among the values of a field.
        public struct Choice: Viewable {
            let id: String
            let name: String
            let label: Wording
            let options: [SelectField.Option]

            /// - Parameters:
            ///   - name: of the query's field.
            ///   - label: what is chosen.
            ///   - options: the first usually means all.
            public init(_ name: String, _ label: Wording, options: [SelectField.Option]) {
                id = "filter-\(name)"
                self.name = name
                self.label = label
                self.options = options
            }
        }
    }

    /// Something the list was asked for, which can be taken back.
    public struct Chip: Viewable {
        let label: Wording
        let removePath: String

        /// - Parameters:
        ///   - label: `Sở Tài chính`.
        ///   - removePath: the list without it.
        public init(_ label: Wording, removePath: String) {
            self.label = label
            self.removePath = removePath
        }
    }

    /// What can be done with many rows at once; the chosen ones arrive as `id`.
    public struct Bulk: Viewable {
        let action: String
        let buttons: [FormButton]

        /// - Parameters:
        ///   - action: where the form goes.
        ///   - buttons: what can be done.
        public init(action: String, buttons: [FormButton]) {
            self.action = action
            self.buttons = buttons
        }
    }
}

/// A button that sends a form, with what it means.
public struct FormButton: Viewable {
    let label: Wording
    let icon: String?
    let name: String
    let value: String
    let isPrimary: Bool

    /// - Parameters:
    ///   - label: a verb.
    ///   - icon: a symbol of `Assets/icons.svg`.
    ///   - name: of the field that tells which button it was.
    ///   - value: which button it was.
    ///   - isPrimary: the one that most people want.
    public init(_ label: Wording, icon: String? = nil, name: String, value: String, isPrimary: Bool = false) {
        self.label = label
        self.icon = icon
        self.name = name
        self.value = value
        self.isPrimary = isPrimary
    }
}
