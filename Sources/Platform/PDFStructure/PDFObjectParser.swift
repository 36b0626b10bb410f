/// An object with its place in the file.
struct IndirectObject: Sendable {
    let reference: PDFReference
    let value: PDFObject
    /// From its number to behind `endobj`.
    let range: Range<Int>
    /// Where the values of its own dictionary stand; not those of dictionaries inside it.
    let valueRanges: [String: Range<Int>]
}

/// Reads `12 0 obj … endobj`.
struct PDFObjectParser {
    let bytes: [UInt8]
    let limits: PDFLimits

    /// - Parameter length: resolves a `/Length` that is a reference.
    func indirectObject(
        at offset: Int, length: (PDFReference) throws(PDFProblem) -> Int?
    ) throws(PDFProblem) -> IndirectObject {
        guard offset >= 0, offset < bytes.count else { throw .damaged("an object outside the file") }
        var lexer = PDFLexer(bytes, at: offset, maximumDepth: limits.depth)
        let number = try lexer.unsigned()
        lexer.skipBlanks()
        let generation = try lexer.unsigned()
        lexer.skipBlanks()
        try lexer.expect("obj")
        lexer.skipBlanks()
        var ranges: [String: Range<Int>] = [:]
        var value =
            try Self.isDictionary(lexer)
            ? .dictionary(lexer.dictionary(depth: 0, ranges: &ranges, isRecording: true)) : lexer.object()
        lexer.skipBlanks()
        if case .dictionary(let entries) = value, lexer.take("stream") {
            value = .stream(try stream(entries, &lexer, length))
            lexer.skipBlanks()
        }
        try lexer.expect("endobj")
        return IndirectObject(
            reference: PDFReference(number, generation), value: value, range: offset..<lexer.position,
            valueRanges: ranges)
    }

    private static func isDictionary(_ lexer: PDFLexer) -> Bool {
        lexer.current == UInt8(ascii: "<") && lexer.position + 1 < lexer.end
            && lexer.bytes[lexer.position + 1] == UInt8(ascii: "<")
    }

    private func stream(
        _ entries: [String: PDFObject], _ lexer: inout PDFLexer,
        _ resolve: (PDFReference) throws(PDFProblem) -> Int?
    ) throws(PDFProblem) -> PDFStream {
        if lexer.current == 0x0D { lexer.position += 1 }
        guard lexer.current == 0x0A else { throw lexer.damaged("line end after 'stream'") }
        lexer.position += 1
        let length: Int?
        switch entries["Length"] {
        case .integer(let value)?: length = value
        case .reference(let reference)?: length = try resolve(reference)
        default: length = nil
        }
        let start = lexer.position
        guard let length, length >= 0, length <= bytes.count - start else { throw lexer.damaged("/Length") }
        lexer.position = start + length
        while let byte = lexer.current, PDFLexer.isWhitespace(byte), lexer.position < start + length + 2 {
            lexer.position += 1
        }
        try lexer.expect("endstream")
        return PDFStream(dictionary: entries, data: bytes[start..<(start + length)])
    }
}
