public import Essentials

/// A stretch of a day in which the office works, half-open: at `closes` it is already closed.
public struct WorkingWindow: Hashable, Sendable {
    public let opens: TimeOfDay
    public let closes: TimeOfDay

    /// Nil unless it opens before it closes.
    public init?(opens: TimeOfDay, closes: TimeOfDay) {
        guard opens < closes else { return nil }
        self.opens = opens
        self.closes = closes
    }

    public var seconds: Int {
        closes.secondsSinceMidnight - opens.secondsSinceMidnight
    }
}

extension WorkingWindow: LosslessStringConvertible, Codable {
    /// `07:00-11:30`.
    public var description: String {
        "\(opens.hourAndMinute)-\(closes.hourAndMinute)"
    }

    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let opens = TimeOfDay(String(parts[0])), let closes = TimeOfDay(String(parts[1]))
        else { return nil }
        self.init(opens: opens, closes: closes)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let window = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a window")
        }
        self = window
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// When an office is open on the days to which this applies. Eight hours a day unless a unit decides otherwise.
public struct WorkingHours: Hashable, Sendable, Codable {
    /// What the hours are for.
    public enum Use: String, Sendable, Codable {
        /// Working time: terms run in it.
        case work
        /// A counter receives people, but no working time passes (a Saturday counter).
        case reception
    }

    /// In order, without overlap.
    public let windows: [WorkingWindow]
    public let use: Use
    /// The weekdays these hours are for; nil for all.
    public let weekdays: [WeekdayName]?
    /// The part of the year these hours are for (summer, winter); nil for all of it.
    public let season: Season?

    public init(
        _ windows: [WorkingWindow], use: Use = .work, weekdays: [WeekdayName]? = nil, season: Season? = nil
    ) {
        self.windows = windows
        self.use = use
        self.weekdays = weekdays
        self.season = season
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try fields.decode([WorkingWindow].self, forKey: .windows),
            use: try fields.decodeIfPresent(Use.self, forKey: .use) ?? .work,
            weekdays: try fields.decodeIfPresent([WeekdayName].self, forKey: .weekdays),
            season: try fields.decodeIfPresent(Season.self, forKey: .season))
    }

    func holds(on date: CivilDate) -> Bool {
        (weekdays.map { $0.contains(WeekdayName(date.weekday)) } ?? true) && (season?.contains(date) ?? true)
    }

    var areInOrder: Bool {
        zip(windows, windows.dropFirst()).allSatisfy { $0.closes <= $1.opens }
    }
}

/// A weekday as it is spelled in the calendar files.
public enum WeekdayName: String, CaseIterable, Sendable, Codable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    public init(_ weekday: Weekday) {
        self = Self.allCases[weekday.rawValue - 1]
    }
}

/// A part of every year, from one day to another; it may run over New Year.
public struct Season: Hashable, Sendable, Codable {
    public let from: MonthDay
    public let through: MonthDay

    public init(from: MonthDay, through: MonthDay) {
        self.from = from
        self.through = through
    }

    func contains(_ date: CivilDate) -> Bool {
        let day = MonthDay(month: date.month, day: date.day)
        return from <= through ? from <= day && day <= through : day >= from || day <= through
    }
}

/// A day of every year, of the solar or the lunar calendar, written as Việt Nam does: `30/4`.
public struct MonthDay: Hashable, Comparable, Sendable {
    public let month: Int
    public let day: Int

    public init(month: Int, day: Int) {
        self.month = month
        self.day = day
    }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.month, lhs.day) < (rhs.month, rhs.day)
    }
}

extension MonthDay: LosslessStringConvertible, Codable {
    public var description: String { "\(day)/\(month)" }

    public init?(_ description: String) {
        let numbers = description.split(separator: "/", omittingEmptySubsequences: false).map { Int(digits: $0) }
        guard numbers.count == 2, let day = numbers[0], let month = numbers[1],
            (1...31).contains(day), (1...12).contains(month)
        else { return nil }
        self.init(month: month, day: day)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a day/month")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
