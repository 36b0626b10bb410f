/// Something that must hold of what is stored and that the schema cannot say. Capabilities bring theirs, `doctor` and the
/// tests hold the installation to them.
public struct StoredRule: Sendable {
    /// `numbers`, say.
    public let name: String
    /// What holds, in a sentence.
    public let holds: String
    /// What does not, each with its row.
    public let violations: @Sendable (Connection) throws -> [String]

    public init(_ name: String, _ holds: String, violations: @escaping @Sendable (Connection) throws -> [String]) {
        self.name = name
        self.holds = holds
        self.violations = violations
    }
}
