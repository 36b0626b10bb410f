import Foundation

/// A database's URL as it may be shown: whom it asks where, and three stars for the password.
enum MaskedURL {
    static func hasPassword(_ url: String) -> Bool { masked(url) != url }

    /// Rather too many stars than too few: a password may hold any sign, also those that end it.
    static func masked(_ url: String) -> String {
        guard let scheme = url.range(of: "://") else { return "***" }
        var shown = url
        if let at = shown.range(of: "@", options: .backwards), at.lowerBound >= scheme.upperBound,
            let colon = shown.range(of: ":", range: scheme.upperBound..<at.lowerBound)
        {
            shown.replaceSubrange(colon.upperBound..<at.lowerBound, with: "***")
        }
        return shown.replacing(/(?i)(password=)[^&]*/) { "\($0.1)***" }
    }
}
