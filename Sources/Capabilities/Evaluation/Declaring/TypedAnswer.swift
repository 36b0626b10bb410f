import Essentials
import EvaluationEngine

/// What was typed for a criterion, as it was typed: nothing is lost because it cannot be read yet.
struct TypedAnswer: Hashable, Sendable {
    /// Không áp dụng, asked for by the unit.
    var isNotApplicable = false
    /// One text for each input of the criterion, in its order; blank where nothing was typed.
    var values: [String]
    var explanation = ""
    /// Số hiệu, tên, ngày, trích yếu of what proves it.
    var evidence = ""

    /// All that it says, for a mark of it.
    var words: [String] { [isNotApplicable ? "1" : "0", explanation, evidence] + values }

    var isBlank: Bool { !isNotApplicable && values.allSatisfy(\.isEmpty) && explanation.isEmpty && evidence.isEmpty }

    /// The answer it is.
    ///
    /// - Throws: `InputProblem` when it is incomplete or cannot be read.
    func entry(for criterion: Criterion) throws(InputProblem) -> Entry {
        if isNotApplicable { return .notApplicable }
        if values.allSatisfy(\.isEmpty) { return .missing }
        return .value(try Self.numbers(values, for: criterion))
    }

    /// Nothing yet.
    static func blank(for criterion: Criterion) -> TypedAnswer {
        TypedAnswer(values: criterion.inputs.map { _ in "" })
    }

    static func numbers(_ texts: [String], for criterion: Criterion) throws(InputProblem) -> [Rational] {
        var numbers: [Rational] = []
        for (place, input) in criterion.inputs.enumerated() {
            let text = place < texts.count ? texts[place] : ""
            guard !text.isEmpty else {
                throw InputProblem(
                    Wording("còn thiếu “\(input.name.vietnamese)”", en: "“\(input.name.english)” is missing"))
            }
            numbers.append(try input.value(input.isNumber ? text.withDecimalPoint : text))
        }
        try criterion.check(numbers)
        return numbers
    }
}

extension Input {
    var isNumber: Bool {
        if case .number = kind { return true }
        return false
    }
}

extension String {
    /// `84,5` as people here write it is 84.5; anything else stays as it is.
    fileprivate var withDecimalPoint: String {
        contains(".") || filter({ $0 == "," }).count != 1 ? self : replacing(",", with: ".")
    }
}

/// Several values in one column: no field of the form takes a line break.
enum ValueList {
    static func text(_ values: [String]) -> String {
        values.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
    }

    static func values(_ text: String, count: Int) -> [String] {
        let found = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return (0..<count).map { $0 < found.count ? found[$0] : "" }
    }
}
