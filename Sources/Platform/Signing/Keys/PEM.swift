import Foundation

/// The text form of keys and certificates (RFC 7468).
public struct PEMBlock: Hashable, Sendable {
    public let label: String
    public let bytes: [UInt8]

    public init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// All blocks in `text`, in their order; what stands between them is passed over.
    public static func all(in text: String) throws(KeyProblem) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var label: String?
        var body = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") {
                label = String(line.dropFirst(11).dropLast(5))
                body = ""
            } else if line.hasPrefix("-----END "), let open = label {
                guard let data = Data(base64Encoded: body), !data.isEmpty else { throw .notPEM }
                blocks.append(PEMBlock(label: open, bytes: Array(data)))
                label = nil
            } else if label != nil {
                body += line
            }
        }
        guard label == nil, !blocks.isEmpty else { throw .notPEM }
        return blocks
    }

    public var text: String {
        let encoded = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(encoded)\n-----END \(label)-----\n"
    }
}

extension Certificate {
    /// Every certificate in a PEM text, or the one that DER bytes are.
    public static func all(in bytes: [UInt8]) throws -> [Certificate] {
        guard bytes.first != ASN1.Tag.sequence else { return [try Certificate(bytes)] }
        return try PEMBlock.all(in: String(decoding: bytes, as: UTF8.self))
            .filter { $0.label == "CERTIFICATE" || $0.label == "X509 CERTIFICATE" }
            .map { try Certificate($0.bytes) }
    }

    public var pem: String { PEMBlock(label: "CERTIFICATE", bytes: der).text }
}
