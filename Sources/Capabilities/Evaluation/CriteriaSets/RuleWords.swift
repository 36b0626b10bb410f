import Essentials
import EvaluationEngine
import Web

/// A rule put into words, as a council reads it (cách tính điểm).
struct RuleWords {
    private let inputs: [Input]

    init(_ criterion: Criterion) {
        inputs = criterion.inputs
    }

    static func wording(_ criterion: Criterion) -> Wording {
        guard let rule = criterion.rule else { return Wording("Tổng các tiêu chí con", en: "Sum of its parts") }
        let words = RuleWords(criterion)
        return Wording(words.text(rule, .vietnamese), en: words.text(rule, .english))
    }

    private func text(_ rule: Rule, _ language: Language) -> String {
        let isVietnamese = language == .vietnamese
        func say(_ vietnamese: String, _ english: String) -> String { isVietnamese ? vietnamese : english }
        switch rule {
        case .ratio(let quantity, of: let whole):
            let name = name(quantity, language)
            let over = whole == .one || quantity.over != nil ? "" : " / \(whole)"
            return say("\(name)\(over) × điểm tối đa", "\(name)\(over) × maximum")
        case .steps(let quantity, let table): return "\(name(quantity, language)): \(steps(table, "", language))"
        case .bands(let quantity, let table):
            return "\(name(quantity, language)): \(steps(table, quantity.over == nil ? "" : " %", language))"
        case .cases(let input, let shares): return cases(input, shares, language)
        case .conditions(let awards): return awards.map { award($0, language) }.joined(separator: "; ")
        case .count(let input, let each, let cap):
            let name = inputs[input].name[language]
            return say("\(name): mỗi một được \(each), tối đa \(cap)", "\(name): \(each) each, at most \(cap)")
        case .bestUnit(let quantity, _):
            let name = name(quantity, language)
            return say("\(name) / giá trị cao nhất × điểm tối đa", "\(name) / highest value × maximum")
        case .bestOfCases(let base, let awards):
            let rest = awards.map { award($0, language) }.joined(separator: "; ")
            return say(
                "\(award(base, language)), cộng trường hợp cao nhất trong: \(rest)",
                "\(award(base, language)), and the best of: \(rest)")
        case .compound(let parts):
            return parts.map { "(\($0.maximum)) \(text($0.rule, language))" }.joined(separator: " + ")
        case .yesNo(let input):
            let name = inputs[input].name[language]
            return say("\(name): có thì đạt điểm tối đa", "\(name): the maximum if yes")
        case .points(let input): return say("Điểm ghi thẳng: ", "Points given: ") + inputs[input].name[language]
        case .mix(let sources):
            return sources.map { "\($0.weight) × \(inputs[$0.input].name[language])" }.joined(separator: " + ")
        case .subordinates: return say("Kết quả của đơn vị trực thuộc", "Results of subordinate units")
        case .notScored: return say("Thu thập, không chấm điểm", "Collected, not scored")
        }
    }

    private func name(_ quantity: Rule.Quantity, _ language: Language) -> String {
        let name = inputs[quantity.input].name[language]
        return quantity.over.map { "\(name) / \(inputs[$0].name[language])" } ?? name
    }

    private func steps(_ table: [Rule.Step], _ mark: String, _ language: Language) -> String {
        table.sorted { $0.from > $1.from }.map { "≥ \($0.from)\(mark) → \($0.points)" }.joined(separator: "; ")
    }

    private func cases(_ input: Int, _ shares: [Rule.Case], _ language: Language) -> String {
        guard case .choice(let choices) = inputs[input].kind else { return inputs[input].name[language] }
        return shares.filter { choices.indices.contains($0.choice) }
            .map { "\(choices[$0.choice].name[language]) → \(($0.share * 100).description) %" }.joined(separator: "; ")
    }

    private func award(_ award: Rule.Award, _ language: Language) -> String {
        "\(inputs[award.input].name[language]) → \(award.points)"
    }
}
