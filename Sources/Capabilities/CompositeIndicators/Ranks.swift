import EvaluationEngine

/// Ranks over doubles, for statistics only.
public enum Ranks {
    /// 1 is the greatest; equal values share the least rank.
    public static func descending(_ column: Column) -> [Int?] {
        Normalisation.ranks(column.mapValues { -$0 }).map { $0.map { Int($0) } }
    }
}

enum DelimitedLine {
    static func text(_ cells: [String]) -> String { DelimitedText.line(cells) }
}
