public import Essentials
import Foundation

/// Which calendar a date was promised by: the place, how much was known, and a digest of it. A dossier keeps it, and
/// the same entries give the same calendar for ever.
public struct CalendarVersion: Hashable, Sendable {
    public let place: CalendarPlace
    /// When the latest of the entries was recorded.
    public let knownAt: Instant
    /// 16 hexadecimal digits over all entries that the snapshot knows.
    public let digest: String

    init(place: CalendarPlace, entries: [CalendarEntry]) {
        self.place = place
        knownAt = entries.map(\.recordedAt).max() ?? Instant(microsecondsSince1970: 0)
        digest = Self.digest(of: entries)
    }

    /// FNV-1a over the entries in the order of their ids; against mistakes, not against forgery.
    private static func digest(of entries: [CalendarEntry]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for entry in entries.sorted(by: { $0.id < $1.id }) {
            // An entry consists of text, dates and numbers; encoding it cannot fail, and its id stands in if it did.
            let bytes = (try? encoder.encode(entry)) ?? Data(entry.id.utf8)
            for byte in bytes {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension CalendarVersion: LosslessStringConvertible {
    /// `nation/lam-son@2026-10-02T00:00:00+07:00#0123456789abcdef`.
    public var description: String {
        "\(place)@\(knownAt)#\(digest)"
    }

    public init?(_ description: String) {
        let halves = description.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, let place = CalendarPlace(String(halves[0])) else { return nil }
        let parts = halves[1].split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, let knownAt = Instant(String(parts[0])), parts[1].utf8.count == 16 else { return nil }
        self.place = place
        self.knownAt = knownAt
        digest = String(parts[1])
    }
}
