/// What a template can ask for values: a page, a row, a piece of a page.
///
/// A plain struct needs only to say `: Viewable`; its stored properties are found by their names. A row of a long list
/// answers itself, which is quicker, and so does a model with computed values:
///
///     func shown(_ name: String) -> Shown {
///         switch name {
///         case "number": Shown(number)
///         case "note": Shown(note)
///         default: .unknown
///         }
///     }
public protocol Viewable: Showable, Sendable {
    /// The value under a name; `.unknown` for a name that the model does not have.
    func shown(_ name: String) -> Shown
}

extension Viewable {
    /// A model is a value like any other: a model within a model.
    public var shown: Shown { .view(self) }

    /// Finds the stored property of this name.
    public func shown(_ name: String) -> Shown {
        name.isEmpty ? .everything(storedProperties) : storedProperties[name] ?? .unknown
    }

    /// The stored property of this name, for a model that answers some names itself.
    public func stored(_ name: String) -> Shown {
        storedProperties[name] ?? .unknown
    }

    private var storedProperties: [String: Shown] {
        let mirror = Mirror(reflecting: self)
        var values: [String: Shown] = [:]
        values.reserveCapacity(mirror.children.count)
        for (label, value) in mirror.children {
            guard let label else { continue }
            if let shown = Self.shown(value) { values[label] = shown }
        }
        return values
    }

    private static func shown(_ value: Any) -> Shown? {
        switch value {
        case let showable as any Showable: showable.shown
        case let views as [any Viewable]: .list(views)
        case let view as (any Viewable)?: view.map { .view($0) } ?? .absent
        case let spoken as (any Spoken)?: spoken?.shown ?? .absent
        default: nil
        }
    }
}
