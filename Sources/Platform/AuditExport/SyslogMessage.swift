import Essentials
public import Journal

/// A message of the syslog protocol (RFC 5424) that carries an event as CEF.
///
/// The same event gives the same bytes each time, so a receiver that got it twice can tell. Facility 13 is "log audit"
/// (RFC 5424 6.2.1). The text has no byte order mark, which readers of CEF do not expect.
public struct SyslogMessage: Sendable {
    /// The message in UTF-8, without a line end.
    public let bytes: [UInt8]

    /// - Parameter host: the server's name, as it is to stand in the receiver.
    public init(_ event: RecordedEvent, host: String) {
        let severity = Severity(of: event.kind).rawValue >= Severity.refusal.rawValue ? 4 : 5
        let head = [
            "<\(13 * 8 + severity)>1", Self.timestamp(event.at), Self.printable(host, atMost: 255), "lienthong", "-",
            Self.printable(event.kind, atMost: 32), "-",
        ]
        bytes = Array((head.joined(separator: " ") + " " + CEFRecord(event).text).utf8)
    }

    /// With its length before it, as streams carry it (RFC 6587 3.4.1, RFC 5425 4.3): what is in a message cannot end it.
    public var framed: [UInt8] { Array("\(bytes.count) ".utf8) + bytes }

    /// `2026-11-20T01:00:00.000000Z` (RFC 3339, UTC).
    static func timestamp(_ instant: Instant) -> String {
        let microseconds = instant.microsecondsSince1970
        let day = microseconds.flooredDivision(by: 86_400_000_000)
        let rest = microseconds - day * 86_400_000_000
        let seconds = rest / 1_000_000
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
        return "\(CivilDate(dayNumber: Int(day)))T\(parts.joined(separator: ":")).\(padded(rest % 1_000_000, 6))Z"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Printable ASCII without blanks, never empty.
    static func printable(_ text: String, atMost length: Int) -> String {
        let kept = text.unicodeScalars.map { (33...126).contains($0.value) ? Character($0) : "_" }.prefix(length)
        return kept.isEmpty ? "-" : String(kept)
    }
}
