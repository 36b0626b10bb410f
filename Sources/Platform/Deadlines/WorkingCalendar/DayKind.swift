public import Essentials

/// What a day is for the office, and why: the answer of the working calendar, in the order in which the reasons are
/// asked.
public enum DayKind: String, CaseIterable, Sendable, Codable {
    /// A unit or a province decided that this day is off.
    case localDayOff = "local-day-off"
    /// A unit or a province decided that this day is worked.
    case localWorking = "local-working"
    /// Worked in place of a swapped day off (ngày làm bù), with that day's windows.
    case makeUp = "make-up"
    /// Off by a decision that names the day, as for Tết and National Day.
    case decreed
    /// Off because another day is worked for it (hoán đổi).
    case swapped
    /// A holiday by law (BLLĐ 2019 Đ. 112).
    case holiday
    /// Off because a holiday fell on a weekly rest day (nghỉ bù, BLLĐ 2019 Đ. 111 k. 3).
    case compensatory
    /// Saturday, Sunday (nghỉ hằng tuần).
    case weeklyRest = "weekly-rest"
    case working

    public var isWorking: Bool {
        switch self {
        case .localWorking, .makeUp, .working: true
        case .localDayOff, .decreed, .swapped, .holiday, .compensatory, .weeklyRest: false
        }
    }

    /// Neither worth a line in the year's list nor in an explanation: what the weekday alone tells.
    public var isOrdinary: Bool {
        self == .working || self == .weeklyRest
    }

    public var wording: Wording {
        switch self {
        case .localDayOff: Wording("nghỉ theo quyết định của địa phương", en: "off by local decision")
        case .localWorking: Wording("làm việc theo quyết định của địa phương", en: "worked by local decision")
        case .makeUp: Wording("ngày làm bù", en: "make-up working day")
        case .decreed: Wording("nghỉ theo quyết định", en: "off by decision")
        case .swapped: Wording("nghỉ hoán đổi", en: "swapped day off")
        case .holiday: Wording("nghỉ lễ", en: "holiday")
        case .compensatory: Wording("nghỉ bù", en: "compensatory day off")
        case .weeklyRest: Wording("nghỉ hằng tuần", en: "weekly rest")
        case .working: Wording("ngày làm việc", en: "working day")
        }
    }
}
