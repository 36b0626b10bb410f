/// A PDF file with all its revisions, read strictly and lazily.
///
/// An incremental update appends objects and a cross-reference section; every earlier state stays in the file and can be
/// asked for: `object(reference, in: revision)`. What a signature covers is one of these states.
public final class PDFDocument {
    public let bytes: [UInt8]
    /// From the oldest to the newest. Never empty.
    public let revisions: [PDFRevision]
    let limits: PDFLimits
    private let parser: PDFObjectParser
    private var parsed: [Int: IndirectObject] = [:]
    private var containers: [Int: [(number: Int, value: PDFObject)]] = [:]
    private var inProgress: Set<Int> = []
    private var budget: Int

    public init(_ bytes: [UInt8], limits: PDFLimits = PDFLimits()) throws(PDFProblem) {
        guard bytes.starts(with: "%PDF-".utf8) else { throw .notAPDF }
        guard bytes.count <= limits.bytes else { throw .tooLarge("\(limits.bytes >> 20) MiB") }
        var reader = CrossReferenceReader(bytes: bytes, limits: limits)
        let sections = try reader.sections()
        self.bytes = bytes
        self.limits = limits
        budget = reader.budget
        parser = PDFObjectParser(bytes: bytes, limits: limits)
        revisions = try PDFRevision.grouping(sections)
        // A file whose last section is closed earlier hides something between there and its end.
        guard bytes[revisions[revisions.count - 1].end...].allSatisfy(PDFLexer.isWhitespace) else {
            throw .damaged("bytes behind the end of the last revision")
        }
    }

    public var newest: Int { revisions.count - 1 }

    public var catalogReference: PDFReference? {
        revisions[newest].trailer["Root"]?.reference
    }

    /// The object that `reference` named when `revision` was the newest; null when there was none.
    public func object(_ reference: PDFReference, in revision: Int) throws(PDFProblem) -> PDFObject {
        guard let location = try location(of: reference, in: revision) else { return .null }
        switch location {
        case .offset(let offset):
            return try indirectObject(at: offset, reference, in: revision).value
        case .compressed(let container, let index):
            let objects = try contents(ofContainerAt: container, in: revision)
            guard index < objects.count, objects[index].number == reference.number else {
                throw .damaged("object \(reference.number) is not where its entry says")
            }
            return objects[index].value
        }
    }

    /// `value` itself, or what it refers to.
    public func resolve(_ value: PDFObject?, in revision: Int) throws(PDFProblem) -> PDFObject {
        var value = value ?? .null
        var steps = 0
        while case .reference(let reference) = value {
            steps += 1
            guard steps < 16 else { throw .damaged("references form a loop") }
            value = try object(reference, in: revision)
        }
        return value
    }

    /// The bytes that the value of `key` fills in the dictionary that is the object `reference` itself.
    public func range(
        of key: String, in reference: PDFReference, revision: Int
    ) throws(PDFProblem) -> Range<Int>? {
        guard case .offset(let offset)? = try location(of: reference, in: revision) else { return nil }
        return try indirectObject(at: offset, reference, in: revision).valueRanges[key]
    }

    /// The place of an object's bytes. Two revisions in which it is the same place hold the same object.
    package enum Location: Hashable {
        case offset(Int)
        case compressed(containerOffset: Int, index: Int)
    }

    package func location(of reference: PDFReference, in revision: Int) throws(PDFProblem) -> Location? {
        for index in stride(from: revision, through: 0, by: -1) {
            switch revisions[index].entries[reference.number] {
            case nil: continue
            case .free?: return nil
            case .offset(let offset, let generation)?:
                return generation == reference.generation ? .offset(offset) : nil
            case .compressed(let container, let position)?:
                guard reference.generation == 0, let offset = offset(ofContainer: container, in: revision) else {
                    return nil
                }
                return .compressed(containerOffset: offset, index: position)
            }
        }
        return nil
    }

    /// The bytes of a stream without its filter; only structure and FlateDecode are unpacked.
    public func decoded(_ stream: PDFStream) throws(PDFProblem) -> [UInt8] {
        try Inflater.decode(stream, budget: &budget)
    }

    /// A container lies plainly in the file: never in another container, which could lie in the first.
    private func offset(ofContainer number: Int, in revision: Int) -> Int? {
        for index in stride(from: revision, through: 0, by: -1) {
            guard let entry = revisions[index].entries[number] else { continue }
            if case .offset(let offset, generation: 0) = entry { return offset }
            return nil
        }
        return nil
    }

    private func indirectObject(
        at offset: Int, _ reference: PDFReference?, in revision: Int
    ) throws(PDFProblem) -> IndirectObject {
        if let known = parsed[offset] {
            guard reference == nil || known.reference == reference else {
                throw .damaged("object \(reference?.number ?? 0) is not where its entry says")
            }
            return known
        }
        guard inProgress.insert(offset).inserted else { throw .damaged("a length refers to itself") }
        defer { inProgress.remove(offset) }
        let object = try parser.indirectObject(at: offset) { length throws(PDFProblem) in
            try self.object(length, in: revision).integer
        }
        guard reference == nil || object.reference == reference else {
            throw .damaged("object \(reference?.number ?? 0) is not where its entry says")
        }
        parsed[offset] = object
        return object
    }

    private func contents(
        ofContainerAt offset: Int, in revision: Int
    ) throws(PDFProblem) -> [(number: Int, value: PDFObject)] {
        if let known = containers[offset] { return known }
        let container = try indirectObject(at: offset, nil, in: revision)
        guard case .stream(let stream) = container.value, stream.dictionary["Type"] == .name("ObjStm"),
            let count = stream.dictionary["N"]?.integer, let first = stream.dictionary["First"]?.integer,
            count >= 0, first >= 0
        else { throw .damaged("object \(container.reference.number) is no object stream") }
        let data = try Inflater.decode(stream, budget: &budget)
        guard first <= data.count, count <= first else { throw .damaged("head of an object stream") }
        var head = PDFLexer(data, at: 0, end: first, maximumDepth: 1)
        var objects: [(number: Int, value: PDFObject)] = []
        for _ in 0..<count {
            head.skipBlanks()
            let number = try head.unsigned()
            head.skipBlanks()
            let start = try head.unsigned()
            var lexer = PDFLexer(data, at: first + start, maximumDepth: limits.depth)
            objects.append((number, try lexer.object()))
        }
        containers[offset] = objects
        return objects
    }
}

extension PDFDocument {
    /// Reads every object of every revision and refuses what honest files do not have: objects that overlap or lie
    /// behind the end of their revision.
    public func audit() throws(PDFProblem) {
        var ranges: [Int: Int] = [:]
        for (index, revision) in revisions.enumerated() {
            for (number, entry) in revision.entries {
                switch entry {
                case .free: continue
                case .offset(let offset, let generation):
                    guard offset < revision.end else {
                        throw .damaged("object \(number) lies behind the revision that names it")
                    }
                    let object = try indirectObject(at: offset, PDFReference(number, generation), in: index)
                    guard object.range.upperBound <= revision.end else {
                        throw .damaged("object \(number) lies behind the revision that names it")
                    }
                    ranges[object.range.lowerBound] = object.range.upperBound
                case .compressed:
                    _ = try object(PDFReference(number), in: index)
                }
            }
        }
        var end = 0
        for (start, upper) in ranges.sorted(by: { $0.key < $1.key }) {
            guard start >= end else { throw .ambiguous("objects overlap at byte \(start)") }
            end = upper
        }
    }

    /// The catalog as it was in `revision`.
    public func catalog(in revision: Int) throws(PDFProblem) -> [String: PDFObject] {
        guard let entries = try resolve(revisions[revision].trailer["Root"], in: revision).dictionary else {
            throw .damaged("no catalog")
        }
        return entries
    }
}
