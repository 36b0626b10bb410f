/// One value of a PDF file (ISO 32000-2 §7.3).
///
/// Names hold each byte as the Latin-1 character of the same number, so that nothing is lost; real numbers keep their
/// spelling; strings are bytes, however they were written.
public enum PDFObject: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case real(String)
    case name(String)
    case string([UInt8])
    case array([PDFObject])
    case dictionary([String: PDFObject])
    case stream(PDFStream)
    case reference(PDFReference)
}

/// The number and generation by which one object names another.
public struct PDFReference: Hashable, Sendable, Comparable {
    public let number: Int
    public let generation: Int

    public init(_ number: Int, _ generation: Int = 0) {
        self.number = number
        self.generation = generation
    }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.number, lhs.generation) < (rhs.number, rhs.generation)
    }
}

/// A dictionary with bytes, as they stand in the file: not decoded.
public struct PDFStream: Hashable, Sendable {
    public let dictionary: [String: PDFObject]
    public let data: ArraySlice<UInt8>

    public init(dictionary: [String: PDFObject], data: ArraySlice<UInt8>) {
        self.dictionary = dictionary
        self.data = data
    }
}

extension PDFObject {
    public var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// An integer or a real as a number to reckon with.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let text): Double(text)
        default: nil
        }
    }

    public var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    public var name: String? {
        if case .name(let value) = self { value } else { nil }
    }

    public var string: [UInt8]? {
        if case .string(let value) = self { value } else { nil }
    }

    public var array: [PDFObject]? {
        if case .array(let value) = self { value } else { nil }
    }

    public var reference: PDFReference? {
        if case .reference(let value) = self { value } else { nil }
    }

    /// The entries of a dictionary, or of a stream's dictionary.
    public var dictionary: [String: PDFObject]? {
        switch self {
        case .dictionary(let entries): entries
        case .stream(let stream): stream.dictionary
        default: nil
        }
    }
}
