import Essentials

/// An official of the sample province, with the post held before and after the reorganisation.
struct SamplePerson: Hashable, Sendable {
    /// Counts from 0; how other parts of the sample name this person.
    let number: Int
    let name: String
    /// Only the printed accounts have one.
    var username: String?
    var before: SamplePost?
    var after: SamplePost?
}

/// A post: a person in a position in a unit.
struct SamplePost: Hashable, Sendable {
    let unit: String
    let title: String
    let standing: Standing
    let duty: Duty
    /// Whether the reorganisation needed a new appointment; otherwise the post went over with its unit.
    var isAppointed = false

    enum Standing: String, Sendable {
        case head, deputy, member
    }

    /// What the person does on the platform; each is a role there.
    enum Duty: String, Sendable {
        /// Directs what the agency receives, and signs.
        case leader
        /// Hands on within an inner unit.
        case roomHead
        case specialist
        /// Registers, numbers and issues.
        case clerk
    }
}

/// What the heads of units are called, and their deputies.
enum SampleTitles {
    static func head(of unit: SampleUnit) -> String {
        switch unit.kind {
        case .peoplesCommittee: "Chủ tịch Ủy ban nhân dân tỉnh"
        case .peoplesCouncil: "Chủ tịch Hội đồng nhân dân tỉnh"
        case .district, .commune: "Chủ tịch Ủy ban nhân dân"
        case .massOrganisation: "Chủ tịch"
        case .steeringCommittee: "Trưởng Ban"
        case .partyOrgan: unit.name.hasPrefix("Ủy ban") ? "Chủ nhiệm" : inner(unit.name)
        case .innerUnit, .department, .publicServiceUnit, .centralAgency: inner(unit.name)
        }
    }

    static func deputy(of unit: SampleUnit) -> String {
        "Phó \(head(of: unit))"
    }

    private static let byFirstWords = [
        ("Văn phòng Đăng ký", "Giám đốc"), ("Văn phòng", "Chánh Văn phòng"), ("Phòng", "Trưởng phòng"),
        ("Chi cục", "Chi cục trưởng"), ("Thanh tra", "Chánh Thanh tra"), ("Công an", "Giám đốc"),
        ("Ban Quản lý dự án", "Giám đốc"), ("Ban", "Trưởng ban"), ("Trường", "Hiệu trưởng"), ("Tỉnh ủy", "Bí thư"),
    ]

    private static func inner(_ name: String) -> String {
        byFirstWords.first { name.hasPrefix($0.0) }?.1 ?? "Giám đốc"
    }
}
