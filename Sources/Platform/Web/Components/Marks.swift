public import Essentials

/// What state something is in: an icon and a word, never colour alone.
public struct StateTag: Viewable {
    public let kind: Kind
    public let label: Wording

    /// What kind of state it is.
    public enum Kind: String, Sendable {
        case draft, waiting, active, done, late, stopped
    }

    public init(_ kind: Kind, _ label: Wording) {
        self.kind = kind
        self.label = label
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "kind": Shown(kind.rawValue)
        case "label": Shown(label)
        default: .unknown
        }
    }
}

/// How a deadline stands, with its explanation on demand.
public struct DueBadge: Viewable {
    public let kind: Kind
    public let label: Wording
    public let date: (any Spoken)?
    public let dateTime: String?
    public let explanation: [Wording]

    /// How the deadline stands.
    public enum Kind: String, Sendable {
        case onTime, soon, late, done, none
    }

    public init(
        _ kind: Kind, _ label: Wording, date: (any Spoken)? = nil, dateTime: String? = nil,
        explanation: [Wording] = []
    ) {
        self.kind = kind
        self.label = label
        self.date = date
        self.dateTime = dateTime
        self.explanation = explanation
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "kind": Shown(kind.rawValue)
        case "label": Shown(label)
        case "date": date?.shown ?? .absent
        case "dateTime": Shown(dateTime)
        case "explanation": Shown(explanation)
        default: .unknown
        }
    }
}

/// A drawn symbol of `Assets/icons.svg`, always beside a word.
public struct Icon: Viewable {
    public let icon: String

    public init(_ icon: String) {
        self.icon = icon
    }
}

/// A link that looks like a button, or a form that is one.
public struct Action: Viewable {
    public let label: Wording
    public let icon: String?
    public let isPrimary: Bool
    public let isDanger: Bool
    public let path: String?
    public let postPath: String?
    public let hidden: [HiddenField]
    public let key: String?

    /// A link.
    /// - Parameter key: the letter that follows it.
    public init(_ label: Wording, path: String, icon: String? = nil, isPrimary: Bool = false, key: String? = nil) {
        self.label = label
        self.icon = icon
        self.isPrimary = isPrimary
        isDanger = false
        self.path = path
        postPath = nil
        hidden = []
        self.key = key
    }

    /// A form with one button.
    public init(
        _ label: Wording, posting postPath: String, hidden: [HiddenField] = [], icon: String? = nil,
        isPrimary: Bool = false, isDanger: Bool = false
    ) {
        self.label = label
        self.icon = icon
        self.isPrimary = isPrimary
        self.isDanger = isDanger
        path = nil
        self.postPath = postPath
        self.hidden = hidden
        key = nil
    }
}

/// A value that a form sends unseen.
public struct HiddenField: Viewable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A link with its words.
public struct Link: Viewable {
    public let label: Wording
    public let path: String

    public init(_ label: Wording, path: String) {
        self.label = label
        self.path = path
    }
}
