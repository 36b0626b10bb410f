/// What goes wrong between the platform and its database.
public enum DatabaseError: Error, Sendable {
    /// The database cannot be reached, opened or written to; nothing was changed.
    case unavailable(String)
    /// The connection broke while the transaction was being committed: it may or may not have taken effect.
    case outcomeUnknown(String)
    /// A rule of the schema refused the change.
    case constraint(Constraint, message: String)
    /// The transaction met another one and can be tried again; seen only when every try met one.
    case conflict(String)
    /// A column is missing or holds something unexpected.
    case column(String, reason: String)
    /// The statement is wrong, or the engine failed at it.
    case failed(String, statement: String)
    /// The installation's migrations do not fit this program.
    case migration(String)

    /// The kinds of rule a schema has.
    public enum Constraint: Sendable {
        case unique, foreignKey, check, notNull, other
    }
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unavailable(let reason): "database unavailable: \(reason)"
        case .outcomeUnknown(let reason): "connection lost while committing: \(reason)"
        case .constraint(let kind, let message): "\(kind) constraint: \(message)"
        case .conflict(let reason): "conflict with another transaction: \(reason)"
        case .column(let name, let reason): "column \(name): \(reason)"
        case .failed(let message, let statement): "\(message) in: \(statement)"
        case .migration(let reason): "migration: \(reason)"
        }
    }
}
