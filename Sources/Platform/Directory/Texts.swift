import Essentials

/// Checks of typed text that several forms share.
extension Problems {
    /// The text within its limits, or a problem.
    package mutating func text(_ field: String, _ value: String, atMost limit: Int) -> String {
        let text = value.trimmed
        if text.isEmpty {
            add(field, Wording("Chưa nhập mục này", en: "This is missing"))
        } else if text.unicodeScalars.count > limit {
            add(field, Wording("Dài quá \(limit) ký tự", en: "Longer than \(limit) characters"))
        }
        return text
    }

    /// The text within its limits, nil where it is blank, or a problem.
    package mutating func optionalText(_ field: String, _ value: String?, atMost limit: Int) -> String? {
        guard let value, !value.trimmed.isEmpty else { return nil }
        return text(field, value, atMost: limit)
    }

    /// The dates in their order and within reach, or a problem at the later one.
    mutating func validity(_ from: CivilDate, _ to: CivilDate?, fields: (from: String, to: String) = ("from", "to"))
        -> Validity
    {
        date(fields.from, from)
        if let to {
            date(fields.to, to)
            if to < from {
                add(fields.to, Wording("Ngày kết thúc trước ngày bắt đầu", en: "Ends before it begins"))
            }
        }
        return Validity(from: from, to: to)
    }

    /// A date between 1930 and 2199: anything else is a slip of the key.
    mutating func date(_ field: String, _ date: CivilDate) {
        if !(1930...2199).contains(date.year) {
            add(field, Wording("Năm phải từ 1930 đến 2199", en: "The year must be from 1930 to 2199"))
        }
    }
}

extension String {
    /// Without white space at its ends, and with single spaces inside.
    package var trimmed: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
