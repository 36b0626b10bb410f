import Essentials

/// A holiday that returns every year, as a law defines it from a certain date on.
public struct Feast: Hashable, Sendable {
    /// The name under which later laws and yearly decisions refer to it: `tet`, `quoc-khanh`.
    public let id: String
    public let day: Day
    /// How many days it has; 0 abolishes it.
    public let days: Int
    /// How many of its days lie before the feast itself when nobody has decided.
    public let daysBefore: Placement
    /// The Prime Minister decides every year which days they are (BLLĐ 2019 Đ. 112 k. 3).
    public let isDecidedYearly: Bool
    /// By which law a day of it on a weekly rest day is made good; nil if it is not.
    public let compensation: LegalSource?

    /// The feast's own day of the year, of the solar or the lunar calendar.
    public enum Day: Hashable, Sendable {
        case solar(MonthDay)
        /// Never in a leap month.
        case lunar(MonthDay)
    }

    public init(
        id: String, day: Day, days: Int = 1, daysBefore: Placement = Placement(otherwise: 0),
        isDecidedYearly: Bool = false, compensation: LegalSource? = nil
    ) {
        self.id = id
        self.day = day
        self.days = days
        self.daysBefore = daysBefore
        self.isDecidedYearly = isDecidedYearly
        self.compensation = compensation
    }

    /// The feast itself in `year`; nil where that year has no such day.
    func date(in year: Int) -> CivilDate? {
        switch day {
        case .solar(let day): CivilDate(year: year, month: day.month, day: day.day)
        case .lunar(let day): try? LunarDate(day: day.day, month: day.month, year: year).uncheckedCivilDate()
        }
    }

    /// Its days in `year` as the law and the default placement set them.
    func dates(in year: Int) -> [CivilDate] {
        guard let date = date(in: year) else { return [] }
        let first = date.adding(days: -daysBefore.days(forFeastOn: date.weekday))
        return (0..<max(0, days)).map { first.adding(days: $0) }
    }
}

/// How many days of a feast come before it, which has always depended on its weekday: the days off are joined to a
/// weekend.
public struct Placement: Hashable, Sendable {
    public let otherwise: Int
    public let byWeekday: [WeekdayName: Int]

    public init(otherwise: Int, byWeekday: [WeekdayName: Int] = [:]) {
        self.otherwise = otherwise
        self.byWeekday = byWeekday
    }

    func days(forFeastOn weekday: Weekday) -> Int {
        byWeekday[WeekdayName(weekday)] ?? otherwise
    }
}

extension Placement: Codable {
    public init(from decoder: any Decoder) throws {
        var days = try decoder.singleValueContainer().decode([String: Int].self)
        let otherwise = days.removeValue(forKey: "otherwise") ?? 0
        var byWeekday: [WeekdayName: Int] = [:]
        for (name, count) in days {
            guard let weekday = WeekdayName(rawValue: name) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "'\(name)' is not a weekday"))
            }
            byWeekday[weekday] = count
        }
        self.init(otherwise: otherwise, byWeekday: byWeekday)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        var days = Dictionary(uniqueKeysWithValues: byWeekday.map { ($0.key.rawValue, $0.value) })
        days["otherwise"] = otherwise
        try container.encode(days)
    }
}

extension Feast: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, solar, lunar, days, daysBefore, decidedYearly, compensation
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let day: Day
        if let lunar = try fields.decodeIfPresent(MonthDay.self, forKey: .lunar) {
            day = .lunar(lunar)
        } else {
            day = .solar(try fields.decode(MonthDay.self, forKey: .solar))
        }
        self.init(
            id: try fields.decode(String.self, forKey: .id), day: day,
            days: try fields.decode(Int.self, forKey: .days),
            daysBefore: try fields.decodeIfPresent(Placement.self, forKey: .daysBefore) ?? Placement(otherwise: 0),
            isDecidedYearly: try fields.decodeIfPresent(Bool.self, forKey: .decidedYearly) ?? false,
            compensation: try fields.decodeIfPresent(LegalSource.self, forKey: .compensation))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        switch day {
        case .solar(let day): try fields.encode(day, forKey: .solar)
        case .lunar(let day): try fields.encode(day, forKey: .lunar)
        }
        try fields.encode(days, forKey: .days)
        try fields.encode(daysBefore, forKey: .daysBefore)
        try fields.encode(isDecidedYearly, forKey: .decidedYearly)
        try fields.encodeIfPresent(compensation, forKey: .compensation)
    }
}
