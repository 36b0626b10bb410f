extension Settings {
    /// From how long on a statement of the database is slow; nil when none is to be looked at.
    public var slowAfter: Duration? {
        self[.slowStatements].flatMap { Int64($0) }.flatMap { $0 > 0 ? .milliseconds($0) : nil }
    }
}
