public import Foundation

/// A proof to hand out: a small JSON file that anybody checks offline with the journal's public key, in thirty years too.
///
///     {"format": "lienthong-inclusion-1", "leaf": "bGllbnRob25n…", "position": 4711, "hashes": ["…", …],
///      "checkpoint": "origin\nsize\nroot\n\n— …\n", "key": "lienthong.quangnam.gov.vn/journal"}
///
///     {"format": "lienthong-consistency-1", "earlier": "…", "later": "…", "hashes": ["…", …], "key": "…"}
public enum ProofFile: Hashable, Sendable {
    /// An event stands in the journal.
    case inclusion(Inclusion)
    /// The later journal begins with the earlier one.
    case consistency(Consistency)

    /// That an event stands in the journal.
    public struct Inclusion: Hashable, Sendable {
        /// The event, in the bytes that were hashed.
        public let leaf: [UInt8]
        public let position: Int64
        /// From the leaf's neighbour up to the root's child.
        public let hashes: [TreeHash]
        /// The whole note of the signed checkpoint.
        public let checkpoint: String
        /// The name of the key that signed it.
        public let key: String
    }

    /// That the later journal begins with the earlier one.
    public struct Consistency: Hashable, Sendable {
        /// The whole notes of the two signed checkpoints.
        public let earlier, later: String
        public let hashes: [TreeHash]
        /// The name of the key that signed them.
        public let key: String
    }

    /// Reads a file.
    /// - Throws: `ProofRefusal.format`.
    public init(reading json: Data) throws {
        guard let file = try? JSONDecoder().decode(ProofFile.self, from: json) else { throw ProofRefusal.format }
        self = file
    }

    /// The file: the same bytes for the same proof.
    public func written() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// Checks the proof with nothing but a key that was got on another way.
    /// - Returns: what is proved.
    /// - Throws: `ProofRefusal`.
    public func check(key: JournalVerifierKey) throws(ProofRefusal) -> ProvedFact {
        switch self {
        case .inclusion(let proof): try proof.check(key: key)
        case .consistency(let proof): try proof.check(key: key)
        }
    }
}

extension ProofFile.Inclusion {
    fileprivate func check(key: JournalVerifierKey) throws(ProofRefusal) -> ProvedFact {
        let signed = try key.checkpoint(of: checkpoint, called: self.key)
        guard let event = RecordedEvent(leaf: leaf, position: position) else { throw .leaf }
        let (size, root) = (signed.checkpoint.size, signed.checkpoint.root)
        guard MerkleProof.includes(.leaf(leaf), at: position, size: size, root: root, proof: hashes) else {
            throw .hashes
        }
        return .stands(event, under: signed)
    }
}

extension ProofFile.Consistency {
    fileprivate func check(key: JournalVerifierKey) throws(ProofRefusal) -> ProvedFact {
        let first = try key.checkpoint(of: earlier, called: self.key)
        let second = try key.checkpoint(of: later, called: self.key)
        let isContinued = MerkleProof.extends(
            first.checkpoint.root, earlier: first.checkpoint.size,
            to: second.checkpoint.root, size: second.checkpoint.size, proof: hashes)
        guard isContinued else { throw .hashes }
        return .continues(first, by: second)
    }
}

extension JournalVerifierKey {
    fileprivate func checkpoint(of note: String, called name: String) throws(ProofRefusal) -> VerifiedCheckpoint {
        guard name == self.name else { throw .otherKey(name) }
        guard let signed = checkpoint(of: note) else { throw .signature }
        return signed
    }
}

extension ProofFile: Codable {
    private enum Format: String, Codable {
        case inclusion = "lienthong-inclusion-1"
        case consistency = "lienthong-consistency-1"
    }

    private enum Field: CodingKey {
        case format, leaf, position, hashes, checkpoint, earlier, later, key
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        let hashes = try fields.decode([String].self, forKey: .hashes).map { text in
            guard let hash = TreeHash(base64: text) else { throw ProofRefusal.format }
            return hash
        }
        let key = try fields.decode(String.self, forKey: .key)
        switch try fields.decode(Format.self, forKey: .format) {
        case .inclusion:
            guard let leaf = Base64.bytes(in: try fields.decode(String.self, forKey: .leaf)) else {
                throw ProofRefusal.format
            }
            self = .inclusion(
                Inclusion(
                    leaf: leaf, position: try fields.decode(Int64.self, forKey: .position), hashes: hashes,
                    checkpoint: try fields.decode(String.self, forKey: .checkpoint), key: key))
        case .consistency:
            self = .consistency(
                Consistency(
                    earlier: try fields.decode(String.self, forKey: .earlier),
                    later: try fields.decode(String.self, forKey: .later), hashes: hashes, key: key))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        switch self {
        case .inclusion(let proof):
            try fields.encode(Format.inclusion, forKey: .format)
            try fields.encode(Base64.text(of: proof.leaf), forKey: .leaf)
            try fields.encode(proof.position, forKey: .position)
            try fields.encode(proof.hashes.map(\.base64), forKey: .hashes)
            try fields.encode(proof.checkpoint, forKey: .checkpoint)
            try fields.encode(proof.key, forKey: .key)
        case .consistency(let proof):
            try fields.encode(Format.consistency, forKey: .format)
            try fields.encode(proof.earlier, forKey: .earlier)
            try fields.encode(proof.later, forKey: .later)
            try fields.encode(proof.hashes.map(\.base64), forKey: .hashes)
            try fields.encode(proof.key, forKey: .key)
        }
    }
}
