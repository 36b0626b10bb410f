public import Database

/// What stands after the `?` of an address.
public struct Query: Fields {
    /// Every field, in order.
    public let fields: [(name: String, value: String)]
    /// As it stood in the address.
    public let text: String

    /// Broken escapes stay as they are: an address is never a reason to fail.
    public init(_ text: String) {
        self.text = text
        fields = URLEncodedForm.fields(of: text.utf8) ?? []
    }

    /// Whether nothing was asked for.
    public var isEmpty: Bool { text.isEmpty }

    /// Where in a list to read: `?older=` or `?newer=`, else the newest.
    public var position: KeysetPosition {
        if let older = self.text("older").flatMap(Keyset.init) { return .older(than: older) }
        if let newer = self.text("newer").flatMap(Keyset.init) { return .newer(than: newer) }
        return .newest
    }

    /// The query with other values, for links that keep the rest: filters, chips, sorting. Nil takes a field away;
    /// the place in the list is given up, since another list begins at its beginning.
    public func with(_ changes: [String: String?]) -> String {
        var kept = fields.filter { field in
            changes[field.name] == nil && field.name != "older" && field.name != "newer"
        }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            if let value { kept.append((name, value)) }
        }
        return Self.encoded(kept)
    }

    /// `?q=h%C3%B2a&unit=0A…`, or nothing when there is no field.
    public static func encoded(_ fields: [(name: String, value: String)]) -> String {
        guard !fields.isEmpty else { return "" }
        return "?" + fields.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }
}
