import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Turns whatever was thrown into a response: one place, so that none is forgotten and none says too much.
struct ErrorAnswers: Sendable {
    let responses: Responses
    let logger: Logger

    /// What was thrown, as a page, or as problem details for the API.
    func response(for error: any Error, to exchange: inout Exchange) -> Response {
        let outcome = Self.outcome(of: error, exchange)
        if outcome.isFault { log(error, exchange, outcome) }
        RefusedAttempt(error, exchange)?.log(exchange, logger)
        var response: Response
        if exchange.isAPI {
            response = outcome.details.response
        } else if let path = outcome.redirect {
            response = Response(status: .seeOther, headers: [.location: path])
        } else {
            response = responses.page(outcome.page, outcome.status, &exchange)
        }
        for field in outcome.headers { response.headers[field.name] = field.value }
        return response
    }

    /// A fault is logged once, here, with the request's id and without what the request said.
    private func log(_ error: any Error, _ exchange: Exchange, _ outcome: Outcome) {
        logger.error(
            "fault",
            metadata: [
                "id": .string(exchange.requestID),
                "route": .string(exchange.routeName),
                "error": .string("\(error)"),
            ])
    }

    /// What an error comes to.
    struct Outcome {
        var status: HTTPResponse.Status
        var page: ErrorPage
        var details: ProblemDetails
        var redirect: String?
        var headers: HTTPFields = [:]
        var isFault = false
    }
}

extension ErrorAnswers {
    private static func outcome(of error: any Error, _ exchange: Exchange) -> Outcome {
        let typed = exchange.typed
        let back = exchange.referringPath
        switch error {
        case is NotFound: return plain(.notFound, .notFound)
        case let problems as Problems:
            var outcome = plain(.unprocessableContent, .problems(problems, back: back, typed))
            outcome.details = ProblemDetails(problems, language: exchange.language)
            return outcome
        case let refusal as any Refusal:
            return plain(.conflict, .refused(refusal, back: back, typed), refusal.message[exchange.language])
        case let refusal as FileRefusal:
            return plain(
                .unprocessableContent, .problems(Problems("", refusal.message), back: back, typed),
                refusal.message[exchange.language])
        case let error as SignInNeeded: return signIn(error, exchange)
        case let error as Forged:
            let fields = error.reason == .token ? words(of: exchange).typed(error.fields) : []
            return plain(.forbidden, .formExpired(back: back, fields))
        default: return other(error, exchange)
        }
    }

    private static func other(_ error: any Error, _ exchange: Exchange) -> Outcome {
        let back = exchange.referringPath
        switch error {
        case let error as BodyTooLarge: return plain(.contentTooLarge, .tooLarge(limit: error.limit, back: back))
        case is NIOTooManyBytesError: return plain(.contentTooLarge, .tooLarge(limit: 0, back: back))
        case let error as BadRequest: return plain(.badRequest, .malformed(status: 400), error.description)
        case is StepUpNeeded: return plain(.forbidden, .notFound, "the password must be entered again")
        case is UnsupportedMediaType: return plain(.unsupportedMediaType, .malformed(status: 415))
        case let error as MethodNotAllowed:
            var outcome = plain(.methodNotAllowed, .malformed(status: 405))
            outcome.headers[.allow] = error.header
            return outcome
        case let error as TooMany:
            var outcome = plain(.tooManyRequests, .tooMany(retryAfter: error.retryAfterSeconds))
            outcome.headers[.retryAfter] = String(error.retryAfterSeconds)
            return outcome
        case let error as any HTTPResponseError where error.status.code < 500:
            return plain(error.status, error.status == .notFound ? .notFound : .malformed(status: error.status.code))
        default: return fault(error, exchange)
        }
    }

    private static func fault(_ error: any Error, _ exchange: Exchange) -> Outcome {
        let (id, typed) = (exchange.requestID, exchange.typed)
        let page: ErrorPage =
            switch error {
            case DatabaseError.unavailable, DatabaseError.conflict: .unavailable(id, typed)
            // A program asks again with the same Idempotency-Key and learns it; a person has to look.
            case DatabaseError.outcomeUnknown: .outcomeUnknown(id, typed)
            default: .fault(id, typed)
            }
        var outcome = plain(.init(code: page.status), page)
        outcome.isFault = true
        outcome.details.instance = "urn:lienthong:fault:\(exchange.requestID)"
        if page.status == 503 { outcome.headers[.retryAfter] = "10" }
        return outcome
    }

    private static func signIn(_ error: SignInNeeded, _ exchange: Exchange) -> Outcome {
        let back = exchange.isGet ? exchange.address : exchange.referringPath ?? "/"
        let path = "/sign-in" + Query.encoded(back == "/" ? [] : [("back", back)])
        var outcome = plain(.unauthorized, .sessionEnded(signIn: path, words(of: exchange).typed(error.fields)))
        outcome.headers[.wwwAuthenticate] = exchange.isAPI ? "Bearer" : nil
        if exchange.isGet || error.fields.isEmpty { outcome.redirect = path }
        return outcome
    }

    private static func words(of exchange: Exchange) -> TypedWords {
        exchange.route?.words ?? TypedWords()
    }

    private static func plain(
        _ status: HTTPResponse.Status, _ page: ErrorPage, _ detail: String? = nil
    ) -> Outcome {
        Outcome(status: status, page: page, details: ProblemDetails(status, detail: detail))
    }
}

extension MethodNotAllowed {
    /// With what every path answers by itself.
    var header: String {
        ((allowed.contains(.get) ? ["HEAD"] : []) + allowed.map(\.rawValue) + ["OPTIONS"]).joined(separator: ", ")
    }
}
