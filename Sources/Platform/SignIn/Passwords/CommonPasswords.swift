import Crypto
import Foundation

/// The passwords that are tried first: common ones and those of published break-ins (ASVS V6.2.4, V6.2.12), from a list
/// on the machine, so that no password ever leaves it.
///
/// Of each only the first eight bytes of its SHA-256 are kept, sorted: a list of ten million takes 80 MB, and nobody
/// reads passwords out of the server's memory.
public struct CommonPasswords: Sendable {
    private let digests: [UInt64]

    /// Where Debian's package `john-data` puts its list.
    public static let standardFile = "/usr/share/john/password.lst"

    /// How many there are.
    public var count: Int { digests.count }

    /// Reads a list with one password a line; lines that begin with `#!comment:` are about the list.
    public init(file path: String) throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        self.init(
            lines: text.split(separator: UInt8(ascii: "\n")).lazy
                .map { String(decoding: $0, as: UTF8.self) }.filter { !$0.hasPrefix("#!comment:") })
    }

    init(lines: some Sequence<String>) {
        var digests: [UInt64] = []
        for line in lines {
            // White space at the end is the list's, not the password's.
            var word = Self.folded(line)
            while word.last?.isWhitespace == true { word.removeLast() }
            if !word.isEmpty { digests.append(Self.digest(word)) }
        }
        digests.sort()
        self.digests = digests
    }

    /// Whether a password is on the list, whatever its case, however its accents are typed; also when digits and signs
    /// were only put around it.
    public func contains(_ password: String) -> Bool {
        let typed = Self.folded(password)
        let core = String(typed.drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed())
        return holds(typed) || (core.count >= 4 && holds(core))
    }

    /// Composed (NFC) and without case: the rule by which passwords are compared, as they are hashed composed.
    private static func folded(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.lowercased()
    }

    private static func digest(_ word: String) -> UInt64 {
        SHA256.hash(data: Data(word.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func holds(_ word: String) -> Bool {
        let wanted = Self.digest(word)
        var (low, high) = (0, digests.count)
        while low < high {
            let middle = (low + high) / 2
            if digests[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < digests.count && digests[low] == wanted
    }
}
