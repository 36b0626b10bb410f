public import Directory
public import Essentials
import Foundation
public import OpenID

/// The identity providers of an installation, and what a browser keeps while it is there.
public struct OpenIDDesk: Sendable {
    private let clients: [OpenIDClient]
    private let home: String

    /// - Parameters:
    ///   - providers: those that are configured.
    ///   - home: scheme, host and port under which browsers reach the installation.
    public init(_ providers: [OpenIDProvider], home: String, transport: OpenIDTransport = .network) {
        self.home = home
        clients = providers.map { provider in
            OpenIDClient(
                provider, returnAddress: "\(home)/sign-in/openid/\(provider.code)/return", transport: transport)
        }
    }

    /// Where nobody signs in through another.
    public static let none = OpenIDDesk([], home: "")

    public var providers: [OpenIDProvider] { clients.map(\.provider) }

    /// A provider that is configured.
    ///
    /// - Throws: `NotFound`.
    public func client(_ code: String) throws -> OpenIDClient {
        guard let client = clients.first(where: { $0.provider.code == code }) else { throw NotFound() }
        return client
    }

    /// Where a form of ours may lead on to.
    public var formTargets: [String] { providers.map(\.origin) }

    /// Where the provider sends people back to after signing out of it.
    public var doorAddress: String { home + "/sign-in" }
}

/// A way to a provider that was begun in this browser, sealed under the installation's key: nobody reads it, and none is
/// taken that was not begun here.
public struct OpenIDVoyage: Codable, Sendable {
    public let request: OpenIDRequest
    /// Where to go on afterwards.
    public let back: String?
    /// The session whose person is to be linked; nil for a sign-in.
    let linking: Int64?
    let begunAt: Int64

    public static let lastsSeconds: Int64 = 600

    public init(_ request: OpenIDRequest, back: String?, linking session: ID<Session>?, at now: Instant) {
        self.request = request
        self.back = back.map { String($0.prefix(500)) }
        linking = session?.rawValue
        begunAt = now.microsecondsSince1970
    }

    /// Whether it was begun to link the person of a session.
    public var isLinking: Bool { linking != nil }

    /// Whether it links this session's person, and no other's.
    public func links(_ caller: Caller?) -> Bool { linking != nil && linking == caller?.session?.rawValue }

    /// What the browser keeps.
    public func sealed(by desk: SignInDesk) throws -> String {
        Base64URL.encode(try desk.settings.key.seal([UInt8](JSONEncoder().encode(self)), for: Self.purpose))
    }

    /// What the browser kept; nil when it is none of ours, or too old.
    public static func opened(_ sealed: String?, by desk: SignInDesk, at now: Instant) -> OpenIDVoyage? {
        guard let bytes = sealed.flatMap({ Base64URL.decode($0) }),
            let plain = try? desk.settings.key.open(bytes, for: purpose),
            let voyage = try? JSONDecoder().decode(OpenIDVoyage.self, from: Data(plain))
        else { return nil }
        let age = now.microsecondsSince1970 - voyage.begunAt
        return (0..<lastsSeconds * 1_000_000).contains(age) ? voyage : nil
    }

    private static let purpose = "way to an identity provider"
}
