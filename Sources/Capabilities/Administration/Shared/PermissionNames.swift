import Directory
import Essentials
import Web

/// What the permissions of all capabilities are called.
struct PermissionNames: Sendable {
    private let names: [String: Wording]
    private let order: [String: Int]

    init(_ permissions: [Permission]) {
        names = Dictionary(permissions.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        order = Dictionary(permissions.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The code itself for a permission that no capability declares any more.
    subscript(code: String) -> Wording { names[code] ?? .verbatim(code) }

    /// As boxes to tick, in the order in which the capabilities declare them.
    func options(of codes: Set<String>) -> [(value: String, label: Wording, hint: Wording?)] {
        sorted(codes).map { ($0, self[$0], nil) }
    }

    func sorted(_ codes: Set<String>) -> [String] {
        codes.sorted { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }
    }
}
