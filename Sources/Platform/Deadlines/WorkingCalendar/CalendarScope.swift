/// For whom a calendar entry was decided.
public enum CalendarScope: Hashable, Sendable {
    case nation
    case province(String)
    case unit(String)

    /// Whether the entry holds at `place`.
    public func covers(_ place: CalendarPlace) -> Bool {
        switch self {
        case .nation: true
        case .province(let code): place.province == code
        case .unit(let code): place.unit == code
        }
    }

    /// The nearer decision goes first: 2 for a unit's, 1 for a province's, 0 for the nation's.
    var nearness: Int {
        switch self {
        case .nation: 0
        case .province: 1
        case .unit: 2
        }
    }
}

extension CalendarScope: LosslessStringConvertible {
    /// `nation`, `province:lam-son`, `unit:H12`.
    public var description: String {
        switch self {
        case .nation: "nation"
        case .province(let code): "province:\(code)"
        case .unit(let code): "unit:\(code)"
        }
    }

    public init?(_ description: String) {
        let parts = description.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("nation", 1): self = .nation
        case ("province", 2): self = .province(parts[1])
        case ("unit", 2): self = .unit(parts[1])
        default: return nil
        }
    }
}

/// Whose calendar is asked for: an office, in a province, in the nation.
public struct CalendarPlace: Hashable, Sendable {
    public let province: String?
    public let unit: String?

    /// The nation's calendar, without any local decision.
    public static let nation = CalendarPlace()

    /// Codes are taken as they stand; they must not contain `/`, `@` or `#`, which the calendar version uses.
    public init(province: String? = nil, unit: String? = nil) {
        self.province = province
        self.unit = unit
    }
}

extension CalendarPlace: LosslessStringConvertible {
    /// `nation`, `nation/lam-son`, `nation/lam-son/H12`; a missing province is left empty.
    public var description: String {
        switch (province, unit) {
        case (nil, nil): "nation"
        case (let province?, nil): "nation/\(province)"
        case (let province, let unit?): "nation/\(province ?? "")/\(unit)"
        }
    }

    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.first == "nation", parts.count <= 3 else { return nil }
        let province = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
        self.init(province: province, unit: parts.count > 2 ? parts[2] : nil)
    }
}
