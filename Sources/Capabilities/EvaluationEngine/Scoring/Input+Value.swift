import Essentials

extension Input {
    /// Reads an answer as it stands in a file: a number with a decimal point, `yes` or `no`, the code of a choice.
    /// Yes is 1, no is 0, a choice is its place in the list.
    public func value(_ text: String) throws(InputProblem) -> Rational {
        switch kind {
        case .yesNo:
            switch text {
            case "yes", "có", "Có", "1": return 1
            case "no", "không", "Không", "0": return 0
            default: throw problem("'\(text)' không phải yes hoặc no", "'\(text)' is neither yes nor no")
            }
        case .choice(let choices):
            guard let index = choices.firstIndex(where: { $0.code == text }) else {
                let known = choices.map(\.code).joined(separator: ", ")
                throw problem("'\(text)' không thuộc: \(known)", "'\(text)' is none of: \(known)")
            }
            return Rational(index)
        case .number:
            guard let number = Rational(text) else {
                throw problem("'\(text)' không phải số", "'\(text)' is no number")
            }
            try check(number)
            return number
        }
    }

    /// Refuses a number outside the declared range or with more decimals than declared.
    public func check(_ number: Rational) throws(InputProblem) {
        guard case .number(let minimum, let maximum, let decimals) = kind else { return }
        if let minimum, number < minimum {
            throw problem("\(number) nhỏ hơn \(minimum)", "\(number) is less than \(minimum)")
        }
        if let maximum, number > maximum {
            throw problem("\(number) lớn hơn \(maximum)", "\(number) is greater than \(maximum)")
        }
        guard let (_, scale) = number.small, scale == 1 || (number.exactPlaces ?? .max) <= decimals else {
            throw problem(
                "\(number) có quá \(decimals) chữ số thập phân", "\(number) has more than \(decimals) decimals")
        }
    }

    /// The answer as a file writes it.
    public func text(_ value: Rational) -> String {
        switch kind {
        case .number: return value.description
        case .yesNo: return value.isZero ? "no" : "yes"
        case .choice(let choices):
            guard let index = value.small?.numerator, choices.indices.contains(index) else { return value.description }
            return choices[index].code
        }
    }

    private func problem(_ vietnamese: String, _ english: String) -> InputProblem {
        InputProblem(Wording("số liệu '\(code)': \(vietnamese)", en: "input '\(code)': \(english)"))
    }
}

extension Criterion {
    /// Refuses answers that contradict each other: a part greater than its whole is a mistake, never clamped.
    public func check(_ values: [Rational]) throws(InputProblem) {
        guard let rule else { return }
        for (index, input) in inputs.enumerated() { try input.check(values[index]) }
        try check(rule, values)
    }

    private func check(_ rule: Rule, _ values: [Rational]) throws(InputProblem) {
        switch rule {
        case .ratio(let quantity, of: _), .bands(let quantity, _):
            guard let over = quantity.over, values[quantity.input] > values[over] else { return }
            let (part, whole) = (inputs[quantity.input].code, inputs[over].code)
            throw InputProblem(
                Wording(
                    "'\(part)' = \(values[quantity.input]) lớn hơn '\(whole)' = \(values[over])",
                    en: "'\(part)' = \(values[quantity.input]) is greater than '\(whole)' = \(values[over])"))
        case .compound(let parts):
            for part in parts { try check(part.rule, values) }
        default: return
        }
    }
}
