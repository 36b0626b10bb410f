public import Essentials

/// Why the calendar cannot be read or cannot answer.
public enum CalendarError: Error, Hashable {
    /// A calendar file is missing or does not say what it must.
    case unreadable(file: String, reason: String)
    case duplicateEntry(id: String)
    case unknownSuperseded(id: String, by: String)
    case flawedEntry(id: String, reason: String)
    /// As known at that time there were no weekly rest days, hours or policy yet.
    case nothingKnown(for: CalendarPlace)
    /// The calendar answers for the years 1976–2099.
    case outsideYears(CivilDate)
    /// A pinned version that these entries do not reproduce.
    case unknownVersion(String)

    /// The reason in words for people.
    public var wording: Wording {
        switch self {
        case .unreadable(let file, let reason):
            Wording(
                "Không đọc được tệp lịch \(file): \(reason)", en: "The calendar file \(file) is unreadable: \(reason)")
        case .duplicateEntry(let id):
            Wording("Mục lịch \(id) có hai lần.", en: "The calendar entry \(id) is there twice.")
        case .unknownSuperseded(let id, let by):
            Wording(
                "Mục lịch \(by) thay thế mục \(id) không tồn tại.",
                en: "The calendar entry \(by) supersedes \(id), which does not exist.")
        case .flawedEntry(let id, let reason):
            Wording("Mục lịch \(id) không hợp lệ: \(reason)", en: "The calendar entry \(id) \(reason).")
        case .nothingKnown(let place):
            Wording("Chưa có lịch làm việc cho \(place).", en: "There is no working calendar yet for \(place).")
        case .outsideYears(let date):
            Wording(
                "Lịch làm việc chỉ có các năm 1976–2099, không có ngày \(date.vietnamese).",
                en: "The working calendar covers 1976–2099, not \(date).")
        case .unknownVersion(let version):
            Wording("Không dựng lại được phiên bản lịch \(version).", en: "The calendar version \(version) is unknown.")
        }
    }
}
