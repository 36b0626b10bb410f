import Essentials
import EvaluationEngine
import Web

/// A level as a table shows it: the half-open interval, and how the decision words it.
struct LevelRow: Viewable {
    let name: Wording
    let from: Points?
    let to: Points?
    let legalWording: String?

    static func all(_ set: CriteriaSet) -> [LevelRow] {
        (set.levels?.levels ?? []).map {
            LevelRow(name: $0.name, from: $0.lower.points, to: $0.upper.points, legalWording: $0.legalWording)
        }
    }
}

extension LevelTable.Cut {
    fileprivate var points: Points? {
        if case .at(let cut) = self { return Points(cut) }
        return nil
    }
}

extension TieRule {
    var wording: Wording {
        switch self {
        case .competition: Wording("Hạng thi đấu (1, 2, 2, 4)", en: "Competition (1, 2, 2, 4)")
        case .dense: Wording("Hạng liên tục (1, 2, 2, 3)", en: "Dense (1, 2, 2, 3)")
        case .ordinal(let keys):
            Wording(
                "Theo thứ tự, xét tiếp: \(keys.joined(separator: ", "))",
                en: "Ordinal, then by: \(keys.joined(separator: ", "))")
        }
    }
}

extension RebaseRule {
    var wording: Wording {
        switch self {
        case .total: Wording("Quy về thang điểm trên tổng", en: "Re-based on the total")
        case .field: Wording("Quy về thang điểm theo từng lĩnh vực", en: "Re-based field by field")
        case .none: Wording("Không quy đổi, tính 0 điểm", en: "Not re-based: no points")
        }
    }
}

extension MissingRule {
    var wording: Wording {
        switch self {
        case .zero: Wording("Tính 0 điểm sau hạn", en: "No points after the deadline")
        case .exclude: Wording("Không tính vào điểm và thang điểm", en: "Left out of score and scale")
        }
    }
}
