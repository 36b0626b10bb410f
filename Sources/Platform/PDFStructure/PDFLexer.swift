/// Reads values out of bytes, strictly: what is not written as ISO 32000-2 §7.2–7.3 says is damaged.
struct PDFLexer {
    let bytes: [UInt8]
    var position: Int
    /// Where reading must stop, whatever the file says.
    let end: Int
    let maximumDepth: Int

    init(_ bytes: [UInt8], at position: Int, end: Int? = nil, maximumDepth: Int) {
        self.bytes = bytes
        self.position = position
        self.end = min(end ?? bytes.count, bytes.count)
        self.maximumDepth = maximumDepth
    }

    var current: UInt8? {
        position >= 0 && position < end ? bytes[position] : nil
    }

    func damaged(_ what: String) -> PDFProblem {
        .damaged("\(what) at byte \(position)")
    }

    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0
    }

    static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    static func isRegular(_ byte: UInt8) -> Bool {
        !isWhitespace(byte) && !isDelimiter(byte)
    }

    mutating func skipBlanks() {
        while let byte = current {
            if Self.isWhitespace(byte) {
                position += 1
            } else if byte == UInt8(ascii: "%") {
                while let next = current, next != 0x0A, next != 0x0D { position += 1 }
            } else {
                return
            }
        }
    }

    /// Takes `word` if it stands here as a whole word.
    mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position >= 0, position + length <= end else { return false }
        for index in 0..<length where bytes[position + index] != word.utf8Start[index] { return false }
        if position + length < end, Self.isRegular(bytes[position + length]) { return false }
        position += length
        return true
    }

    mutating func expect(_ word: StaticString) throws(PDFProblem) {
        guard take(word) else { throw damaged("'\(word)' expected") }
    }

    /// Digits only, no sign.
    mutating func unsigned() throws(PDFProblem) -> Int {
        let start = position
        var value = 0
        while let byte = current, byte >= 0x30, byte <= 0x39 {
            guard position - start < 15 else { throw damaged("number too long") }
            value = value * 10 + Int(byte - 0x30)
            position += 1
        }
        guard position > start else { throw damaged("number expected") }
        return value
    }
}

extension PDFLexer {
    mutating func object(depth: Int = 0) throws(PDFProblem) -> PDFObject {
        guard depth <= maximumDepth else { throw .tooLarge("nesting deeper than \(maximumDepth)") }
        skipBlanks()
        guard let byte = current else { throw damaged("value expected") }
        switch byte {
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return .string(try literalString())
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "<"):
            if position + 1 < end, bytes[position + 1] == UInt8(ascii: "<") {
                return .dictionary(try dictionary(depth: depth))
            }
            return .string(try hexString())
        case UInt8(ascii: "t") where take("true"): return .boolean(true)
        case UInt8(ascii: "f") where take("false"): return .boolean(false)
        case UInt8(ascii: "n") where take("null"): return .null
        default: return try numberOrReference()
        }
    }

    private mutating func array(depth: Int) throws(PDFProblem) -> [PDFObject] {
        position += 1
        var items: [PDFObject] = []
        while true {
            skipBlanks()
            guard let byte = current else { throw damaged("array not closed") }
            if byte == UInt8(ascii: "]") {
                position += 1
                return items
            }
            items.append(try object(depth: depth + 1))
        }
    }

    private mutating func dictionary(depth: Int) throws(PDFProblem) -> [String: PDFObject] {
        var ranges: [String: Range<Int>] = [:]
        return try dictionary(depth: depth, ranges: &ranges, isRecording: false)
    }

    /// Reads a dictionary and, when asked, notes which bytes each value fills.
    mutating func dictionary(
        depth: Int, ranges: inout [String: Range<Int>], isRecording: Bool
    ) throws(PDFProblem) -> [String: PDFObject] {
        position += 2
        var entries: [String: PDFObject] = [:]
        while true {
            skipBlanks()
            guard let byte = current else { throw damaged("dictionary not closed") }
            if byte == UInt8(ascii: ">") {
                guard position + 1 < end, bytes[position + 1] == UInt8(ascii: ">") else {
                    throw damaged("dictionary not closed")
                }
                position += 2
                return entries
            }
            guard byte == UInt8(ascii: "/") else { throw damaged("key expected") }
            let key = try name()
            skipBlanks()
            let start = position
            let value = try object(depth: depth + 1)
            guard entries.updateValue(value, forKey: key) == nil else {
                throw .ambiguous("key /\(key) twice before byte \(position)")
            }
            if isRecording { ranges[key] = start..<position }
        }
    }

    private mutating func name() throws(PDFProblem) -> String {
        position += 1
        var text = ""
        while let byte = current, Self.isRegular(byte) {
            position += 1
            guard byte == UInt8(ascii: "#") else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            guard position + 1 < end, let high = Self.hexDigit(bytes[position]),
                let low = Self.hexDigit(bytes[position + 1])
            else { throw damaged("name") }
            text.unicodeScalars.append(Unicode.Scalar(high << 4 | low))
            position += 2
        }
        return text
    }

    private mutating func numberOrReference() throws(PDFProblem) -> PDFObject {
        let start = position
        var isReal = false
        if let sign = current, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        while let byte = current, Self.isRegular(byte) {
            if byte == UInt8(ascii: "."), !isReal {
                isReal = true
            } else if byte < 0x30 || byte > 0x39 {
                throw damaged("unknown word")
            }
            position += 1
        }
        guard position - firstDigit > (isReal ? 1 : 0), position - start <= 40 else { throw damaged("value expected") }
        if isReal { return .real(String(decoding: bytes[start..<position], as: UTF8.self)) }
        guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw damaged("number too long")
        }
        return firstDigit == start ? referenceFollowing(value) ?? .integer(value) : .integer(value)
    }

    /// `12 0 R`, when the 12 has been read.
    private mutating func referenceFollowing(_ number: Int) -> PDFObject? {
        let mark = position
        skipBlanks()
        if position > mark, let generation = try? unsigned() {
            let afterGeneration = position
            skipBlanks()
            if position > afterGeneration, take("R") { return .reference(PDFReference(number, generation)) }
        }
        position = mark
        return nil
    }
}

extension PDFLexer {
    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// What each byte is worth as a digit; 0xFF for those that are none.
    private static let hexValues: [UInt8] = (0...255).map { hexDigit($0) ?? 0xFF }

    /// A string that is all pairs of digits, as programs write it. A signature has 32,000 of them: read one by one they
    /// cost more than anything else in a small file.
    ///
    /// It looks no further than the digits go: a file of many strings without an end costs no more than its bytes.
    private mutating func pairsOfDigits() -> [UInt8]? {
        let start = position
        let (values, source) = (Self.hexValues, bytes)
        var close = start
        while close < end, values[Int(source[close])] < 16 { close += 1 }
        guard close < end, source[close] == UInt8(ascii: ">"), (close - start).isMultiple(of: 2) else { return nil }
        let count = (close - start) / 2
        let result = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            for index in 0..<count {
                let place = start + 2 * index
                target[index] = values[Int(source[place])] << 4 | values[Int(source[place + 1])]
            }
            filled = count
        }
        position = close + 1
        return result
    }

    private mutating func hexString() throws(PDFProblem) -> [UInt8] {
        position += 1
        if let plain = pairsOfDigits() { return plain }
        var result: [UInt8] = []
        var high: UInt8?
        while let byte = current {
            position += 1
            if byte == UInt8(ascii: ">") {
                if let high { result.append(high << 4) }
                return result
            }
            guard let digit = Self.hexDigit(byte) else {
                guard Self.isWhitespace(byte) else { throw damaged("hexadecimal string") }
                continue
            }
            if let first = high {
                result.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        throw damaged("string not closed")
    }

    private mutating func literalString() throws(PDFProblem) -> [UInt8] {
        position += 1
        var result: [UInt8] = []
        var open = 1
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return result }
            case UInt8(ascii: "\\"):
                appendEscape(to: &result)
                continue
            case 0x0D:
                if current == 0x0A { position += 1 }
                result.append(0x0A)
                continue
            default: break
            }
            result.append(byte)
        }
        throw damaged("string not closed")
    }

    private mutating func appendEscape(to result: inout [UInt8]) {
        guard let byte = current else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case 0x0A: break
        case 0x0D: if current == 0x0A { position += 1 }
        case 0x30...0x37:
            var value = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let next = current, next >= 0x30, next <= 0x37 else { break }
                value = value * 8 + Int(next - 0x30)
                position += 1
            }
            result.append(UInt8(truncatingIfNeeded: value))
        default: result.append(byte)
        }
    }
}
