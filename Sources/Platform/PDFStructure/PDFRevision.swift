/// One state of the file: what was appended when somebody last saved it.
public struct PDFRevision: Sendable {
    let entries: [Int: PDFEntry]
    /// The trailer that was in force: catalog, size, identifiers.
    public let trailer: [String: PDFObject]
    /// Where the newest cross-reference section of this revision begins: what the next one's `/Prev` must say.
    public let crossReferenceOffset: Int
    /// Cross-references are a stream and not a table; an update must be of the same kind.
    public let usesStreams: Bool
    /// A table and a stream side by side: old and new programs may see different objects.
    public let isHybrid: Bool
    /// Behind `%%EOF`.
    public let end: Int
    /// Behind the line end after `%%EOF`, if there is one.
    public let endOfLine: Int

    /// Numbers of the objects that this revision writes or frees.
    public var objectNumbers: some Collection<Int> { entries.keys }

    /// Joins sections that belong to one saving: a linearized file has two.
    static func grouping(_ newestFirst: [CrossReference]) throws(PDFProblem) -> [PDFRevision] {
        var ends: [Int: CrossReference.Closing] = [:]
        for section in newestFirst {
            guard let closing = section.closing, closing.target > 0 else { continue }
            guard ends.updateValue(closing, forKey: closing.target) == nil else {
                throw .ambiguous("one cross-reference section closed twice")
            }
        }
        var groups: [[CrossReference]] = []
        for section in newestFirst {
            if ends[section.offset] != nil {
                groups.append([section])
            } else if groups.isEmpty {
                throw .damaged("the last cross-reference section is not closed")
            } else {
                groups[groups.count - 1].append(section)
            }
        }
        var revisions: [PDFRevision] = []
        for group in groups.reversed() {
            guard let closing = ends[group[0].offset] else { throw .damaged("a revision is not closed") }
            let revision = try PDFRevision(group, closing)
            if let last = revisions.last {
                guard revision.end > last.endOfLine, revision.crossReferenceOffset >= last.end else {
                    throw .damaged("revisions are not in order")
                }
            }
            revisions.append(revision)
        }
        return revisions
    }

    private init(_ sections: [CrossReference], _ closing: CrossReference.Closing) throws(PDFProblem) {
        var entries = sections[0].entries
        for section in sections.dropFirst() {
            guard section.offset < closing.end else { throw .damaged("a section lies behind its revision") }
            entries.merge(section.entries) { newer, _ in newer }
        }
        self.entries = entries
        trailer = sections[0].trailer
        crossReferenceOffset = sections[0].offset
        usesStreams = sections[0].isStream
        isHybrid = sections.contains(where: \.isHybrid)
        end = closing.end
        endOfLine = closing.endOfLine
    }
}
