public import Essentials

/// A day of the Vietnamese lunar calendar (ngày âm lịch), as Tết and Giỗ Tổ Hùng Vương are set by it.
///
/// Computed for UTC+7, where it differs from China's calendar in 1985, 2007, 2030 and 2053. Foundation's calendars are
/// not used: on Linux its Vietnamese one is Gregorian and its Chinese one is Beijing's.
public struct LunarDate: Hashable, Sendable {
    /// The lunar year, named by the solar year in which it begins.
    public let year: Int
    public let month: Int
    public let day: Int
    /// Whether this is the second month of that number in its year (tháng nhuận).
    public let isLeapMonth: Bool

    /// The solar years for which the calendar is computed and checked.
    public static let solarYears = 1976...2099

    public init(day: Int, month: Int, year: Int, isLeapMonth: Bool = false) {
        self.year = year
        self.month = month
        self.day = day
        self.isLeapMonth = isLeapMonth
    }

    /// The lunar day on which `date` falls.
    public init(_ date: CivilDate) throws(LunarDateError) {
        guard Self.solarYears.contains(date.year) else { throw .outsideRange(year: date.year) }
        let number = date.julianDayNumber
        let frame = LunarFrame(endingIn: date.year)
        let months = number < frame.end ? frame.months : LunarFrame(endingIn: date.year + 1).months
        guard let month = months.last(where: { $0.firstDay <= number }) else {
            throw .outsideRange(year: date.year)
        }
        self.init(
            day: number - month.firstDay + 1, month: month.number, year: month.year, isLeapMonth: month.isLeap)
    }

    /// The solar day of this lunar day.
    public func civilDate() throws(LunarDateError) -> CivilDate {
        guard (1...12).contains(month) else { throw .noSuchMonth(self) }
        let date = try uncheckedCivilDate()
        guard Self.solarYears.contains(date.year) else { throw .outsideRange(year: date.year) }
        return date
    }

    /// The same without the limit of years: the calendar looks one year back for days off that spill over.
    func uncheckedCivilDate() throws(LunarDateError) -> CivilDate {
        let frame = LunarFrame(endingIn: month >= 11 ? year + 1 : year)
        let wanted = frame.months.firstIndex { $0.number == month && $0.isLeap == isLeapMonth && $0.year == year }
        guard let index = wanted else { throw .noSuchMonth(self) }
        let next = index + 1 < frame.months.count ? frame.months[index + 1].firstDay : frame.end
        let first = frame.months[index].firstDay
        guard (1...(next - first)).contains(day) else { throw .noSuchDay(self) }
        return CivilDate(julianDayNumber: first + day - 1)
    }
}

extension LunarDate: CustomStringConvertible {
    /// `10/3/2026`; a day of a leap month is marked: `1/6/2025 nhuận`.
    public var description: String {
        "\(day)/\(month)/\(year)" + (isLeapMonth ? " nhuận" : "")
    }
}

/// Why a lunar day cannot be said.
public enum LunarDateError: Error, Hashable {
    case outsideRange(year: Int)
    case noSuchMonth(LunarDate)
    case noSuchDay(LunarDate)

    /// The reason in words for people.
    public var wording: Wording {
        switch self {
        case .outsideRange(let year):
            Wording(
                "Âm lịch chỉ được tính cho các năm 1976–2099, không có năm \(year).",
                en: "The lunar calendar is computed for the years 1976–2099, not for \(year).")
        case .noSuchMonth(let date):
            Wording(
                "Không có tháng âm lịch \(date.month)\(date.isLeapMonth ? " nhuận" : "") năm \(date.year).",
                en: "There is no lunar month \(date.month)\(date.isLeapMonth ? " (leap)" : "") in \(date.year).")
        case .noSuchDay(let date):
            Wording("Không có ngày âm lịch \(date).", en: "There is no lunar day \(date).")
        }
    }
}

extension CivilDate {
    /// The Julian day number of this day's noon.
    var julianDayNumber: Int { dayNumber + 2_440_588 }

    init(julianDayNumber: Int) {
        self.init(dayNumber: julianDayNumber - 2_440_588)
    }
}
