public import Database
public import Essentials

/// What a unit is in the organisation of the State, the Party and the mass organisations. How many levels there are is
/// not said here: the tree has any depth, and districts are history that still reads right.
public enum UnitKind: String, CaseIterable, Sendable, SQLConvertible {
    /// The province, the top of the tree.
    case province
    case peoplesCouncil = "peoples-council"
    case peoplesCommittee = "peoples-committee"
    case department
    /// Abolished on 1 July 2025 (Luật 72/2025/QH15).
    case district
    /// Commune, ward, special zone.
    case commune
    case partyOrgan = "party-organ"
    case massOrganisation = "mass-organisation"
    /// An agency of the centre in the province: tax, statistics, police.
    case centralAgency = "central-agency"
    case publicServiceUnit = "public-service-unit"
    /// A division of an agency, without a seal of its own as a rule.
    case innerUnit = "inner-unit"
    case steeringCommittee = "steering-committee"
    case advisoryBody = "advisory-body"

    public var name: Wording {
        switch self {
        case .province: Wording("Tỉnh", en: "Province")
        case .peoplesCouncil: Wording("Hội đồng nhân dân", en: "People's Council")
        case .peoplesCommittee: Wording("Ủy ban nhân dân", en: "People's Committee")
        case .department: Wording("Sở, ban, ngành", en: "Department")
        case .district: Wording("Cấp huyện", en: "District")
        case .commune: Wording("Xã, phường, đặc khu", en: "Commune, ward, special zone")
        case .partyOrgan: Wording("Cơ quan Đảng", en: "Party organ")
        case .massOrganisation: Wording("Mặt trận, đoàn thể", en: "Mass organisation")
        case .centralAgency: Wording("Cơ quan ngành dọc", en: "Agency of the centre")
        case .publicServiceUnit: Wording("Đơn vị sự nghiệp công lập", en: "Public service unit")
        case .innerUnit: Wording("Phòng, ban, văn phòng", en: "Division, office")
        case .steeringCommittee: Wording("Ban chỉ đạo", en: "Steering committee")
        case .advisoryBody: Wording("Hội đồng, tổ tư vấn", en: "Advisory body")
        }
    }
}
