public import Essentials

/// What is wrong with what a person typed, field by field, so that it can be mended; answered with 422.
public struct Problems: Error {
    public private(set) var byField: [(field: String, message: Wording)]

    public init() {
        byField = []
    }

    /// One problem.
    public init(_ field: String, _ message: Wording) {
        byField = [(field, message)]
    }

    /// - Parameters:
    ///   - field: the name of the form's field; empty for the form as a whole.
    ///   - message: what is wrong and how to mend it.
    public mutating func add(_ field: String, _ message: Wording) {
        byField.append((field, message))
    }

    /// Takes over the problems of a part of the form.
    public mutating func add(_ others: Problems) {
        byField += others.byField
    }

    public var isEmpty: Bool { byField.isEmpty }

    /// The first message about a field.
    public subscript(_ field: String) -> Wording? {
        byField.first { $0.field == field }?.message
    }

    /// Ends a check: with the problems when there are any.
    public func throwIfAny() throws {
        if !isEmpty { throw self }
    }
}

/// A rule of the work says no, and nothing changed; answered with 409. Each command has its own enumeration of them.
public protocol Refusal: Error, Sendable {
    var message: Wording { get }
}

/// There is no such thing, or the caller may not know of it; answered with 404.
public struct NotFound: Error {
    public init() {}
}
