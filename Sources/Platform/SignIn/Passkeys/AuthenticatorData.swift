/// What an authenticator signs (WebAuthn Level 3, 6.1).
struct AuthenticatorData {
    let relyingPartyHash: [UInt8]
    let flags: UInt8
    let signCount: UInt32
    /// Only when a passkey is made.
    let credential: Credential?

    /// A new passkey.
    struct Credential {
        /// The authenticator's model; zeros when it is not told.
        let aaguid: [UInt8]
        let id: [UInt8]
        /// COSE, as the authenticator wrote it.
        let publicKey: [UInt8]
    }

    /// Somebody touched it.
    var isUserPresent: Bool { flags & 0x01 != 0 }
    /// A PIN or a biometric showed that it is the owner.
    var isUserVerified: Bool { flags & 0x04 != 0 }
    /// It may be copied to the owner's other devices.
    var isBackupEligible: Bool { flags & 0x08 != 0 }
    var isBackedUp: Bool { flags & 0x10 != 0 }

    /// - Throws: `PasskeyProblem.isMalformed`.
    init(_ bytes: [UInt8]) throws(PasskeyProblem) {
        guard bytes.count >= 37 else { throw .isMalformed }
        relyingPartyHash = Array(bytes[..<32])
        flags = bytes[32]
        signCount = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var end = 37
        do {
            if flags & 0x40 != 0 {
                guard bytes.count >= 55 else { throw PasskeyProblem.isMalformed }
                let length = Int(bytes[53]) << 8 | Int(bytes[54])
                guard length > 0, length <= 1023, bytes.count > 55 + length else { throw PasskeyProblem.isMalformed }
                var reader = CBORReader(bytes, from: 55 + length)
                _ = try reader.next()
                credential = Credential(
                    aaguid: Array(bytes[37..<53]), id: Array(bytes[55..<55 + length]),
                    publicKey: Array(bytes[(55 + length)..<reader.offset]))
                end = reader.offset
            } else {
                credential = nil
            }
            if flags & 0x80 != 0 {
                var reader = CBORReader(bytes, from: end)
                guard case .map = try reader.next() else { throw PasskeyProblem.isMalformed }
                end = reader.offset
            }
        } catch {
            throw .isMalformed
        }
        // Backed up without being eligible is a state that does not exist (6.1.3).
        guard end == bytes.count, isBackupEligible || !isBackedUp else { throw .isMalformed }
    }
}
