extension SetChecker {
    /// Every rule is total over its inputs' ranges and stays within 0…maximum.
    mutating func checkRule(_ rule: Rule, maximum: Rational, of criterion: Criterion, isNested: Bool) {
        let code = criterion.code
        switch rule {
        case .ratio(let quantity, of: let whole): checkRatio(quantity, whole, of: criterion)
        case .steps(let quantity, let table):
            checkNumbers(rule, of: criterion)
            checkTable(table, from: lowest(quantity, criterion), maximum: maximum, code)
        case .bands(let quantity, let table):
            checkNumbers(rule, of: criterion)
            if quantity.over == nil { checkRange(quantity.input, 0, 100, of: criterion) }
            checkTable(table, from: lowest(quantity, criterion), maximum: maximum, code)
        case .cases(let input, let shares): checkCases(input, shares, of: criterion)
        case .conditions(let awards): checkAwards(awards, maximum: maximum, of: criterion)
        case .bestOfCases(let base, let awards): checkAwards([base] + awards, maximum: maximum, of: criterion)
        case .count(_, let each, let cap): checkCount(rule, each, cap, maximum, of: criterion)
        case .bestUnit:
            check(
                !isNested, code, "so với đơn vị cao nhất không nằm trong tổng nhiều phần",
                "best-unit cannot be part of a compound rule")
            checkNumbers(rule, of: criterion)
        case .compound(let parts): checkParts(parts, maximum: maximum, of: criterion)
        case .yesNo(let input): checkYesNo(input, of: criterion)
        case .points(let input): checkRange(input, 0, maximum, of: criterion)
        case .mix(let sources): checkSources(sources, maximum: maximum, of: criterion)
        case .subordinates(.shareReaching(let share)):
            check(share >= 0 && share <= 1, code, "ngưỡng nằm ngoài 0…1", "the threshold is outside 0…1")
        case .subordinates, .notScored: break
        }
    }

    private mutating func checkCount(
        _ rule: Rule, _ each: Rational, _ cap: Rational, _ maximum: Rational, of criterion: Criterion
    ) {
        let code = criterion.code
        checkNumbers(rule, of: criterion)
        check(each > 0, code, "điểm mỗi đơn vị đếm phải lớn hơn 0", "points for each must be above 0")
        check(
            cap >= 0 && cap <= maximum, code, "trần \(cap) nằm ngoài 0…\(maximum)",
            "the cap \(cap) is outside 0…\(maximum)")
    }

    private mutating func checkRatio(_ quantity: Rule.Quantity, _ whole: Rational, of criterion: Criterion) {
        checkNumbers(.ratio(quantity, of: whole), of: criterion)
        check(whole > 0, criterion.code, "mẫu của tỷ lệ phải lớn hơn 0", "'of' must be above 0")
        if quantity.over == nil {
            checkRange(quantity.input, 0, whole, of: criterion)
        } else {
            check(whole == 1, criterion.code, "tỷ lệ a/b không có 'of'", "a quotient has no 'of'")
        }
    }

    /// The inputs are numbers that cannot be negative.
    private mutating func checkNumbers(_ rule: Rule, of criterion: Criterion) {
        for index in rule.inputs.sorted() {
            let input = criterion.inputs[index]
            guard case .number(let minimum?, _, _) = input.kind, minimum >= 0 else {
                report(
                    criterion.code, "số liệu '\(input.code)' phải là số có giá trị nhỏ nhất từ 0",
                    "the input '\(input.code)' must be a number with a minimum of at least 0")
                continue
            }
        }
    }

    private mutating func checkRange(_ index: Int, _ low: Rational, _ high: Rational, of criterion: Criterion) {
        let input = criterion.inputs[index]
        guard case .number(let minimum?, let maximum?, _) = input.kind, minimum >= low, maximum <= high else {
            report(
                criterion.code, "số liệu '\(input.code)' phải nằm trong \(low)…\(high)",
                "the input '\(input.code)' must be within \(low)…\(high)")
            return
        }
    }

    private mutating func checkYesNo(_ index: Int, of criterion: Criterion) {
        let input = criterion.inputs[index]
        check(
            input.kind == .yesNo, criterion.code, "số liệu '\(input.code)' phải là có/không",
            "the input '\(input.code)' must be yes or no")
    }

    private func lowest(_ quantity: Rule.Quantity, _ criterion: Criterion) -> Rational {
        guard quantity.over == nil, case .number(let minimum?, _, _) = criterion.inputs[quantity.input].kind else {
            return 0
        }
        return minimum
    }

    private mutating func checkTable(_ table: [Rule.Step], from lowest: Rational, maximum: Rational, _ code: String) {
        let starts = table.map(\.from)
        check(
            Set(starts).count == starts.count, code, "bảng bậc có mốc trùng nhau", "two steps begin at the same value")
        check(
            starts.min().map { $0 <= lowest } ?? false, code, "bảng bậc không có điểm cho giá trị \(lowest)",
            "no step holds the value \(lowest)")
        for step in table where step.points < 0 || step.points > maximum {
            report(
                code, "điểm \(step.points) của bậc nằm ngoài 0…\(maximum)",
                "a step's points \(step.points) are outside 0…\(maximum)")
        }
    }

    private mutating func checkCases(_ input: Int, _ shares: [Rule.Case], of criterion: Criterion) {
        guard case .choice(let choices) = criterion.inputs[input].kind else { return }
        for (index, choice) in choices.enumerated() where !shares.contains(where: { $0.choice == index }) {
            report(criterion.code, "chưa có điểm cho '\(choice.code)'", "'\(choice.code)' has no share")
        }
        for one in shares where one.share < 0 || one.share > 1 {
            report(criterion.code, "tỷ phần \(one.share) nằm ngoài 0…1", "the share \(one.share) is outside 0…1")
        }
    }

    private mutating func checkAwards(_ awards: [Rule.Award], maximum: Rational, of criterion: Criterion) {
        for award in awards {
            checkYesNo(award.input, of: criterion)
            check(
                award.points >= 0 && award.points <= maximum, criterion.code,
                "điểm \(award.points) nằm ngoài 0…\(maximum)", "points \(award.points) are outside 0…\(maximum)")
        }
    }

    private mutating func checkParts(_ parts: [Rule.Part], maximum: Rational, of criterion: Criterion) {
        let sum = Rational.sum(parts.map(\.maximum))
        check(
            sum == maximum, criterion.code, "tổng các phần \(sum) khác điểm tối đa \(maximum)",
            "the parts sum to \(sum), but the maximum is \(maximum)")
        for part in parts {
            checkRule(part.rule, maximum: part.maximum, of: criterion, isNested: true)
        }
    }

    private mutating func checkSources(_ sources: [Rule.Source], maximum: Rational, of criterion: Criterion) {
        let sum = Rational.sum(sources.map { $0.weight * $0.maximum })
        check(
            sum == maximum, criterion.code, "tổng trọng số × điểm tối đa của các nguồn là \(sum), phải bằng \(maximum)",
            "weight × maximum over the sources is \(sum), but must be \(maximum)")
        for source in sources {
            check(source.weight >= 0, criterion.code, "trọng số âm", "a weight is negative")
            checkRange(source.input, 0, source.maximum, of: criterion)
        }
    }

    /// Half-open intervals without gap and without overlap; a gap is for the council to close, not for the program.
    mutating func checkLevels(_ table: LevelTable) {
        for level in table.levels where level.lower == .unknown || level.upper == .unknown {
            report(level.code, "mốc xếp loại chưa xác định", "a cut-off is uncertain")
        }
        guard !table.levels.contains(where: { $0.lower == .unknown || $0.upper == .unknown }) else { return }
        let levels = table.ascending
        guard let lowest = levels.first, let highest = levels.last else {
            report(nil, "bảng xếp loại trống", "the level table is empty")
            return
        }
        check(
            lowest.lower == .open, lowest.code, "mức thấp nhất phải không có mốc dưới",
            "the lowest level is not open below")
        for (level, next) in zip(levels, levels.dropFirst()) { checkBorder(level, next) }
        let top = table.basis == .points ? set.scale : 100
        if case .at(let end) = highest.upper {
            let hasBonus = (set.adjustments?.cap ?? 0) > 0
            check(
                highest.includesUpper && end == top && !hasBonus, highest.code,
                "mức cao nhất phải để mở phía trên, hoặc kết thúc ở đúng \(top) khi không có điểm cộng",
                "the highest level must be open above, or closed at \(top) where there is no bonus")
        }
        var seen: Set<String> = []
        for level in levels where !seen.insert(level.code).inserted {
            report(level.code, "mã mức bị trùng", "the code is used twice among levels")
        }
    }

    private mutating func checkBorder(_ level: LevelTable.Level, _ next: LevelTable.Level) {
        guard case .at(let end) = level.upper, case .at(let start) = next.lower else {
            report(level.code, "mức này và '\(next.code)' chồng lên nhau", "it overlaps with '\(next.code)'")
            return
        }
        check(
            !level.includesUpper, level.code, "chỉ mức cao nhất được đóng ở mốc trên",
            "only the highest level is closed above")
        check(
            end >= start, level.code, "hở giữa \(end) và \(start)", "there is a gap between \(end) and \(start)")
        check(
            end <= start, level.code, "chồng giữa \(start) và \(end)", "there is an overlap between \(start) and \(end)"
        )
        if case .at(let begin) = level.lower {
            check(begin < end, level.code, "khoảng rỗng", "the interval is empty")
        }
    }
}
