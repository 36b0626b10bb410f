import Synchronization

/// Remembers which signatures of authorities were found genuine: a thousand documents of one signer then cost one
/// verification of his certificate and of its revocation list, and not a thousand.
///
/// What is kept is arithmetic and no verdict: this value, over these bytes, by this algorithm, is of this key. It is as
/// true tomorrow as today. What may change or be revoked (time, purpose, revocation, rules for algorithms, which roots
/// are pinned) is never kept here and is judged anew for every document.
public final class KnownSignatures: Sendable {
    private let genuine = Mutex<Set<[UInt8]>>([])
    /// Then it begins again: whoever hands in certificates of his own making must not fill the memory.
    private let most: Int

    public init(atMost most: Int = 10_000) {
        self.most = most
    }

    /// How many are known.
    var count: Int { genuine.withLock { $0.count } }

    /// Whether `signature` over `message` is of the holder's key. Only what holds is kept: a wrong one is tried each time.
    func isGenuine(
        _ signature: ArraySlice<UInt8>, over message: ArraySlice<UInt8>, by algorithm: SignatureAlgorithm,
        of holder: Certificate
    ) -> Bool {
        let question = Self.question(signature, message, algorithm, holder)
        if genuine.withLock({ $0.contains(question) }) { return true }
        guard holder.publicKey.isValid(signature, over: message, by: algorithm) else { return false }
        genuine.withLock { known in
            if known.count >= most { known.removeAll() }
            known.insert(question)
        }
        return true
    }

    /// What was asked, as one hash. The lengths stand before the parts, so that no byte can move from one to the next.
    private static func question(
        _ signature: ArraySlice<UInt8>, _ message: ArraySlice<UInt8>, _ algorithm: SignatureAlgorithm,
        _ holder: Certificate
    ) -> [UInt8] {
        let key = holder.publicKeyInfo
        let head = "\(algorithm.scheme.rawValue) \(algorithm.digest.rawValue) \(key.count) \(signature.count) "
        return DigestAlgorithm.sha256.hash(Array(head.utf8)[...], key, signature, message)
    }
}
