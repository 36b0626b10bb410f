public import Essentials

/// Something the page says before anything else.
public struct Notice: Viewable {
    public let kind: Flash.Kind
    public let title: Wording?
    public let text: Wording
    public let links: [Link]

    public init(_ kind: Flash.Kind, _ text: Wording, title: Wording? = nil, links: [Link] = []) {
        self.kind = kind
        self.title = title
        self.text = text
        self.links = links
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        name == "kind" ? Shown(kind.rawValue) : stored(name)
    }
}

/// A list or page without anything in it yet: says what to do first.
public struct EmptyState: Viewable {
    public let icon: String
    public let title: Wording
    public let text: Wording?
    public let action: Link?

    public init(icon: String, _ title: Wording, text: Wording? = nil, action: Link? = nil) {
        self.icon = icon
        self.title = title
        self.text = text
        self.action = action
    }
}

/// A number that matters, with the list behind it.
public struct Statistic: Viewable {
    public let label: Wording
    public let number: any Spoken
    public let unit: Wording?
    public let path: String?
    public let trend: Trend?
    public let comparison: Wording?
    public let source: Wording?

    /// Which way it went since last time.
    public struct Trend: Viewable {
        public let kind: String
        public let isGood: Bool
        public let isBad: Bool
        public let text: Wording

        /// - Parameter change: positive is up.
        public init(change: Int, isGood: Bool, isBad: Bool, text: Wording) {
            kind = change > 0 ? "up" : change < 0 ? "down" : "flat"
            self.isGood = isGood
            self.isBad = isBad
            self.text = text
        }
    }

    public init(
        _ label: Wording, number: any Spoken, unit: Wording? = nil, path: String? = nil, trend: Trend? = nil,
        comparison: Wording? = nil, source: Wording? = nil
    ) {
        self.label = label
        self.number = number
        self.unit = unit
        self.path = path
        self.trend = trend
        self.comparison = comparison
        self.source = source
    }
}

/// One thing told about a record.
public struct Fact: Viewable {
    public let label: Wording
    public let text: (any Spoken)?
    public let path: String?
    public let note: Wording?

    /// - Parameter text: nil shows that it is not known yet.
    public init(_ label: Wording, _ text: (any Spoken)?, path: String? = nil, note: Wording? = nil) {
        self.label = label
        self.text = text
        self.path = path
        self.note = note
    }

    /// Text that is the same in every language.
    public init(_ label: Wording, _ text: String?, path: String? = nil, note: Wording? = nil) {
        self.init(label, text.map(Wording.verbatim) as (any Spoken)?, path: path, note: note)
    }
}

/// What is known about a record, as a list.
public struct FactList: Viewable {
    public let facts: [Fact]

    public init(_ facts: [Fact]) {
        self.facts = facts
    }
}

/// Views of one thing, side by side.
public struct Tabs: Viewable {
    public let label: Wording
    public let tabs: [Tab]

    /// One of the views.
    public struct Tab: Viewable {
        public let label: Wording
        public let path: String
        public let count: (any Spoken)?
        public let isCurrent: Bool

        public init(_ label: Wording, path: String, count: (any Spoken)? = nil, isCurrent: Bool) {
            self.label = label
            self.path = path
            self.count = count
            self.isCurrent = isCurrent
        }
    }

    public init(_ label: Wording, _ tabs: [Tab]) {
        self.label = label
        self.tabs = tabs
    }
}

/// The neighbours of a page of a list.
public struct Pagination: Viewable {
    public let text: Wording
    public let newerPath: String?
    public let olderPath: String?

    public init(_ text: Wording, newerPath: String?, olderPath: String?) {
        self.text = text
        self.newerPath = newerPath
        self.olderPath = olderPath
    }
}
