import Crypto
import Essentials
import Foundation

/// A set that passed every check and changes no more: what a round binds to. An amendment is a new version.
public struct IssuedSet: Hashable, Sendable {
    public let set: CriteriaSet
    /// SHA-256 of the set's canonical JSON, in hexadecimal.
    public let hash: String

    /// Refuses a set with any problem, and says all of them.
    public init(_ set: CriteriaSet) throws(SetRefusal) {
        let problems = set.problems()
        guard problems.isEmpty else { throw SetRefusal(problems: problems) }
        self.set = set
        hash = ContentHash.hexadecimal(of: set.canonical.compact)
    }
}

/// Why a set cannot be issued.
public struct SetRefusal: Error, Hashable, Sendable {
    public let problems: [SetProblem]
}

/// SHA-256 as it is printed in decisions and packages.
enum ContentHash {
    static func hexadecimal(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).hexadecimal
    }
}
