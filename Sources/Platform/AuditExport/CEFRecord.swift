import Crypto
import Essentials
public import Journal

/// An event of the journal in ArcSight's Common Event Format, version 0, as centres for watching over security take it:
///
///     CEF:0|Liên Thông|lienthong|1|directory.sign-in-failed|directory.sign-in-failed|5|rt=… externalId=… msg=…
///
/// Whatever an event holds, it is one record on one line: nobody whose name or address stands in it writes records or
/// fields of their own.
public struct CEFRecord: Sendable {
    /// The record.
    public let text: String

    /// Bytes of the payload that are sent along; longer ones are cut and say so, their hash is always whole.
    static let longestPayload = 4000

    public init(_ event: RecordedEvent) {
        let header = [
            "CEF:0", "Liên Thông", "lienthong", "1", event.kind, event.kind, String(Severity(of: event.kind).rawValue),
        ]
        let fields = Self.fields(of: event).compactMap { name, value in
            value.map { "\(name)=\(Self.escapedValue($0))" }
        }
        text = header.map(Self.escapedHeader).joined(separator: "|") + "|" + fields.joined(separator: " ")
    }

    private static func fields(of event: RecordedEvent) -> [(String, String?)] {
        let (payload, isCut) = cut(event.payload)
        let isIPv6 = event.actor.address?.contains(":") == true
        return [
            ("rt", String(event.at.microsecondsSince1970 / 1000)),
            ("externalId", event.id.description),
            ("cn1Label", "position"), ("cn1", event.position.map(String.init)),
            ("suid", event.actor.person.map(spelled)),
            ("src", isIPv6 ? nil : event.actor.address),
            ("c6a2Label", isIPv6 ? "sourceAddress" : nil), ("c6a2", isIPv6 ? event.actor.address : nil),
            ("cs1Label", event.actor.post == nil ? nil : "post"), ("cs1", event.actor.post.map(spelled)),
            ("cs2Label", event.actor.unit == nil ? nil : "unit"), ("cs2", event.actor.unit.map(spelled)),
            ("cs3Label", "subject"), ("cs3", "\(event.subject.kind) \(spelled(event.subject.id))"),
            ("cs4Label", "payloadSha256"), ("cs4", SHA256.hash(data: event.payload).hexadecimal),
            ("reason", isCut ? "payload cut" : nil), ("msg", payload),
        ]
    }

    /// As the platform writes an identifier everywhere else.
    private static func spelled(_ id: Int64) -> String { ID<RecordedEvent>(rawValue: id).description }

    private static func cut(_ payload: [UInt8]) -> (text: String, isCut: Bool) {
        guard payload.count > longestPayload else { return (String(decoding: payload, as: UTF8.self), false) }
        var end = longestPayload
        // A letter of several bytes is not cut through.
        while end > 0, payload[end] & 0xC0 == 0x80 { end -= 1 }
        return (String(decoding: payload[..<end], as: UTF8.self), true)
    }
}

extension CEFRecord {
    /// In the header a bar and a backslash are escaped, and there is no line end.
    static func escapedHeader(_ text: String) -> String {
        escaped(text) { $0 == "|" ? "\\|" : nil }
    }

    /// In a value an equals sign and a backslash are escaped, and line ends spelled out.
    static func escapedValue(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "=": "\\="
            case "\n": "\\n"
            case "\r": "\\r"
            default: nil
            }
        }
    }

    /// What no receiver shows as it is (controls, line ends of other kinds, signs that turn the direction of reading) is
    /// spelled out, behind a backslash that is escaped itself.
    private static func escaped(_ text: String, _ own: (Unicode.Scalar) -> String?) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if let spelling = own(scalar) {
                escaped += spelling
            } else if scalar == "\\" {
                escaped += "\\\\"
            } else if isWild(scalar) {
                escaped += "\\\\u{\(String(scalar.value, radix: 16))}"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func isWild(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }
}

/// How much a kind of event matters to those who watch over security, from 0 to 10.
enum Severity: Int, Sendable {
    /// The daily work.
    case work = 3
    /// Somebody was refused.
    case refusal = 5
    /// Rights, accounts, ways of signing in, the installation itself.
    case rights = 6
    /// Malware; the sealed account was opened.
    case attack = 8

    init(of kind: String) {
        switch kind {
        case "file.malware-refused", "directory.break-glass-opened": self = .attack
        case _ where kind.hasSuffix("-failed") || kind.hasSuffix("-refused") || kind == "file.refused": self = .refusal
        case "installation.restored": self = .rights
        case _ where Self.ofRights.contains { kind.hasPrefix($0) }: self = .rights
        default: self = .work
        }
    }

    private static let ofRights = [
        "directory.grant-", "directory.role-", "directory.rights-", "directory.post-assigned", "directory.post-ended",
        "directory.person-", "directory.account-", "directory.factor", "directory.recovery-codes-",
        "directory.api-token-", "directory.password-", "directory.first-run", "directory.authorisation-",
        "directory.substitution-", "directory.sessions-limited", "directory.break-glass-", "directory.openid-",
    ]
}
