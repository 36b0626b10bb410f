/// What a text asks for, since when, and which text: statutory values are data, never an `if` on a year.
public struct Dated<Value: Sendable>: Sendable {
    public let value: Value
    public let from: CivilDate?
    public let basis: String

    public init(_ value: Value, from: CivilDate?, basis: String) {
        self.value = value
        self.from = from
        self.basis = basis
    }
}

extension Array {
    /// What holds on a day, of a list with the oldest first. Before the first that is known, that one: a clock set back
    /// loosens nothing.
    public func inForce<Value>(on day: CivilDate) -> Dated<Value>? where Element == Dated<Value> {
        last { dated in dated.from.map { $0 <= day } ?? true } ?? first
    }
}
