import PDFStructure

/// The document security store (EN 319 142-1 §5.4.2): certificates and revocation information inside the file, so that
/// its signatures can be judged when the authorities are gone.
struct SecurityStore: Sendable {
    var certificates: [Certificate] = []
    var evidence = RevocationEvidence()

    private static let mostItems = 1000

    init(certificates: [Certificate] = [], evidence: RevocationEvidence = RevocationEvidence()) {
        self.certificates = certificates
        self.evidence = evidence
    }

    /// What the newest state of the file holds.
    init(of document: PDFDocument) throws(PDFProblem) {
        let newest = document.newest
        guard let store = try document.resolve(document.catalog(in: newest)["DSS"], in: newest).dictionary else {
            return
        }
        certificates = try Self.items(store["Certs"], document).compactMap { try? Certificate($0) }
        evidence.lists = try Self.items(store["CRLs"], document)
        evidence.responses = try Self.items(store["OCSPs"], document)
    }

    private static func items(_ value: PDFObject?, _ document: PDFDocument) throws(PDFProblem) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for item in try (document.resolve(value, in: document.newest).array ?? []).prefix(mostItems) {
            guard case .stream(let stream) = try document.resolve(item, in: document.newest) else { continue }
            found.append(try document.decoded(stream))
        }
        return found
    }

    /// The file with a revision that adds what it does not hold yet.
    func appended(to bytes: [UInt8]) throws -> [UInt8] {
        let document = try PDFDocument(bytes)
        guard let root = document.catalogReference else { throw SigningProblem.unreadable(.damaged("no catalog")) }
        let newest = document.newest
        let known = try SecurityStore(of: document)
        var catalog = try document.catalog(in: newest)
        var store = try document.resolve(catalog["DSS"], in: newest).dictionary ?? ["Type": .name("DSS")]
        var update = PDFUpdate(of: document)
        let parts = [
            ("Certs", certificates.map(\.der), known.certificates.map(\.der)),
            ("CRLs", evidence.lists, known.evidence.lists),
            ("OCSPs", evidence.responses, known.evidence.responses),
        ]
        for (key, wanted, present) in parts {
            var items = try document.resolve(store[key], in: newest).array ?? []
            var seen = Set(present)
            for item in wanted where seen.insert(item).inserted {
                items.append(.reference(update.add(.stream(PDFStream(dictionary: [:], data: item[...])))))
            }
            if !items.isEmpty { store[key] = .array(items) }
        }
        if let present = catalog["DSS"]?.reference {
            update.set(present, to: .dictionary(store))
        } else {
            catalog["DSS"] = .reference(update.add(.dictionary(store)))
            update.set(root, to: .dictionary(catalog))
        }
        return update.result(identifier: (0..<16).map { _ in UInt8.random(in: 0...255) }).bytes
    }
}
