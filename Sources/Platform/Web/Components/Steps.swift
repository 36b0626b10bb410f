public import Essentials

/// The steps of a process, and where it is.
public struct Steps: Viewable {
    let label: Wording
    let steps: [Step]

    /// - Parameters:
    ///   - label: the process, for who cannot see it.
    ///   - steps: in order.
    public init(_ label: Wording, _ steps: [Step]) {
        self.label = label
        self.steps = steps
    }

    /// One step.
    public struct Step: Viewable {
        /// Where the process is.
        public enum State: Sendable {
            case done, current, late, ahead
        }

        let label: Wording
        let note: Wording?
        let path: String?
        let isDone: Bool
        let isCurrent: Bool
        let isLate: Bool

        /// - Parameters:
        ///   - label: what is done in it.
        ///   - state: whether it is done.
        ///   - note: who, when.
        ///   - path: where it can be seen.
        public init(_ label: Wording, _ state: State, note: Wording? = nil, path: String? = nil) {
            self.label = label
            self.note = note
            self.path = path
            isDone = state == .done
            isCurrent = state == .current || state == .late
            isLate = state == .late
        }
    }
}

/// The way down to a page.
public struct Breadcrumb: Viewable {
    let crumbs: [Crumb]

    /// - Parameter crumbs: from the top; the last one is the page itself and has no path.
    public init(_ crumbs: [Crumb]) {
        self.crumbs = crumbs
    }

    /// One step on the way.
    public struct Crumb: Viewable {
        let label: Wording
        let path: String?

        /// - Parameters:
        ///   - label: what it is called.
        ///   - path: where it is; nil for the page itself.
        public init(_ label: Wording, path: String? = nil) {
            self.label = label
            self.path = path
        }
    }
}
