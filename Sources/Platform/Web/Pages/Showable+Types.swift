import Database
public import Essentials

extension String: Showable {
    /// Empty text is nothing to show.
    public var shown: Shown { isEmpty ? .absent : .text(self) }
}

extension Bool: Showable {
    /// A yes or no.
    public var shown: Shown { .flag(self) }
}

extension Int: Showable {
    /// Plain digits.
    public var shown: Shown { .text(String(self)) }
}

extension ID: Showable {
    /// As in an address.
    public var shown: Shown { .text(description) }
}

extension Optional: Showable where Wrapped: Showable {
    /// Nil is an explicit absence.
    public var shown: Shown { self?.shown ?? .absent }
}

extension Array: Showable where Element: Showable {
    /// Models or texts, one after another.
    public var shown: Shown {
        if isEmpty { return .list([]) }
        if let texts = self as? [String] { return .texts(texts) }
        if let views = self as? [any Viewable] { return .list(views) }
        return .list(map { Lone(value: $0.shown) })
    }
}

/// A value in a list that is neither text nor a model; its template asks for `{{.}}`.
struct Lone: Viewable {
    let value: Shown

    func shown(_ name: String) -> Shown {
        name == "." ? value : .unknown
    }
}
