import Directory
import Essentials
import Files
import Logging

/// Something that no page of ours asks for, or that its asker may not do: told in the server's log with who and from
/// where (ASVS V16.3.2, V16.3.3). The person by an identifier, and never what was sent.
enum RefusedAttempt: String {
    /// A right is missing, here or for that record. Both look like what is not there.
    case right
    /// A token of the API that opens nothing.
    case token
    /// A form from elsewhere, or one without its mark.
    case form
    /// More than the limit.
    case haste
    /// No request that a browser or a careful program makes.
    case malformed
    case size

    init?(_ error: any Error, _ exchange: Exchange) {
        switch error {
        case is NotFound where exchange.isCallerElsewhere: self = .right
        case is SignInNeeded where exchange.bearerToken != nil: self = .token
        case is Forged: self = .form
        case is TooMany: self = .haste
        case is BadRequest, is UnsupportedMediaType, is MethodNotAllowed: self = .malformed
        case is BodyTooLarge: self = .size
        default: return nil
        }
    }

    func log(_ exchange: Exchange, _ logger: Logger) {
        logger.notice(
            "refused",
            metadata: [
                "id": .string(exchange.requestID), "reason": .string(rawValue),
                "route": .string(exchange.routeName),
                "person": .string(exchange.caller.map { "\($0.person)" } ?? "-"),
                "address": .string(exchange.networkAddress ?? "-"),
            ])
    }
}

extension Exchange {
    /// Somebody who is known asked a route that needs a right.
    fileprivate var isCallerElsewhere: Bool {
        caller != nil && route.map { $0.description.access != .public } == true
    }

    /// The route, never the address: addresses hold what people search for.
    var routeName: String {
        route.map { "\($0.description.method.rawValue) \($0.description.path)" } ?? "-"
    }
}
