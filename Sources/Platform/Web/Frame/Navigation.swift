public import Database
public import Directory
public import Essentials

/// A place that people at work go to often: a line of the left column, with what waits there.
public struct NavigationItem: Sendable {
    /// How it is called.
    public let label: Wording
    /// The list behind it; also the name of its live count.
    public let path: String
    /// A symbol of `Assets/icons.svg`.
    public let icon: String
    /// Who sees it; nil for everybody signed in.
    public let needs: Permission?
    /// How much waits there: exactly what the list behind it counts. Nil for a place without a count.
    public let count: (@Sendable (Connection, Caller, Instant) throws -> CappedCount)?

    /// - Parameters:
    ///   - label: how it is called.
    ///   - path: the list behind it.
    ///   - icon: a symbol of `Assets/icons.svg`.
    ///   - needs: who sees it.
    ///   - count: how much waits there.
    public init(
        label: Wording, path: String, icon: String, needs: Permission?,
        count: (@Sendable (Connection, Caller, Instant) throws -> CappedCount)? = nil
    ) {
        self.label = label
        self.path = path
        self.icon = icon
        self.needs = needs
        self.count = count
    }

    func isSeen(by caller: Caller) -> Bool {
        needs.map(caller.rights.has) ?? true
    }
}

/// Something that people begin: an entry of the menu "Tạo".
public struct Creation: Sendable {
    /// What is begun.
    public let label: Wording
    /// The empty form.
    public let path: String
    /// The key for it, after `n`.
    public let key: String
    /// Who may.
    public let needs: Permission

    /// - Parameters:
    ///   - label: what is begun.
    ///   - path: the empty form.
    ///   - key: the key for it.
    ///   - needs: who may.
    public init(label: Wording, path: String, key: String, needs: Permission) {
        self.label = label
        self.path = path
        self.key = key
        self.needs = needs
    }
}
