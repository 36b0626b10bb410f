extension PDFObject {
    /// The value as it is written into a file.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    /// Writes the value at the end of `output`. Keys are sorted, so that the same value is always the same bytes.
    public func write(to output: inout [UInt8]) {
        switch self {
        case .null: output += "null".utf8
        case .boolean(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .real(let text): output += text.utf8
        case .name(let name): Self.write(name: name, to: &output)
        case .string(let bytes): Self.write(string: bytes, to: &output)
        case .array(let items): Self.write(array: items, to: &output)
        case .dictionary(let entries): Self.write(dictionary: entries, to: &output)
        case .reference(let reference): output += "\(reference.number) \(reference.generation) R".utf8
        case .stream(let stream):
            var entries = stream.dictionary
            entries["Length"] = .integer(stream.data.count)
            Self.write(dictionary: entries, to: &output)
            output += "\nstream\n".utf8
            output += stream.data
            output += "\nendstream".utf8
        }
    }

    private static func write(array items: [PDFObject], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(0x20) }
            item.write(to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }

    private static func write(dictionary entries: [String: PDFObject], to output: inout [UInt8]) {
        output += "<<".utf8
        for key in entries.keys.sorted() {
            write(name: key, to: &output)
            output.append(0x20)
            entries[key]?.write(to: &output)
        }
        output += ">>".utf8
    }

    private static func write(name: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "/"))
        for scalar in name.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if PDFLexer.isRegular(byte), byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "#") {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "#"))
                hexadecimal([byte], to: &output)
            }
        }
    }

    private static func write(string: [UInt8], to output: inout [UInt8]) {
        let isPlain = string.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard isPlain else {
            output.append(UInt8(ascii: "<"))
            hexadecimal(string, to: &output)
            output.append(UInt8(ascii: ">"))
            return
        }
        output.append(UInt8(ascii: "("))
        for byte in string {
            if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\\") {
                output.append(UInt8(ascii: "\\"))
            }
            output.append(byte)
        }
        output.append(UInt8(ascii: ")"))
    }

    private static func hexadecimal(_ bytes: [UInt8], to output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        for byte in bytes {
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        }
    }
}
