import PDFStructure

/// Who signs: a key and the certificate that says whose it is.
public struct SigningIdentity: Sendable {
    public let key: any SigningKey
    public let certificate: Certificate
    /// The authorities' certificates up to the root, which go into the signature.
    public let chain: [Certificate]

    public init(key: any SigningKey, certificate: Certificate, chain: [Certificate]) {
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }
}

/// Signs PDF documents as PAdES (EN 319 142-1) and raises the level of signed ones.
public struct DocumentSigner: Sendable {
    private let timestamps: TimestampAuthority?
    private let collector: EvidenceCollector?

    public init(timestamps: TimestampAuthority? = nil, collector: EvidenceCollector? = nil) {
        self.timestamps = timestamps
        self.collector = collector
    }

    /// The document with one more signature, of the level asked for.
    public func sign(
        _ document: [UInt8], as identity: SigningIdentity, options: SignatureOptions,
        level: SignatureLevel = .basic
    ) async throws -> [UInt8] {
        var options = options
        if level > .basic { options.reservedBytes = max(options.reservedBytes, 32 << 10) }
        let prepared = try PreparedSignature(
            document, certificate: identity.certificate, chain: identity.chain, algorithm: identity.key.algorithm,
            options: options)
        let signature = try await identity.key.signature(over: prepared.bytesToSign)
        var timestamp: [UInt8]?
        if level > .basic {
            guard let timestamps else { throw SigningProblem.noTimestampAuthority }
            timestamp = try await timestamps.token(over: signature[...])
        }
        var signed = try prepared.completed(by: signature, timestamp: timestamp)
        if level >= .longTerm { signed = try await addingEvidence(to: signed, roots: identity.chain) }
        if level >= .archived { signed = try await addingTimestamp(to: signed) }
        return signed
    }

    /// The document with a time-stamp over all of it: B-T for the signatures it has, B-LTA after evidence was added.
    public func addingTimestamp(to document: [UInt8]) async throws -> [UInt8] {
        guard let timestamps else { throw SigningProblem.noTimestampAuthority }
        let gap = try SignatureRevision(document, content: .timestamp(reservedBytes: 16 << 10)).gap
        let token = try await timestamps.token(
            over: gap.bytes[..<gap.hole.lowerBound], gap.bytes[gap.hole.upperBound...])
        return try gap.filled(with: token)
    }

    /// The document with the certificates and the revocation information of its signatures and time-stamps (B-LT).
    public func addingEvidence(to document: [UInt8], roots: [Certificate]) async throws -> [UInt8] {
        var store = SecurityStore()
        let parsed = try PDFDocument(document)
        for message in try parsed.signatureMessages() {
            guard let signer = message.signers.first,
                let certificate = message.certificates.first(where: signer.isMade)
            else { continue }
            let pool = message.certificates + roots
            await collect(certificate, pool, into: &store)
            for value in signer.unsignedAttributes[.timestampToken] ?? [] {
                guard let token = try? TimestampToken(value.encoded), let authority = token.certificate else {
                    continue
                }
                await collect(authority, token.message.certificates + pool, into: &store)
            }
        }
        return try store.appended(to: document)
    }

    /// Everything from `certificate` upwards that the pool holds, with its revocation information.
    private func collect(_ certificate: Certificate, _ pool: [Certificate], into store: inout SecurityStore) async {
        let known = KnownSignatures()
        var path = [certificate]
        while let last = path.last, !last.isSelfIssued, path.count < 8,
            let issuer = pool.first(where: { $0.subject == last.issuer && last.isSigned(by: $0, known) })
        {
            path.append(issuer)
        }
        for one in path where !store.certificates.contains(one) { store.certificates.append(one) }
        if let collector {
            store.evidence = store.evidence + (await collector.evidence(for: .init(certificates: path)))
        }
    }
}

extension PDFDocument {
    /// The messages of all signatures and time-stamps that can be read.
    func signatureMessages() throws(PDFProblem) -> [SignedData] {
        var found: [SignedData] = []
        for field in try signatureFields(in: newest) {
            guard let contents = try resolve(field.dictionary["V"], in: newest).dictionary?["Contents"]?.string,
                let message = try? SignedData(contents[...])
            else { continue }
            found.append(message)
        }
        return found
    }
}
