public import Essentials
import Foundation

/// An identity provider that an installation trusts to say who somebody is: the province's single sign-on (đăng nhập một
/// lần). What is configured here is all that is ever asked; nothing a browser or a token says adds to it.
public struct OpenIDProvider: Hashable, Sendable {
    /// Stands in addresses: `tinh`.
    public let code: String
    public let name: Wording
    /// Exactly as the provider spells it; compared byte by byte.
    public let issuer: String
    public let clientID: String
    public let clientSecret: ClientSecret
    /// Values of `acr` with which the provider says that two factors were shown.
    public let trustedACR: Set<String>
    /// The same of `amr`: one of them is enough.
    public let trustedAMR: Set<String>

    /// - Returns: nil for what is no code, no address of an issuer, or no client.
    public init?(
        code: String, name: Wording, issuer: String, clientID: String, clientSecret: String,
        trustedACR: Set<String> = [], trustedAMR: Set<String> = []
    ) {
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
        guard (1...30).contains(code.utf8.count), code.allSatisfy(letters.contains), let home = WebOrigin(of: issuer),
            !issuer.contains(where: { $0 == "?" || $0 == "#" }), (1...200).contains(issuer.utf8.count),
            !clientID.isEmpty, !clientSecret.isEmpty
        else { return nil }
        self.code = code
        self.name = name
        self.issuer = issuer
        self.home = home
        self.clientID = clientID
        self.clientSecret = ClientSecret(clientSecret)
        self.trustedACR = trustedACR
        self.trustedAMR = trustedAMR
    }

    /// Scheme, host and port: all that is ever asked of it is there.
    public var origin: String { home.text }

    let home: WebOrigin

    /// Where its own description is (OpenID Connect Discovery 1.0 section 4).
    var discovery: String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }
}

/// What proves this installation to a provider. It is never printed, logged or described.
public struct ClientSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    public var description: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension OpenIDProvider {
    /// The providers of a file of JSON: `{"providers": [{"code", "name", "issuer", "clientID", "clientSecret", …}]}`.
    ///
    /// - Throws: `OpenIDFileProblem`, which says what is wrong and repeats no secret.
    public static func list(json: [UInt8]) throws -> [OpenIDProvider] {
        guard let file = try? JSONDecoder().decode(ProviderFile.self, from: Data(json)) else {
            throw OpenIDFileProblem.isMalformed
        }
        var providers: [OpenIDProvider] = []
        for entry in file.providers {
            guard let provider = entry.provider else { throw OpenIDFileProblem.cannotBe(entry.code) }
            if providers.contains(where: { $0.code == provider.code || $0.issuer == provider.issuer }) {
                throw OpenIDFileProblem.standsTwice(entry.code)
            }
            providers.append(provider)
        }
        return providers
    }
}

/// What is wrong with a file of providers.
public enum OpenIDFileProblem: Error, Equatable, CustomStringConvertible {
    case isMalformed
    case cannotBe(String)
    case standsTwice(String)

    public var description: String {
        switch self {
        case .isMalformed: "it is no JSON of the form {\"providers\": [{\"code\", \"name\", \"issuer\", …}]}"
        case .cannotBe(let code):
            "the provider '\(code)' has a code that is not a–z, 0–9 and '-', an issuer that is no https address, or no client"
        case .standsTwice(let code): "the provider '\(code)', or its issuer, stands there twice"
        }
    }
}

private struct ProviderFile: Decodable {
    let providers: [Entry]

    struct Entry: Decodable {
        let code: String
        let name: String
        let nameEnglish: String?
        let issuer: String
        let clientID: String
        let clientSecret: String
        let trustedACR: Set<String>?
        let trustedAMR: Set<String>?

        var provider: OpenIDProvider? {
            OpenIDProvider(
                code: code, name: Wording(name, en: nameEnglish ?? name), issuer: issuer, clientID: clientID,
                clientSecret: clientSecret, trustedACR: trustedACR ?? [], trustedAMR: trustedAMR ?? [])
        }
    }
}
