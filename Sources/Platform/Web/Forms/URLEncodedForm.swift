/// `application/x-www-form-urlencoded`.
enum URLEncodedForm {
    /// Fields of a form; more would be an attack on the server's time.
    static let mostFields = 2000

    /// The fields in order; nil when there are too many, or one is not text.
    static func fields(of bytes: some Collection<UInt8>) -> [(name: String, value: String)]? {
        var fields: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
            guard fields.count < mostFields else { return nil }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let value = equals == pair.endIndex ? pair[equals...] : pair[pair.index(after: equals)...]
            guard let name = text(pair[..<equals]), let value = text(value) else { return nil }
            fields.append((name, value))
        }
        return fields
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            bytes.formIndex(after: &index)
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index < bytes.endIndex, let high = bytes[index].hexValue else { return nil }
                bytes.formIndex(after: &index)
                guard index < bytes.endIndex, let low = bytes[index].hexValue else { return nil }
                bytes.formIndex(after: &index)
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }
}
