import Essentials
import EvaluationEngine

/// Small sets for tests, written as people write them.
enum Samples {
    /// A criterion as JSON; `inputs` and `rule` are JSON too.
    static func criterion(
        _ code: String, maximum: String, inputs: String, rule: String, more: String = ""
    ) -> String {
        """
        {"code": "\(code)", "number": "\(code)", "name": "Tiêu chí \(code)", "maximum": \(maximum),
         "inputs": [\(inputs)], "rule": \(rule), "evidence": "none", "origin": "sample"\(more)}
        """
    }

    static func number(_ code: String, maximum: String? = nil, decimals: Int = 6) -> String {
        let end = maximum.map { ", \"maximum\": \($0)" } ?? ""
        return """
            {"code": "\(code)", "name": "\(code)", "type": "number", "minimum": 0\(end), "decimals": \(decimals)}
            """
    }

    static func yesNo(_ code: String) -> String {
        "{\"code\": \"\(code)\", \"name\": \"\(code)\", \"type\": \"yes-no\"}"
    }

    /// A criterion whose points are given directly.
    static func points(_ code: String, maximum: String, more: String = "") -> String {
        criterion(
            code, maximum: maximum, inputs: number("x", maximum: maximum),
            rule: "{\"kind\": \"points\", \"input\": \"x\"}",
            more: more)
    }

    static func bestUnit(_ code: String, maximum: String) -> String {
        criterion(
            code, maximum: maximum, inputs: number("x"),
            rule: "{\"kind\": \"best-unit\", \"input\": \"x\", \"population\": \"group\"}")
    }

    static func field(_ code: String, maximum: String, _ criteria: [String]) -> String {
        """
        {"code": "\(code)", "number": "\(code)", "name": "Lĩnh vực \(code)", "maximum": \(maximum),
         "criteria": [\(criteria.joined(separator: ",\n"))]}
        """
    }

    static func json(
        scale: String, fields: [String], rebase: String = "total", missing: String = "zero",
        ties: String = "\"competition\"", levels: String? = nil, coverage: String = "{\"total\": 0, \"field\": 0}",
        groups: [String] = ["g"], more: String = ""
    ) -> String {
        let list = groups.map { "{\"code\": \"\($0)\", \"name\": \"Nhóm \($0)\"}" }.joined(separator: ", ")
        return """
            {"format": "lienthong.criteria-set/1", "code": "T", "version": "1", "title": "Bộ thử",
             "legalBasis": {"number": "1/QĐ", "date": "2026-01-01", "issuer": "UBND", "abstract": "thử"},
             "effectiveFrom": "2026-01-01", "scale": \(scale), "rebase": "\(rebase)", "missing": "\(missing)",
             "rejected": "zero", "ties": \(ties), "rounding": {"places": 2, "mode": "half-up"},
             "coverage": \(coverage), "levels": \(levels ?? "null"), "groups": [\(list)],
             "fields": [\(fields.joined(separator: ",\n"))]\(more)}
            """
    }

    static let binhPhuoc = """
        {"basis": "points", "table": [
          {"code": "tot", "name": "tốt", "from": 85, "to": 100, "closed": true, "legalWording": "85–100"},
          {"code": "kha", "name": "khá", "from": 70, "to": 85, "legalWording": "70–84"},
          {"code": "tb", "name": "trung bình", "from": 50, "to": 70, "legalWording": "50–69"},
          {"code": "yeu", "name": "yếu", "to": 50}]}
        """

    static func issued(_ json: String) throws -> IssuedSet {
        try IssuedSet(CriteriaSet(json: json))
    }

    /// A set of one criterion with points given directly, so that a total can be said.
    static func totals(
        scale: String = "100", ties: String = "\"competition\"", levels: String? = nil
    ) throws -> IssuedSet {
        try issued(
            json(
                scale: scale, fields: [field("F", maximum: scale, [points("1", maximum: scale)])], ties: ties,
                levels: levels))
    }

    static func units(_ codes: [String], group: String = "g") -> [EvaluatedUnit] {
        codes.map { EvaluatedUnit(code: $0, name: "Đơn vị \($0)", group: group) }
    }

    /// The points of one rule for one answer.
    static func score(_ criterion: String, maximum: String, _ values: [String]) throws -> Line? {
        let set = try issued(json(scale: maximum, fields: [field("F", maximum: maximum, [criterion])]))
        var sheet = try Sheet(set, units: units(["U"]))
        let inputs = set.set.leaves[0].inputs
        let parsed = try zip(inputs, values).map { try $0.value($1) }
        try sheet.enter(.value(parsed), unit: "U", criterion: set.set.leaves[0].code)
        return Scoring(sheet).line("U", set.set.leaves[0].code)
    }
}
