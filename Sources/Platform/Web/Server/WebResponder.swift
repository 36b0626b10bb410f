import Essentials
import HTTPTypes
public import Hummingbird
import Logging
import NIOCore

/// The outermost layer: whatever happens inside, a response leaves with all that every response must have.
///
/// The framework turns errors into responses outside of its middleware, so a middleware that only edits what is
/// returned would miss every 404, 405, 413 and 500; this stands in place of its router.
public struct WebResponder: HTTPResponder {
    let answering: Answering
    let errors: ErrorAnswers
    let headers: SecurityHeaders
    let addresses: ClientAddress
    let configuration: WebConfiguration

    /// Answers a request; never throws.
    public func respond(to request: Request, context: WebContext) async -> Response {
        let began = ContinuousClock.now
        let address = addresses.address(of: context.socketAddress, request.headers)
        var exchange = Exchange(
            request, at: configuration.clock.now(), networkAddress: address, requestID: context.id)
        var response: Response
        do {
            response = try await answer(&exchange)
        } catch {
            response = errors.response(for: error, to: &exchange)
        }
        for cookie in exchange.cookiesToSet {
            response.headers.append(HTTPField(name: .setCookie, value: cookie.header))
        }
        headers.complete(&response.headers)
        response.headers[.requestID] = exchange.requestID
        if exchange.isHead { response = response.createHeadResponse() }
        if configuration.logsRequests { log(exchange, response, began) }
        return response
    }

    private func answer(_ exchange: inout Exchange) async throws -> Response {
        do {
            return try await answering.response(to: &exchange)
        } catch let error as MethodNotAllowed where exchange.request.method == .options {
            return Response(status: .noContent, headers: [.allow: error.header])
        }
    }

    /// The route, never the address: addresses hold what people search for.
    private func log(_ exchange: Exchange, _ response: Response, _ began: ContinuousClock.Instant) {
        configuration.logger.info(
            "request",
            metadata: [
                "id": .string(exchange.requestID), "method": .string(exchange.request.method.rawValue),
                "route": .string(exchange.route?.description.path ?? "-"),
                "status": .stringConvertible(response.status.code),
                "ms": .stringConvertible((ContinuousClock.now - began) / .milliseconds(1)),
            ])
    }
}
