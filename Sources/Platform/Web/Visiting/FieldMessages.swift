import Essentials

/// What is said about a field in any form. What it says can be done about it comes with it.
enum FieldMessages {
    static func notADate(_ text: String) -> Wording {
        Wording(
            "“\(shortened(text))” không phải là ngày. Nhập theo dạng ngày/tháng/năm, ví dụ 03/02/2026.",
            en: "“\(shortened(text))” is not a date. Type day/month/year, for example 03/02/2026.")
    }

    static func yearOutOfRange(_ year: Int) -> Wording {
        Wording(
            "Năm \(year) nằm ngoài khoảng 1900–2199. Kiểm tra lại năm.",
            en: "The year \(year) is outside 1900–2199. Check the year.")
    }

    static func notATime(_ text: String) -> Wording {
        Wording(
            "“\(shortened(text))” không phải là giờ. Nhập theo dạng giờ:phút, ví dụ 14:30.",
            en: "“\(shortened(text))” is not a time. Type hour:minute, for example 14:30.")
    }

    static func notANumber(_ text: String) -> Wording {
        Wording(
            "“\(shortened(text))” không phải là số nguyên. Chỉ nhập chữ số.",
            en: "“\(shortened(text))” is not a whole number. Type digits only.")
    }

    static func outOf(_ range: ClosedRange<Int>) -> Wording {
        let low = Quantity(range.lowerBound)
        let high = Quantity(range.upperBound)
        return Wording(
            "Nhập số từ \(low.text(in: .vietnamese)) đến \(high.text(in: .vietnamese)).",
            en: "Type a number from \(low.text(in: .english)) to \(high.text(in: .english)).")
    }

    static let notInTheList = Wording(
        "Lựa chọn này không còn trong danh sách. Chọn lại.", en: "This choice is no longer in the list. Choose again.")

    static func tooLong(by excess: Int, limit: Int) -> Wording {
        Wording(
            "Dài hơn mức cho phép \(excess) ký tự (tối đa \(limit)). Rút gọn lại.",
            en: "\(excess) characters longer than allowed (at most \(limit)). Shorten it.")
    }

    /// What was typed is quoted back only in part: a message is no place for a page of text.
    private static func shortened(_ text: String) -> String {
        text.count <= 40 ? text : text.prefix(40) + "…"
    }
}
