import Essentials

/// `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness of this installation, so that it reaches who can
/// mend it.
public struct SecurityText: Sendable {
    /// Where reports go, the preferred one first: `mailto:`, `tel:` or `https:`.
    let contacts: [String]

    /// A file that nobody looks after ends by itself; while the server runs, somebody does. RFC 9116 2.5.5 asks for
    /// less than a year.
    private static let days = 180

    /// Nil without a contact, or when one is no address that a program can use.
    public init?(contacts: [String]) {
        guard !contacts.isEmpty, contacts.allSatisfy(Self.isContact) else { return nil }
        self.contacts = contacts
    }

    /// A web address must be `https` (RFC 9116 2.5.3). Anything but visible ASCII could write lines of its own.
    private static func isContact(_ text: String) -> Bool {
        let isKnown = ["mailto:", "tel:", "https://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
        return isKnown && text.utf8.count <= 300 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// The file as it stands on a day.
    func text(on day: CivilDate) -> String {
        let lines =
            contacts.map { "Contact: \($0)" }
            + ["Expires: \(day.adding(days: Self.days))T00:00:00+07:00", "Preferred-Languages: vi, en"]
        return lines.joined(separator: "\n") + "\n"
    }
}
