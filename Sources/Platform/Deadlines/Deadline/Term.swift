public import Essentials

/// How long somebody has (thời hạn), in the unit in which the law gives it.
public enum Term: Hashable, Sendable {
    /// Giờ làm việc: time in the office's windows.
    case workingHours(Quantity)
    /// Ngày làm việc: the day of the start is not counted. A fraction of a day is that part of eight working hours.
    case workingDays(Quantity)
    /// Ngày: the day of the start is not counted; a last day that is not worked gives way to the next that is.
    case calendarDays(Int)
    /// Tháng: the same day number, or the month's last day; then as calendar days.
    case months(Int)
    /// Giờ: plain time, nights and holidays included (NĐ 118/2025 Đ. 17 k. 2).
    case wallHours(Int)

    /// One working day is eight working hours.
    static let hoursOfWorkingDay = 8

    var isNegative: Bool {
        switch self {
        case .workingHours(let amount), .workingDays(let amount): amount < 0
        case .calendarDays(let amount), .months(let amount), .wallHours(let amount): amount < 0
        }
    }

    /// Longer than the years the calendar covers, whatever the start.
    var isBeyondAnyCalendar: Bool {
        switch self {
        case .workingHours(let amount), .workingDays(let amount): amount > 400_000
        case .calendarDays(let amount): amount > 50_000
        case .months(let amount): amount > 1_500
        case .wallHours(let amount): amount > 1_200_000
        }
    }

    /// `8 giờ làm việc`, `3 ngày làm việc`, `15 ngày`, `1 tháng`, `2 giờ`.
    public var wording: Wording {
        switch self {
        case .workingHours(let amount):
            Wording("\(amount.vietnamese) giờ làm việc", en: "\(amount) working \(amount == 1 ? "hour" : "hours")")
        case .workingDays(let amount):
            Wording("\(amount.vietnamese) ngày làm việc", en: "\(amount) working \(amount == 1 ? "day" : "days")")
        case .calendarDays(let amount):
            Wording("\(amount) ngày", en: "\(amount) \(amount == 1 ? "day" : "days")")
        case .months(let amount):
            Wording("\(amount) tháng", en: "\(amount) \(amount == 1 ? "month" : "months")")
        case .wallHours(let amount):
            Wording("\(amount) giờ", en: "\(amount) \(amount == 1 ? "hour" : "hours")")
        }
    }
}
