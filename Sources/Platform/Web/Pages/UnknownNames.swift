import Synchronization

/// Names that templates asked for and no model had.
public final class UnknownNames: Sendable {
    private let names = Mutex<Set<String>>([])

    /// Nothing yet.
    public init() {}

    /// `DocumentPage: subjekt`, in order.
    public var all: [String] { names.withLock { $0.sorted() } }

    /// - Returns: those that were not there before.
    @discardableResult
    func insert(_ more: Set<String>) -> Set<String> {
        names.withLock { names in
            let fresh = more.subtracting(names)
            names.formUnion(fresh)
            return fresh
        }
    }
}
