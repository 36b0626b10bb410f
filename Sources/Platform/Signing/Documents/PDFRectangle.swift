import PDFStructure

/// A rectangle on a page, in points of 1/72 inch from the lower left corner.
public struct PDFRectangle: Hashable, Sendable {
    public var x, y, width, height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    static let a4 = PDFRectangle(x: 0, y: 0, width: 595.276, height: 841.89)

    init?(_ value: PDFObject) {
        guard let numbers = value.array?.compactMap(\.number), numbers.count == 4 else { return nil }
        self.init(
            x: min(numbers[0], numbers[2]), y: min(numbers[1], numbers[3]), width: abs(numbers[2] - numbers[0]),
            height: abs(numbers[3] - numbers[1]))
    }

    var object: PDFObject {
        .array([x, y, x + width, y + height].map { .real(Self.text($0)) })
    }

    /// A number as PDF writes it: two decimals are a hundredth of a point.
    static func text(_ value: Double) -> String {
        let hundredths = Int((abs(value) * 100).rounded())
        let fraction = String(hundredths % 100)
        let sign = value < 0 && hundredths > 0 ? "-" : ""
        return "\(sign)\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
    }

    /// What both cover; nil when they do not meet.
    public func intersection(_ other: PDFRectangle) -> PDFRectangle? {
        let left = max(x, other.x)
        let bottom = max(y, other.y)
        let right = min(x + width, other.x + other.width)
        let top = min(y + height, other.y + other.height)
        guard right > left, top > bottom else { return nil }
        return PDFRectangle(x: left, y: bottom, width: right - left, height: top - bottom)
    }
}
