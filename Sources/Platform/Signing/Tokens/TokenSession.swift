import CPKCS11

/// A session with one token, logged in. It lives within one block in the module's queue.
struct TokenSession {
    private let functions: TokenFunctions
    private let handle: UInt
    private let pin: TokenPIN

    /// Numbers of the standard.
    private enum Number {
        static let serialSession: UInt = 4
        static let user: UInt = 1
        static let contextSpecific: UInt = 2
    }

    enum ObjectClass {
        static let certificate: UInt = 1
        static let privateKey: UInt = 3
    }

    enum Attribute {
        static let objectClass: UInt = 0
        static let label: UInt = 3
        static let value: UInt = 0x11
        static let keyType: UInt = 0x100
        static let identifier: UInt = 0x102
        static let modulus: UInt = 0x120
        static let curve: UInt = 0x180
        static let alwaysAuthenticate: UInt = 0x202
    }

    init(_ functions: TokenFunctions, slot: UInt, pin: TokenPIN) throws {
        self.functions = functions
        self.pin = pin
        if try functions.information(ofSlot: slot).isLocked { throw TokenProblem.pinLocked }
        var opened: UInt = 0
        try functions.check(functions.table.open_session?(slot, Number.serialSession, nil, nil, &opened))
        handle = opened
        do throws(TokenProblem) { try login(Number.user) } catch {
            // And no logout: whoever is logged in, if anybody, was not by this session.
            _ = functions.table.close_session?(handle)
            let after = try? functions.information(ofSlot: slot)
            guard case .wrongPIN = error else { throw error }
            if after?.isLocked == true { throw TokenProblem.pinLocked }
            throw TokenProblem.wrongPIN(isLastTry: after?.isOnLastTry == true)
        }
    }

    private func login(_ user: UInt) throws(TokenProblem) {
        var pin = pin.bytes
        try functions.check(functions.table.login?(handle, user, &pin, UInt(pin.count)))
    }

    func close() {
        _ = functions.table.logout?(handle)
        _ = functions.table.close_session?(handle)
    }

    /// The objects that have all these attributes, at most sixteen.
    func objects(_ wanted: [(type: UInt, value: [UInt8])]) throws -> [UInt] {
        var values = wanted.flatMap(\.value)
        return try values.withUnsafeMutableBytes { bytes in
            var start = 0
            var template = wanted.map { item in
                defer { start += item.value.count }
                return P11Attribute(
                    type: item.type, value: bytes.baseAddress?.advanced(by: start), length: UInt(item.value.count))
            }
            try functions.check(functions.table.find_objects_init?(handle, &template, UInt(template.count)))
            defer { _ = functions.table.find_objects_final?(handle) }
            var found = [UInt](repeating: 0, count: 16)
            var count: UInt = 0
            try functions.check(functions.table.find_objects?(handle, &found, UInt(found.count), &count))
            return Array(found.prefix(Int(count)))
        }
    }

    /// The bytes of an attribute; nil when the object has none such, or keeps it to itself.
    func attribute(_ type: UInt, of object: UInt) -> [UInt8]? {
        var item = P11Attribute(type: type, value: nil, length: 0)
        guard functions.table.get_attribute_value?(handle, object, &item, 1) == 0, item.length <= 1 << 16 else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Int(item.length))
        let code = bytes.withUnsafeMutableBytes { buffer in
            item.value = buffer.baseAddress
            return functions.table.get_attribute_value?(handle, object, &item, 1)
        }
        return code == 0 ? Array(bytes.prefix(Int(item.length))) : nil
    }

    /// Lets the key sign. A key that wants the PIN before each use is given it.
    func sign(_ bytes: [UInt8], with key: UInt, by mechanism: TokenMechanism) throws -> [UInt8] {
        var parameters = mechanism.parameters ?? P11PSSParameters()
        try withUnsafeMutableBytes(of: &parameters) { room in
            var named = P11Mechanism(type: mechanism.number, parameter: nil, length: 0)
            if mechanism.parameters != nil {
                named.parameter = room.baseAddress
                named.length = UInt(room.count)
            }
            try functions.check(functions.table.sign_init?(handle, &named, key))
        }
        if attribute(Attribute.alwaysAuthenticate, of: key)?.first == 1 { try login(Number.contextSpecific) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: 1024)
        var length = UInt(output.count)
        try functions.check(functions.table.sign?(handle, &input, UInt(input.count), &output, &length))
        return Array(output.prefix(Int(length)))
    }

    /// A number as the library expects it among attributes.
    static func bytes(of number: UInt) -> [UInt8] { withUnsafeBytes(of: number, Array.init) }
}

/// How a token is told to sign.
struct TokenMechanism {
    let number: UInt
    let parameters: P11PSSParameters?

    /// ECDSA gets the digest, because not every token hashes for it; RSA gets the message.
    init(_ algorithm: SignatureAlgorithm) {
        switch algorithm.scheme {
        case .ecdsa: (number, parameters) = (0x1041, nil)
        case .rsaPKCS1: (number, parameters) = (0x40, nil)
        case .rsaPSS:
            (number, parameters) = (
                0x43, P11PSSParameters(hash: 0x250, mask: 2, salt_length: UInt(algorithm.digest.byteCount))
            )
        }
    }
}
