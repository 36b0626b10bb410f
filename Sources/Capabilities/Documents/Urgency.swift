public import Database
public import Essentials

/// How urgent a document is (mức độ khẩn, NĐ 30/2020 PL I mục III.2b), as the exchange counts it.
public enum Urgency: Int, CaseIterable, Sendable, SQLConvertible {
    case ordinary = 0
    case urgent = 1
    case veryUrgent = 2
    case express = 3

    public var name: Wording {
        switch self {
        case .ordinary: Wording("Thường", en: "Ordinary")
        case .urgent: Wording("Khẩn", en: "Urgent")
        case .veryUrgent: Wording("Thượng khẩn", en: "Very urgent")
        case .express: Wording("Hỏa tốc", en: "Express")
        }
    }
}
