public import Essentials

/// A page: what it shows. How it looks is in the template of the same name.
public protocol Page: Viewable {
    /// What stands around it.
    static var frame: FrameKind { get }

    /// The one heading, and the first part of the window's title.
    var title: Wording { get }

    /// What was searched for, when the search field is to keep it.
    var searchQuery: String? { get }
}

extension Page {
    /// Most pages are for people at work.
    public static var frame: FrameKind { .office }

    /// Most pages are not searches.
    public var searchQuery: String? { nil }

    /// The name of the page's template, which is that of its type.
    static var templateName: String { String(describing: Self.self) }
}

/// What stands around a page.
public enum FrameKind: String, Sendable {
    /// Search, creations, capabilities: for people at work.
    case office = "Office"
    /// For citizens and for whoever has not signed in.
    case open = "Public"
    /// Full screen, by keyboard.
    case counter = "Counter"
    /// By the law's layout.
    case paper = "Paper"
}
