extension SetChecker {
    /// Codes, dates, groups, thresholds, keys.
    mutating func checkSet() {
        checkUnique(
            set.fields.map(\.code) + set.allCriteria.map(\.code),
            "mã lĩnh vực/tiêu chí bị trùng", "the code is used twice among fields and criteria")
        checkUnique(set.groups.map(\.code), "mã nhóm đơn vị bị trùng", "the code is used twice among groups")
        check(!set.groups.isEmpty, nil, "chưa có nhóm đơn vị nào", "there is no group of units")
        check(!set.fields.isEmpty, nil, "chưa có lĩnh vực nào", "there is no field")
        check(
            set.scale > 0 && set.scale <= 1_000_000, nil, "thang điểm phải lớn hơn 0 và không quá 1.000.000",
            "the scale must be above 0 and at most 1,000,000")
        if let end = set.effectiveTo, end < set.effectiveFrom {
            report(nil, "hết hiệu lực \(end) trước khi có hiệu lực", "it ends on \(end), before it begins")
        }
        for threshold in [set.coverage.total, set.coverage.field] where threshold < 0 || threshold > 1 {
            report(
                nil, "ngưỡng đủ dữ liệu \(threshold) nằm ngoài 0…1",
                "the coverage threshold \(threshold) is outside 0…1")
        }
        if case .ordinal(let keys) = set.ties {
            for key in keys where !set.fields.contains(where: { $0.code == key }) {
                report(key, "khóa xếp hạng không phải mã lĩnh vực", "the ranking key is no field's code")
            }
        }
        if let condition = set.eligibility { checkCondition(condition, of: nil) }
        checkApplicability()
    }

    private mutating func checkApplicability() {
        let known = Set(set.groups.map(\.code))
        for criterion in set.allCriteria {
            for group in criterion.groups ?? [] where !known.contains(group) {
                report(criterion.code, "không có nhóm '\(group)'", "there is no group '\(group)'")
            }
        }
        for group in set.groups {
            let scored = set.fields.flatMap(\.leaves).contains { $0.maximum > 0 && $0.applies(to: group.code) }
            check(
                scored, group.code, "nhóm không có tiêu chí nào áp dụng", "no criterion applies to the group")
        }
    }

    private mutating func checkUnique(_ codes: [String], _ vietnamese: String, _ english: String) {
        var seen: Set<String> = []
        for code in codes where !seen.insert(code).inserted { report(code, vietnamese, english) }
    }

    /// Sub-criteria sum to their criterion, criteria to their field, fields to the scale.
    mutating func checkSums() {
        checkSum(set.fields.map(\.maximum), set.scale, nil)
        for field in set.fields {
            check(field.maximum >= 0, field.code, "điểm tối đa âm", "the maximum is negative")
            checkSum(field.criteria.map(\.maximum), field.maximum, field.code)
            for criterion in field.criteria where criterion.role == .bonus || criterion.role == .penalty {
                report(
                    criterion.code, "điểm cộng, điểm trừ phải nằm ở phần riêng",
                    "bonus and penalty belong to the adjustments")
            }
        }
        for criterion in set.allCriteria where !criterion.parts.isEmpty {
            checkSum(criterion.parts.map(\.maximum), criterion.maximum, criterion.code)
        }
        guard let adjustments = set.adjustments else { return }
        check(adjustments.cap >= 0, nil, "trần điểm cộng âm", "the cap of the bonus is negative")
        check(
            adjustments.floor <= 0, nil, "sàn điểm trừ phải là số không dương", "the floor of the penalty is positive")
        for leaf in adjustments.criteria.flatMap(\.leaves) where leaf.role != .bonus && leaf.role != .penalty {
            report(leaf.code, "phải là điểm cộng hoặc điểm trừ", "must be a bonus or a penalty")
        }
    }

    private mutating func checkSum(_ parts: [Rational], _ whole: Rational, _ code: String?) {
        let sum = Rational.sum(parts)
        check(
            sum == whole, code, "tổng điểm thành phần \(sum) khác điểm tối đa \(whole)",
            "the parts sum to \(sum), but the maximum is \(whole)")
    }

    mutating func checkCriterion(_ criterion: Criterion) {
        let code = criterion.code
        check(criterion.maximum >= 0, code, "điểm tối đa âm", "the maximum is negative")
        if case .cited(let source) = criterion.origin {
            check(!source.isEmpty, code, "trích dẫn chưa ghi nguồn", "it is cited, but no source is named")
        }
        checkUnique(
            criterion.inputs.map(\.code), "\(code): mã số liệu bị trùng", "\(code): an input's code is used twice")
        guard criterion.parts.isEmpty else {
            check(
                criterion.rule == nil, code, "nhóm tiêu chí không có cách tính riêng", "a group has no rule of its own")
            return
        }
        checkLeaf(criterion)
    }

    private mutating func checkLeaf(_ criterion: Criterion) {
        let code = criterion.code
        check(
            criterion.evidence != .undeclared, code, "chưa ghi tài liệu kiểm chứng hoặc \"none\"",
            "it says neither what evidence is demanded nor \"none\"")
        if let gate = criterion.gate {
            checkCondition(gate.condition, of: code)
            check(
                gate.otherwise >= 0 && gate.otherwise <= criterion.maximum, code,
                "điểm khi khóa nằm ngoài 0…\(criterion.maximum)",
                "points while locked are outside 0…\(criterion.maximum)")
        }
        guard let rule = criterion.rule else {
            report(code, "chưa có cách tính điểm", "it has no rule")
            return
        }
        checkRole(criterion, rule)
        let unused = criterion.inputs.indices.filter { !rule.inputs.contains($0) && criterion.role != .collected }
        for index in unused {
            let input = criterion.inputs[index].code
            report(code, "cách tính không dùng số liệu '\(input)'", "the rule does not use the input '\(input)'")
        }
        checkRule(rule, maximum: criterion.maximum, of: criterion, isNested: false)
    }

    private mutating func checkRole(_ criterion: Criterion, _ rule: Rule) {
        let isCollected = criterion.role == .collected
        check(
            isCollected == (rule == .notScored), criterion.code, "\"collected\" phải đi với quy tắc \"not-scored\"",
            "\"collected\" and the rule \"not-scored\" belong together")
        check(
            !isCollected || criterion.maximum == 0, criterion.code, "thu thập thì điểm tối đa là 0",
            "what is only collected has the maximum 0")
        check(
            criterion.rounding.map { $0.places <= 20 } ?? true, criterion.code, "làm tròn quá 20 chữ số",
            "rounded to more than 20 places")
    }

    private mutating func checkCondition(_ condition: Condition, of code: String?) {
        let name = "\(condition.criterion).\(condition.input)"
        guard condition.criterion != code, let gate = set.leaves.first(where: { $0.code == condition.criterion }),
            let input = gate.inputs.first(where: { $0.code == condition.input })
        else {
            report(code, "câu hỏi lọc '\(name)' không có", "the question '\(name)' does not exist")
            return
        }
        check(
            gate.gate == nil, code, "câu hỏi lọc '\(name)' lại bị khóa bởi câu khác",
            "the question '\(name)' is itself behind another")
        check(
            (try? input.value(condition.equals)) != nil, code,
            "'\(condition.equals)' không phải giá trị của '\(name)'", "'\(condition.equals)' is no value of '\(name)'")
    }
}
