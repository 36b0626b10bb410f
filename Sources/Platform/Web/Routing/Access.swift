public import Directory

/// A route that needs nobody: the handler's `Visit` may or may not have a caller.
public enum OpenAccess: Sendable, Hashable {
    /// For everybody, signed in or not.
    case `public`
}

/// A route that needs somebody: the handler's `StaffVisit` proves that there is a caller.
public enum StaffAccess: Sendable, Hashable {
    /// For whoever is signed in.
    case signedIn
    /// For whoever has the permission anywhere. In which units is for the command or the query to ask.
    case needs(Permission)
}

/// Who may use a route, as a list of routes tells it.
public enum Access: Sendable, Hashable {
    /// Everybody.
    case `public`
    /// Whoever is signed in.
    case signedIn
    /// Whoever has the permission anywhere.
    case needs(Permission)

    init(_ access: StaffAccess) {
        switch access {
        case .signedIn: self = .signedIn
        case .needs(let permission): self = .needs(permission)
        }
    }
}
