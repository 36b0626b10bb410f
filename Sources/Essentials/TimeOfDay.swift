/// A time on a clock's face, in whole seconds since midnight: 0…86,400. The last one, 24:00, closes a day.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    public let secondsSinceMidnight: Int

    public static let midnight = TimeOfDay(secondsSinceMidnight: 0)

    /// Values outside 0…86,400 are moved to the nearer end.
    public init(secondsSinceMidnight: Int) {
        self.secondsSinceMidnight = min(max(secondsSinceMidnight, 0), 86_400)
    }

    /// Nil unless hour is 0…23 and minute and second are 0…59.
    public init?(hour: Int, minute: Int = 0, second: Int = 0) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return nil }
        self.init(secondsSinceMidnight: hour * 3600 + minute * 60 + second)
    }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.secondsSinceMidnight < rhs.secondsSinceMidnight
    }

    public var hour: Int { secondsSinceMidnight / 3600 }
    public var minute: Int { secondsSinceMidnight / 60 % 60 }
    public var second: Int { secondsSinceMidnight % 60 }

    /// `14:30`.
    public var hourAndMinute: String {
        "\(hour.padded(to: 2)):\(minute.padded(to: 2))"
    }
}

extension TimeOfDay: LosslessStringConvertible {
    /// `14:30:00`.
    public var description: String {
        "\(hourAndMinute):\(second.padded(to: 2))"
    }

    /// Reads `14:30` or `14:30:00`; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        let numbers = parts.compactMap { Int(digits: $0) }
        guard numbers.count == parts.count else { return nil }
        self.init(hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
    }
}

extension Int {
    /// Decimal with leading zeros up to `width` characters.
    package func padded(to width: Int) -> String {
        let digits = String(magnitude)
        return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }

    /// Reads ASCII digits only: no sign, no space, no other script's digits. Nil for anything else.
    package init?(digits text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        self.init(text)
    }
}
