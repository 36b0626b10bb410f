public import Essentials

extension Term: CustomStringConvertible {
    /// As it is typed: `8wh`, `3wd`, `15cd`, `1mo`, `2h`.
    public var description: String {
        switch self {
        case .workingHours(let amount): "\(amount)wh"
        case .workingDays(let amount): "\(amount)wd"
        case .calendarDays(let amount): "\(amount)cd"
        case .months(let amount): "\(amount)mo"
        case .wallHours(let amount): "\(amount)h"
        }
    }

    /// Reads `8wh` (working hours), `3wd` (working days), `15cd` (calendar days), `1mo` (months) or `2h` (hours by the
    /// clock). Working hours and days may have up to two decimal places.
    public init(parsing text: String) throws(TermError) {
        guard !text.isEmpty else { throw .empty }
        guard !text.hasPrefix("-") && !text.hasPrefix("−") else { throw .negative(text) }
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(number.count)
        guard !number.isEmpty else { throw .notANumber(text) }
        guard !unit.isEmpty else { throw .missingUnit(text) }
        switch unit {
        case "wh": self = .workingHours(try Self.quantity(number, in: text))
        case "wd": self = .workingDays(try Self.quantity(number, in: text))
        case "cd": self = .calendarDays(try Self.whole(number, in: text))
        case "mo": self = .months(try Self.whole(number, in: text))
        case "h": self = .wallHours(try Self.whole(number, in: text))
        default: throw .unknownUnit(text)
        }
    }

    private static func whole(_ number: Substring, in text: String) throws(TermError) -> Int {
        guard !number.contains(".") else { throw .fractionNotAllowed(text) }
        guard number.utf8.count <= 6 else { throw .tooLong(text) }
        guard let value = Int(digits: number) else { throw .notANumber(text) }
        return value
    }

    private static func quantity(_ number: Substring, in text: String) throws(TermError) -> Quantity {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first else { throw .notANumber(text) }
        guard whole.utf8.count <= 6 else { throw .tooLong(text) }
        guard let value = Int(digits: whole) else { throw .notANumber(text) }
        guard parts.count == 2 else { return Quantity(value) }
        guard parts[1].utf8.count <= 2 else { throw .tooManyDecimals(text) }
        guard let decimals = Int(digits: parts[1]) else { throw .notANumber(text) }
        return Quantity(hundredths: value * 100 + (parts[1].utf8.count == 1 ? decimals * 10 : decimals))
    }
}

/// Why a typed term is refused.
public enum TermError: Error, Hashable {
    case empty
    case negative(String)
    case missingUnit(String)
    case unknownUnit(String)
    case notANumber(String)
    case fractionNotAllowed(String)
    case tooManyDecimals(String)
    case tooLong(String)

    private static let units = "8wh, 3wd, 15cd, 1mo, 2h"

    /// The reason in words for people.
    public var wording: Wording {
        switch self {
        case .empty:
            Wording("Chưa nhập thời hạn (ví dụ \(Self.units)).", en: "No term is given (for example \(Self.units)).")
        case .negative(let text):
            Wording("Thời hạn không được âm: \(text).", en: "A term cannot be negative: \(text).")
        case .missingUnit(let text):
            Wording(
                "Thời hạn \(text) thiếu đơn vị (ví dụ \(Self.units)).",
                en: "The term \(text) has no unit (for example \(Self.units)).")
        case .unknownUnit(let text):
            Wording(
                "Đơn vị của thời hạn \(text) không hợp lệ; dùng wh, wd, cd, mo hoặc h.",
                en: "The unit of the term \(text) is unknown; use wh, wd, cd, mo or h.")
        case .notANumber(let text):
            Wording("Thời hạn \(text) không phải là một số.", en: "The term \(text) is not a number.")
        case .fractionNotAllowed(let text):
            Wording(
                "Chỉ giờ làm việc (wh) và ngày làm việc (wd) được có phần lẻ: \(text).",
                en: "Only working hours (wh) and working days (wd) may have a fraction: \(text).")
        case .tooManyDecimals(let text):
            Wording("Thời hạn có nhiều nhất hai chữ số lẻ: \(text).", en: "A term has at most two decimals: \(text).")
        case .tooLong(let text):
            Wording("Thời hạn quá dài: \(text).", en: "The term is too long: \(text).")
        }
    }
}
