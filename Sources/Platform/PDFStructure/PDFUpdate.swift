/// An incremental update: objects that are appended to a file, so that every byte of it stays as it was.
///
/// The cross-reference section is of the same kind as the newest of the file, as readers expect.
public struct PDFUpdate {
    private let base: PDFDocument
    private var bodies: [PDFReference: [UInt8]] = [:]
    private var nextNumber: Int

    /// What was written, and where.
    public struct Result: Sendable {
        /// The whole file: the base and what was appended.
        public var bytes: [UInt8]
        /// Where the body of each object begins, behind `obj` and its line end.
        public let bodyOffsets: [PDFReference: Int]
    }

    public init(of base: PDFDocument) {
        self.base = base
        let highest = base.revisions.lazy.flatMap(\.objectNumbers).max() ?? 0
        nextNumber = max(base.revisions[base.newest].trailer["Size"]?.integer ?? 0, highest + 1)
    }

    /// A number that no object of the file has.
    public mutating func newReference() -> PDFReference {
        defer { nextNumber += 1 }
        return PDFReference(nextNumber)
    }

    /// Writes `value` as a new object.
    public mutating func add(_ value: PDFObject) -> PDFReference {
        let reference = newReference()
        bodies[reference] = value.bytes
        return reference
    }

    /// Writes `value` as the newest state of `reference`.
    public mutating func set(_ reference: PDFReference, to value: PDFObject) {
        bodies[reference] = value.bytes
    }

    /// Writes bytes whose places the caller must know afterwards: a signature with its gaps.
    public mutating func set(_ reference: PDFReference, toBytes body: [UInt8]) {
        bodies[reference] = body
    }

    /// The file with the update.
    /// - Parameter identifier: the new second half of the file's `/ID`, if the file has one.
    public func result(identifier: [UInt8], reserving extra: Int = 0) -> Result {
        var output: [UInt8] = []
        output.reserveCapacity(
            base.bytes.count + bodies.values.reduce(0) { $0 + $1.count + 40 } + bodies.count * 24 + 512 + extra)
        output += base.bytes
        if output.last != 0x0A { output.append(0x0A) }
        var offsets: [PDFReference: Int] = [:]
        var bodyOffsets: [PDFReference: Int] = [:]
        for (reference, body) in bodies.sorted(by: { $0.key < $1.key }) {
            offsets[reference] = output.count
            output += "\(reference.number) \(reference.generation) obj\n".utf8
            bodyOffsets[reference] = output.count
            output += body
            output += "\nendobj\n".utf8
        }
        let start = output.count
        if base.revisions[base.newest].usesStreams {
            writeStream(offsets, identifier, to: &output)
        } else {
            writeTable(offsets, identifier, to: &output)
        }
        output += "startxref\n\(start)\n%%EOF\n".utf8
        return Result(bytes: output, bodyOffsets: bodyOffsets)
    }

    private func trailer(size: Int, _ identifier: [UInt8]) -> [String: PDFObject] {
        let newest = base.revisions[base.newest]
        var trailer: [String: PDFObject] = [
            "Size": .integer(size), "Prev": .integer(newest.crossReferenceOffset),
        ]
        trailer["Root"] = newest.trailer["Root"]
        trailer["Info"] = newest.trailer["Info"]
        if case .array(let halves)? = newest.trailer["ID"], let first = halves.first {
            trailer["ID"] = .array([first, .string(identifier)])
        }
        return trailer
    }

    private func writeTable(_ offsets: [PDFReference: Int], _ identifier: [UInt8], to output: inout [UInt8]) {
        output += "xref\n".utf8
        for (reference, offset) in offsets.sorted(by: { $0.key < $1.key }) {
            output += "\(reference.number) 1\n".utf8
            output += Self.padded(offset, 10)
            output.append(0x20)
            output += Self.padded(reference.generation, 5)
            output += " n \n".utf8
        }
        output += "trailer\n".utf8
        PDFObject.dictionary(trailer(size: nextNumber, identifier)).write(to: &output)
        output.append(0x0A)
    }

    private func writeStream(_ offsets: [PDFReference: Int], _ identifier: [UInt8], to output: inout [UInt8]) {
        var offsets = offsets
        let own = PDFReference(nextNumber)
        offsets[own] = output.count
        var data: [UInt8] = []
        var index: [PDFObject] = []
        for (reference, offset) in offsets.sorted(by: { $0.key < $1.key }) {
            index += [.integer(reference.number), .integer(1)]
            data.append(1)
            for shift in [24, 16, 8, 0] { data.append(UInt8(truncatingIfNeeded: offset >> shift)) }
            for shift in [8, 0] { data.append(UInt8(truncatingIfNeeded: reference.generation >> shift)) }
        }
        var entries = trailer(size: nextNumber + 1, identifier)
        entries["Type"] = .name("XRef")
        entries["W"] = .array([.integer(1), .integer(4), .integer(2)])
        entries["Index"] = .array(index)
        output += "\(own.number) 0 obj\n".utf8
        PDFObject.stream(PDFStream(dictionary: entries, data: data[...])).write(to: &output)
        output += "\nendobj\n".utf8
    }

    private static func padded(_ value: Int, _ width: Int) -> String.UTF8View {
        let text = String(value)
        return (String(repeating: "0", count: max(0, width - text.count)) + text).utf8
    }
}
