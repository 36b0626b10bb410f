import Essentials

/// What stands in place of a page that cannot be shown: what happened, and what to do now.
struct ErrorPage: Page {
    static let frame = FrameKind.open

    let title: Wording
    let what: Wording
    let advice: [Wording]
    let actions: [ErrorAction]
    let status: Int
    /// Names a fault in the log; nil when nobody but the visitor can do something about it.
    let faultID: String?
    /// What had been typed into a form that was not taken, so that it can be copied.
    let typed: [TypedField]

    func shown(_ name: String) -> Shown {
        switch name {
        case "what": what.shown
        case "advice": .list(advice.map { Lone(value: $0.shown) })
        case "actions": Shown(actions)
        case "status": Shown(status)
        case "faultID": Shown(faultID)
        case "typed": Shown(typed)
        default: .unknown
        }
    }
}

/// A way out of an error.
struct ErrorAction: Viewable {
    let label: Wording
    let path: String
    let isPrimary: Bool
}

/// A field of a form that was not taken.
struct TypedField: Viewable {
    let name: Wording
    let value: Wording
}
