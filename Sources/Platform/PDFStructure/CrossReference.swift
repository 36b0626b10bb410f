/// Where an object is found, as a cross-reference section says it.
enum PDFEntry: Hashable, Sendable {
    case free
    case offset(Int, generation: Int)
    case compressed(container: Int, index: Int)
}

/// One cross-reference section with its trailer: a classic table, or a stream (ISO 32000-2 §7.5.4, §7.5.8).
struct CrossReference: Sendable {
    var offset: Int
    /// Behind the trailer, or behind `endobj` of the stream.
    var end: Int
    var isStream: Bool
    var isHybrid = false
    var entries: [Int: PDFEntry] = [:]
    var trailer: [String: PDFObject] = [:]
    /// What the `startxref` behind this section points to, and where its `%%EOF` ends.
    var closing: Closing?

    struct Closing: Sendable {
        let target: Int
        /// Behind `%%EOF`.
        let end: Int
        /// Behind the line end that follows it, if one does.
        let endOfLine: Int
    }
}

/// Reads cross-reference sections from newest to oldest, within limits.
struct CrossReferenceReader {
    let bytes: [UInt8]
    let limits: PDFLimits
    var budget: Int
    private var entryCount = 0

    init(bytes: [UInt8], limits: PDFLimits) {
        self.bytes = bytes
        self.limits = limits
        budget = limits.inflatedBytes
    }

    /// All sections that the last `startxref` leads to. A loop or a target outside the file is damage.
    mutating func sections() throws(PDFProblem) -> [CrossReference] {
        var found: [CrossReference] = []
        var seen: Set<Int> = []
        var next: Int? = try lastStartxref()
        while let offset = next {
            guard seen.insert(offset).inserted else { throw .damaged("cross-reference sections form a loop") }
            guard found.count < limits.revisions else { throw .tooLarge("\(limits.revisions) revisions") }
            var section = try self.section(at: offset)
            if let stream = section.trailer["XRefStm"] {
                guard let target = stream.integer, !section.isStream, seen.insert(target).inserted else {
                    throw .damaged("/XRefStm")
                }
                try merge(hybrid: try self.section(at: target), into: &section)
            }
            section.closing = closing(after: section.end)
            next = try Self.previous(of: section)
            found.append(section)
        }
        return found
    }

    private static func previous(of section: CrossReference) throws(PDFProblem) -> Int? {
        guard let value = section.trailer["Prev"] else { return nil }
        guard let offset = value.integer else { throw .damaged("/Prev") }
        return offset
    }

    /// The file must end with `startxref`, a number and `%%EOF`; only blanks may follow.
    private func lastStartxref() throws(PDFProblem) -> Int {
        var tail = bytes.count
        while tail > 0, PDFLexer.isWhitespace(bytes[tail - 1]) { tail -= 1 }
        guard tail >= 5, bytes[(tail - 5)..<tail].elementsEqual("%%EOF".utf8) else {
            throw .damaged("no %%EOF at the end")
        }
        let word = Array("startxref".utf8)
        var position = tail - 5
        while position > max(0, tail - 64) {
            position -= 1
            guard bytes[position...].starts(with: word) else { continue }
            guard let closing = closing(after: position), closing.end == tail else { break }
            return closing.target
        }
        throw .damaged("no startxref before the last %%EOF")
    }

    /// `startxref`, a number and `%%EOF`, if they stand behind `position`.
    private func closing(after position: Int) -> CrossReference.Closing? {
        var lexer = PDFLexer(bytes, at: position, maximumDepth: 1)
        lexer.skipBlanks()
        guard lexer.take("startxref") else { return nil }
        lexer.skipBlanks()
        guard let target = try? lexer.unsigned() else { return nil }
        while let byte = lexer.current, PDFLexer.isWhitespace(byte) { lexer.position += 1 }
        guard bytes[lexer.position...].starts(with: "%%EOF".utf8) else { return nil }
        let end = lexer.position + 5
        var endOfLine = end
        if endOfLine < bytes.count, bytes[endOfLine] == 0x0D { endOfLine += 1 }
        if endOfLine < bytes.count, bytes[endOfLine] == 0x0A { endOfLine += 1 }
        return CrossReference.Closing(target: target, end: end, endOfLine: endOfLine)
    }

    private mutating func section(at offset: Int) throws(PDFProblem) -> CrossReference {
        guard offset > 0, offset < bytes.count else { throw .damaged("startxref points outside the file") }
        var lexer = PDFLexer(bytes, at: offset, maximumDepth: limits.depth)
        let section = lexer.take("xref") ? try table(&lexer, offset: offset) : try stream(at: offset)
        guard section.trailer["Encrypt"] == nil else { throw .encrypted }
        return section
    }

    private mutating func note(
        _ entry: PDFEntry, for number: Int, in section: inout CrossReference
    ) throws(PDFProblem) {
        entryCount += 1
        guard entryCount <= limits.objects, number <= limits.objects * 8 else {
            throw .tooLarge("\(limits.objects) objects")
        }
        guard section.entries.updateValue(entry, forKey: number) == nil else {
            throw .ambiguous("object \(number) twice in one cross-reference section")
        }
    }

    /// What a hybrid file hides from old programs. An object that both parts give differently has two readings.
    private func merge(hybrid: CrossReference, into section: inout CrossReference) throws(PDFProblem) {
        guard hybrid.isStream else { throw .damaged("/XRefStm") }
        section.isHybrid = true
        for (number, entry) in hybrid.entries where entry != .free {
            switch section.entries[number] {
            case nil, .free?, entry?: section.entries[number] = entry
            default: throw .ambiguous("object \(number) differs in the two parts of a hybrid section")
            }
        }
    }
}

extension CrossReferenceReader {
    private mutating func table(_ lexer: inout PDFLexer, offset: Int) throws(PDFProblem) -> CrossReference {
        var section = CrossReference(offset: offset, end: 0, isStream: false)
        lexer.skipBlanks()
        while !lexer.take("trailer") {
            let first = try lexer.unsigned()
            lexer.skipBlanks()
            let count = try lexer.unsigned()
            while lexer.current == 0x20 { lexer.position += 1 }
            if lexer.current == 0x0D { lexer.position += 1 }
            if lexer.current == 0x0A { lexer.position += 1 }
            guard count <= (bytes.count - lexer.position) / 20 else { throw lexer.damaged("cross-reference table") }
            for index in 0..<count {
                try note(try tableEntry(&lexer), for: first + index, in: &section)
            }
            lexer.skipBlanks()
        }
        guard case .dictionary(let trailer) = try lexer.object() else { throw lexer.damaged("trailer") }
        section.trailer = trailer
        section.end = lexer.position
        return section
    }

    /// Exactly twenty bytes: offset, generation, kind, line end.
    private func tableEntry(_ lexer: inout PDFLexer) throws(PDFProblem) -> PDFEntry {
        let start = lexer.position
        let offset = try lexer.unsigned()
        guard lexer.position == start + 10, lexer.current == 0x20 else { throw lexer.damaged("entry") }
        lexer.position += 1
        let generation = try lexer.unsigned()
        guard lexer.position == start + 16, lexer.current == 0x20, start + 20 <= bytes.count else {
            throw lexer.damaged("entry")
        }
        let kind = bytes[start + 17]
        guard PDFLexer.isWhitespace(bytes[start + 18]), PDFLexer.isWhitespace(bytes[start + 19]) else {
            throw lexer.damaged("entry")
        }
        lexer.position = start + 20
        switch kind {
        case UInt8(ascii: "n"): return .offset(offset, generation: generation)
        case UInt8(ascii: "f"): return .free
        default: throw lexer.damaged("entry")
        }
    }

    private mutating func stream(at offset: Int) throws(PDFProblem) -> CrossReference {
        let parsed = try PDFObjectParser(bytes: bytes, limits: limits).indirectObject(at: offset) { _ in nil }
        guard case .stream(let stream) = parsed.value, stream.dictionary["Type"] == .name("XRef"),
            let size = stream.dictionary["Size"]?.integer, size >= 0,
            let widths = stream.dictionary["W"]?.array?.compactMap(\.integer), widths.count == 3,
            widths.allSatisfy({ (0...8).contains($0) }), widths[1] > 0
        else { throw .damaged("no cross-reference section at byte \(offset)") }
        var section = CrossReference(offset: offset, end: parsed.range.upperBound, isStream: true)
        section.trailer = stream.dictionary
        let data = try Inflater.decode(stream, budget: &budget)
        let index = stream.dictionary["Index"]?.array?.compactMap(\.integer) ?? [0, size]
        guard index.count % 2 == 0, index.allSatisfy({ $0 >= 0 }) else { throw .damaged("/Index") }
        var position = 0
        for pair in stride(from: 0, to: index.count, by: 2) {
            let width = widths[0] + widths[1] + widths[2]
            guard index[pair + 1] <= (data.count - position) / width else { throw .damaged("cross-reference stream") }
            for number in index[pair]..<(index[pair] + index[pair + 1]) {
                try note(try Self.streamEntry(data, at: position, widths), for: number, in: &section)
                position += width
            }
        }
        return section
    }

    private static func streamEntry(_ data: [UInt8], at start: Int, _ widths: [Int]) throws(PDFProblem) -> PDFEntry {
        func field(_ index: Int) -> Int {
            let from = start + widths[..<index].reduce(0, +)
            return data[from..<(from + widths[index])].reduce(0) { $0 << 8 | Int($1) }
        }
        guard field(1) >= 0, field(2) >= 0 else { throw .damaged("number too large in a cross-reference entry") }
        switch widths[0] == 0 ? 1 : field(0) {
        case 0: return .free
        case 1: return .offset(field(1), generation: field(2))
        case 2: return .compressed(container: field(1), index: field(2))
        default: throw .damaged("kind of a cross-reference entry")
        }
    }
}
