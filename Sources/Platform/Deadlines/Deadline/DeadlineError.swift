public import Essentials

/// Why a deadline cannot be counted.
public enum DeadlineError: Error, Hashable {
    case negativeTerm(Term)
    case termTooLong(Term)
    case calendar(CalendarError)
    /// The ledger tells of something before the clock started.
    case eventBeforeStart(Instant)
    case suspendedTwice(Instant)
    case resumedWithoutSuspension(Instant)
    /// The clock stands still; it has no due time until it is resumed.
    case stillSuspended(since: Instant)
    /// A new appointment can be given once (NĐ 118/2025 Đ. 19 k. 6).
    case extendedTwice(Instant)
    /// A new appointment must lie after the due time it replaces.
    case extensionNotLater(than: Instant)

    /// The reason in words for people.
    public var wording: Wording {
        switch self {
        case .negativeTerm(let term):
            Wording("Thời hạn không được âm: \(term).", en: "A term cannot be negative: \(term).")
        case .termTooLong(let term):
            Wording("Thời hạn quá dài: \(term).", en: "The term is too long: \(term).")
        case .calendar(let error):
            error.wording
        case .eventBeforeStart(let at):
            Wording(
                "Sự kiện lúc \(at.vietnamese) trước khi bắt đầu tính.", en: "The event at \(at) is before the start.")
        case .suspendedTwice(let at):
            Wording("Đã tạm dừng rồi, không thể tạm dừng lúc \(at.vietnamese).", en: "Suspended again at \(at).")
        case .resumedWithoutSuspension(let at):
            Wording("Tiếp tục lúc \(at.vietnamese) khi không tạm dừng.", en: "Resumed at \(at) without a suspension.")
        case .stillSuspended(let since):
            Wording(
                "Đang tạm dừng từ \(since.vietnamese); chưa có hạn cho đến khi tiếp tục.",
                en: "Suspended since \(since); there is no due time until it is resumed.")
        case .extendedTwice(let at):
            Wording("Chỉ được hẹn lại một lần, không thể hẹn lại lúc \(at.vietnamese).", en: "Extended again at \(at).")
        case .extensionNotLater(let than):
            Wording("Ngày hẹn lại phải sau \(than.vietnamese).", en: "The new due time must be after \(than).")
        }
    }
}

extension Instant {
    /// `16:00 ngày 13/10/2025`.
    var vietnamese: String { "\(time.hourAndMinute) ngày \(date.vietnamese)" }

    /// `2025-10-13 16:00`.
    var english: String { "\(date) \(time.hourAndMinute)" }
}
