/// A moment, in whole microseconds since 1970-01-01T00:00:00Z. People see it in the time of Việt Nam (UTC+7).
public struct Instant: Hashable, Comparable, Sendable {
    public let microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    /// The moment at which a clock in Việt Nam shows `time` on `date`.
    ///
    /// The offset is fixed at UTC+7; the host's zone and its zone data are never asked.
    public init(_ date: CivilDate, _ time: TimeOfDay = .midnight) {
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(time.secondsSinceMidnight) - Self.offsetFromUTC
        self.init(microsecondsSince1970: seconds * 1_000_000)
    }

    /// Seconds by which Việt Nam is ahead of UTC.
    public static let offsetFromUTC: Int64 = 7 * 3600

    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.microsecondsSince1970 < rhs.microsecondsSince1970
    }

    /// The civil date in Việt Nam.
    public var date: CivilDate {
        CivilDate(dayNumber: Int(localSeconds.flooredDivision(by: 86_400)))
    }

    /// The time of day in Việt Nam, to the second.
    public var time: TimeOfDay {
        TimeOfDay(secondsSinceMidnight: Int(localSeconds - localSeconds.flooredDivision(by: 86_400) * 86_400))
    }

    /// So many seconds later; earlier if negative.
    public func adding(seconds: Int64) -> Instant {
        Instant(microsecondsSince1970: microsecondsSince1970 + seconds * 1_000_000)
    }

    /// So many milliseconds later; earlier if negative.
    public func adding(milliseconds: Int64) -> Instant {
        Instant(microsecondsSince1970: microsecondsSince1970 + milliseconds * 1000)
    }

    /// Whole seconds from `earlier` to this moment, rounded down.
    public func seconds(since earlier: Instant) -> Int64 {
        (microsecondsSince1970 - earlier.microsecondsSince1970).flooredDivision(by: 1_000_000)
    }

    private var localSeconds: Int64 {
        microsecondsSince1970.flooredDivision(by: 1_000_000) + Self.offsetFromUTC
    }
}

extension Instant: LosslessStringConvertible {
    /// `2025-10-13T16:00:00+07:00`.
    public var description: String {
        "\(date)T\(time)+07:00"
    }

    /// Reads `2025-10-13T16:00`, with seconds, a fraction and an offset (`Z`, `+07:00`) if given; without an offset
    /// the time is that of Việt Nam. Nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CivilDate(String(parts[0])) else { return nil }
        var clock = parts[1]
        var offset = Self.offsetFromUTC
        if clock.hasSuffix("Z") {
            clock = clock.dropLast()
            offset = 0
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let zone = TimeOfDay(String(clock[clock.index(after: sign)...])) else { return nil }
            offset = Int64(zone.secondsSinceMidnight) * (clock[sign] == "-" ? -1 : 1)
            clock = clock[..<sign]
        }
        let pieces = clock.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let time = pieces.first.flatMap({ TimeOfDay(String($0)) }) else { return nil }
        var microseconds: Int64 = 0
        if pieces.count == 2 {
            let digits = pieces[1].prefix(6)
            guard !digits.isEmpty, pieces[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
            microseconds = Int64(String(digits) + String(repeating: "0", count: 6 - digits.count)) ?? 0
        }
        let civil = Instant(date, time).microsecondsSince1970 + (Self.offsetFromUTC - offset) * 1_000_000
        self.init(microsecondsSince1970: civil + microseconds)
    }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a date and time")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension BinaryInteger {
    /// Division that rounds toward −∞, as calendars need it.
    package func flooredDivision(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
