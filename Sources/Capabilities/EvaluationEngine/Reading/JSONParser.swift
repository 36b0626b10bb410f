import Essentials

extension JSONNode {
    /// Reads a whole JSON text (RFC 8259); refuses what is not one, names that occur twice, and nesting deeper than 64.
    public init(parsing text: String) throws(InputProblem) {
        var parser = JSONParser(text)
        self = try parser.document()
    }
}

private struct JSONParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0

    init(_ text: String) {
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        self.scalars = scalars
    }

    private var place: TextPlace { TextPlace(line: line, column: index - lineStart + 1) }
    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private func problem(_ vietnamese: String, _ english: String, at spot: TextPlace? = nil) -> InputProblem {
        InputProblem(Wording(vietnamese, en: english), at: spot ?? place)
    }

    mutating func document() throws(InputProblem) -> JSONNode {
        skipSpace()
        let node = try value()
        skipSpace()
        guard next == nil else { throw problem("thừa ký tự sau giá trị JSON", "there is more after the JSON value") }
        return node
    }

    private mutating func skipSpace() {
        while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n" {
            index += 1
            if scalar == "\n" {
                line += 1
                lineStart = index
            }
        }
    }

    private mutating func value() throws(InputProblem) -> JSONNode {
        let spot = place
        switch next {
        case "{": return JSONNode(.object(try members()), at: spot)
        case "[": return JSONNode(.list(try items()), at: spot)
        case "\"": return JSONNode(.text(try string()), at: spot)
        case "t": return JSONNode(.flag(true), at: try word("true", spot))
        case "f": return JSONNode(.flag(false), at: try word("false", spot))
        case "n": return JSONNode(.null, at: try word("null", spot))
        case .some("-"), .some("0"..."9"): return JSONNode(.number(try number()), at: spot)
        case nil: throw problem("tệp JSON bị cắt cụt", "the JSON text ends too early")
        default: throw problem("không phải giá trị JSON", "this is no JSON value")
        }
    }

    private mutating func word(_ word: String, _ spot: TextPlace) throws(InputProblem) -> TextPlace {
        for scalar in word.unicodeScalars {
            guard next == scalar else { throw problem("không phải giá trị JSON", "this is no JSON value", at: spot) }
            index += 1
        }
        return spot
    }

    private mutating func number() throws(InputProblem) -> String {
        let start = index
        let spot = place
        while let scalar = next, "+-.eE0123456789".unicodeScalars.contains(scalar) { index += 1 }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[start..<index])
        let digits = text.drop { $0 == "-" }
        let hasIdleZero = digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true
        guard Rational(text) != nil, !hasIdleZero else {
            throw problem("số viết sai", "badly written number", at: spot)
        }
        return text
    }

    private mutating func enter() throws(InputProblem) {
        depth += 1
        guard depth <= 64 else { throw problem("lồng quá 64 cấp", "nested deeper than 64 levels") }
        index += 1
        skipSpace()
    }

    private mutating func items() throws(InputProblem) -> [JSONNode] {
        try enter()
        var items: [JSONNode] = []
        if next != "]" {
            repeat {
                skipSpace()
                items.append(try value())
                skipSpace()
            } while skip(",")
        }
        try close("]")
        return items
    }

    private mutating func members() throws(InputProblem) -> [JSONNode.Member] {
        try enter()
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        if next != "}" {
            repeat {
                skipSpace()
                let spot = place
                guard next == "\"" else { throw problem("thiếu tên thuộc tính", "a member's name is missing") }
                let name = try string()
                guard names.insert(name).inserted else {
                    throw problem("'\(name)' xuất hiện hai lần", "'\(name)' occurs twice", at: spot)
                }
                skipSpace()
                guard skip(":") else { throw problem("thiếu dấu ':'", "':' is missing") }
                skipSpace()
                members.append(JSONNode.Member(name: name, node: try value()))
                skipSpace()
            } while skip(",")
        }
        try close("}")
        return members
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    private mutating func close(_ bracket: Unicode.Scalar) throws(InputProblem) {
        guard skip(bracket) else { throw problem("thiếu ',' hoặc '\(bracket)'", "',' or '\(bracket)' is missing") }
        depth -= 1
    }

    private mutating func string() throws(InputProblem) -> String {
        let spot = place
        index += 1
        var result = String.UnicodeScalarView()
        while let scalar = next {
            index += 1
            switch scalar {
            case "\"": return String(result)
            case "\\": result.append(try escaped())
            case _ where scalar.value < 0x20:
                index -= 1
                throw problem("ký tự điều khiển trong chuỗi", "a control character inside a text")
            default: result.append(scalar)
            }
        }
        throw problem("chuỗi không có dấu \" kết thúc", "the text has no closing quotation mark", at: spot)
    }

    private mutating func escaped() throws(InputProblem) -> Unicode.Scalar {
        guard let mark = next else { throw problem("tệp JSON bị cắt cụt", "the JSON text ends too early") }
        index += 1
        switch mark {
        case "\"", "\\", "/": return mark
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u":
            let first = try codeUnit()
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard skip("\\"), skip("u"), let second = Optional(try codeUnit()),
                (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw problem("mã \\u không hợp lệ", "an invalid \\u escape") }
            return scalar
        default: throw problem("ký tự thoát không hợp lệ", "an unknown escape")
        }
    }

    private mutating func codeUnit() throws(InputProblem) -> UInt32 {
        guard index + 4 <= scalars.count else { throw problem("tệp JSON bị cắt cụt", "the JSON text ends too early") }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[index..<index + 4])
        guard text.utf8.allSatisfy({ $0 != 43 && $0 != 45 }), let unit = UInt32(text, radix: 16) else {
            throw problem("mã \\u không hợp lệ", "an invalid \\u escape")
        }
        index += 4
        return unit
    }
}
