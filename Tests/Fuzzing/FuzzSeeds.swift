import Crypto
import Dispatch
import Essentials
import PDFStructure
import Signing
import Synchronization

/// Honest files to begin with: every build, level and kind of message. The authority's key is the same in every run, so
/// that a document that was found passes again when it is tried again; the others are new.
struct FuzzSeeds: Sendable {
    static let shared = FuzzSeeds()
    static let now = from.adding(seconds: 86_400)
    private static let from = Instant(microsecondsSince1970: 1_780_000_000_000_000)
    private static let until = from.adding(seconds: 10 * 365 * 86_400)

    let policy: VerificationPolicy
    let leader: SigningIdentity
    /// A document with one signature.
    let signed: [UInt8]
    let documents: [String: [UInt8]]
    let messages: [String: [UInt8]]
    /// A signed document and one with a time-stamp, into whose holes a message is put.
    let templates: [MessageTemplate]

    private init() {
        do {
            let fixed = try P256.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))
            let key = try SoftwareKey(pem: fixed.pemRepresentation)
            let root = try CertificateIssuer(
                rootNamed: "Gốc", key: key, from: Self.from, until: Self.until, baseURL: "http://pki.test")
            let people = try ["Trần Văn An", "UBND tỉnh"].map { try Self.identity($0, root) }
            leader = people[0]
            let authority = try SoftwareKey(generating: .p256)
            let stamps = try root.issue(
                to: "Dấu thời gian", key: authority, for: .timestamping, from: Self.from, until: Self.until)
            let transport = InProcessTransport(
                root: root,
                timestamps: TimestampIssuer(key: authority, certificate: stamps, chain: [root.certificate]))
            var policy = VerificationPolicy(anchors: [root.certificate], now: Self.now)
            let list = try root.revocationList([], thisUpdate: Self.from, nextUpdate: Self.until)
            policy.evidence.lists = [list]
            self.policy = policy
            let documents = try Self.wait { try await Self.documents(people, transport) }
            signed = documents["table-b-b.pdf"] ?? []
            self.documents = documents
            var messages = ["certificate": leader.certificate.der, "root": root.certificate.der, "list": list]
            for (name, bytes) in documents where name.hasPrefix("table") {
                for (index, message) in try Self.messages(in: bytes).enumerated() {
                    messages["\(name)-\(index)"] = message
                }
            }
            self.messages = messages
            templates = ["table-b-b.pdf", "table-stamped.pdf"].compactMap {
                MessageTemplate(documents[$0] ?? [])
            }
        } catch {
            preconditionFailure("the honest files cannot be made: \(error)")
        }
    }

    private static func identity(_ name: String, _ root: CertificateIssuer) throws -> SigningIdentity {
        let key = try SoftwareKey(generating: .p256)
        let certificate = try root.issue(to: name, key: key, from: from, until: until)
        return SigningIdentity(key: key, certificate: certificate, chain: [root.certificate])
    }

    private static func documents(
        _ people: [SigningIdentity], _ transport: InProcessTransport
    ) async throws -> [String: [UInt8]] {
        let signer = DocumentSigner(
            timestamps: TimestampAuthority(url: "http://pki.test/tsa", transport: transport),
            collector: EvidenceCollector(transport: transport))
        var files: [String: [UInt8]] = [:]
        for build in SamplePDF.Build.allCases {
            // Small holes, so that what is damaged is seldom one of their zeros.
            var options = SignatureOptions(claimedAt: now)
            options.reservedBytes = 1600
            let base = SamplePDF.bytes(build)
            let basic = try await signer.sign(base, as: people[0], options: options)
            files["\(build)-unsigned.pdf"] = base
            files["\(build)-b-b.pdf"] = basic
            files["\(build)-two.pdf"] = try await signer.sign(basic, as: people[1], options: options)
            files["\(build)-stamped.pdf"] = try await signer.addingTimestamp(to: basic)
            // Large, for what it holds: one is enough.
            guard build == .table else { continue }
            files["\(build)-b-lta.pdf"] = try await signer.sign(
                base, as: people[0], options: options, level: .archived)
        }
        return files
    }

    /// What signatures hold, and what the security store does.
    private static func messages(in bytes: [UInt8]) throws -> [[UInt8]] {
        let document = try PDFDocument(bytes)
        var found: [[UInt8]] = []
        for revision in document.revisions.indices {
            for number in document.revisions[revision].objectNumbers.sorted() {
                switch try document.object(PDFReference(number), in: revision) {
                case .stream(let stream): found.append(try document.decoded(stream))
                case .dictionary(let entries):
                    guard let contents = entries["Contents"]?.string else { continue }
                    found.append(Array(contents.reversed().drop { $0 == 0 }.reversed()))
                default: continue
                }
            }
        }
        return found
    }

    /// Makes the files before the fuzzer begins; nothing else runs then.
    private static func wait<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let box = Box<Value>()
        Task.detached {
            let result: Result<Value, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            box.result.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = box.result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }

    private final class Box<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }
}

/// A document with a hole for a message.
struct MessageTemplate: Sendable {
    private let bytes: [UInt8]
    private let hole: Range<Int>

    /// Takes the last signature of a file.
    init?(_ bytes: [UInt8]) {
        let mark = Array("/Contents <".utf8)
        let places = bytes.indices.dropLast(mark.count).filter { bytes[$0...].starts(with: mark) }
        guard let last = places.last, let end = bytes[last...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
        self.bytes = bytes
        hole = (last + mark.count)..<end
    }

    func filled(with message: [UInt8]) -> [UInt8]? {
        guard message.count * 2 <= hole.count else { return nil }
        let digits = Array("0123456789abcdef".utf8)
        var output = bytes
        var place = hole.lowerBound
        for byte in message {
            output[place] = digits[Int(byte >> 4)]
            output[place + 1] = digits[Int(byte & 15)]
            place += 2
        }
        for rest in place..<hole.upperBound { output[rest] = UInt8(ascii: "0") }
        return output
    }
}

/// The authority's answers without a network.
private struct InProcessTransport: SigningTransport {
    let root: CertificateIssuer
    let timestamps: TimestampIssuer

    func post(_ body: [UInt8], contentType: String, to url: String) async throws -> [UInt8] {
        if url.hasSuffix("/tsa") { return try timestamps.answer(body, at: FuzzSeeds.now) }
        return try root.answer(
            toOCSPRequest: body, revoked: [], at: FuzzSeeds.now, nextUpdate: FuzzSeeds.now.adding(seconds: 86_400))
    }

    func get(_ url: String) async throws -> [UInt8] {
        try root.revocationList([], thisUpdate: FuzzSeeds.now, nextUpdate: FuzzSeeds.now.adding(seconds: 86_400))
    }
}
