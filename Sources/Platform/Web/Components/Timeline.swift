public import Essentials

/// What happened to a record: who, in which post, what, when; out of the journal.
public struct Timeline: Viewable {
    let label: Wording
    let days: [Day]
    let olderPath: String?

    /// - Parameters:
    ///   - label: whose story it is, for who cannot see it.
    ///   - days: newest first.
    ///   - olderPath: what came before.
    public init(_ label: Wording, days: [Day], olderPath: String? = nil) {
        self.label = label
        self.days = days
        self.olderPath = olderPath
    }

    /// What happened on one day.
    public struct Day: Viewable {
        let label: CivilDate
        let entries: [Entry]

        /// - Parameters:
        ///   - date: the day.
        ///   - entries: newest first.
        public init(_ date: CivilDate, _ entries: [Entry]) {
            label = date
            self.entries = entries
        }
    }

    /// One thing that happened.
    public struct Entry: Viewable {
        let icon: String
        let who: String
        let post: String?
        let what: Wording
        let at: Instant
        let now: Instant
        let note: String?
        let changes: [Diff.Change]
        let links: [Link]
        let isLate: Bool

        /// - Parameters:
        ///   - icon: a symbol of `Assets/icons.svg`.
        ///   - who: the person, or the platform.
        ///   - post: in which post and unit.
        ///   - what: the deed, in a few words.
        ///   - at: when.
        ///   - now: from when one looks back.
        ///   - note: what was said with it: an opinion, a reason.
        ///   - changes: what it changed.
        ///   - links: where to see it.
        ///   - isLate: it came after its deadline.
        public init(
            icon: String, who: String, post: String?, what: Wording, at: Instant, now: Instant, note: String? = nil,
            changes: [Diff.Change] = [], links: [Link] = [], isLate: Bool = false
        ) {
            self.icon = icon
            self.who = who
            self.post = post
            self.what = what
            self.at = at
            self.now = now
            self.note = note
            self.changes = changes
            self.links = links
            self.isLate = isLate
        }

        /// What the template sees.
        public func shown(_ name: String) -> Shown {
            switch name {
            case "icon": Shown(icon)
            case "who": Shown(who)
            case "post": Shown(post)
            case "what": Shown(what)
            case "when": .spoken(Age(of: at, at: now))
            case "whenExact": .spoken(at)
            case "dateTime": Shown(at.description)
            case "note": Shown(note)
            case "changes": Shown(changes)
            case "links": Shown(links)
            case "isLate": Shown(isLate)
            default: .unknown
            }
        }
    }
}
