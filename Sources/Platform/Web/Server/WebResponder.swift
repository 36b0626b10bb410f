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
    let metrics: RequestMetrics

    /// Answers a request; never throws.
    public func respond(to request: Request, context: WebContext) async -> Response {
        let began = ContinuousClock.now
        let address = addresses.address(of: context.socketAddress, request.headers)
        var exchange = Exchange(
            request, at: configuration.clock.now(), networkAddress: address, requestID: context.id)
        var response: Response
        do {
            response = try await answer(&exchange, from: context.socketAddress)
        } catch {
            response = errors.response(for: error, to: &exchange)
        }
        for cookie in exchange.cookiesToSet {
            response.headers.append(HTTPField(name: .setCookie, value: cookie.header))
        }
        headers.complete(&response.headers)
        response.headers[.requestID] = exchange.requestID
        if exchange.isHead { response = response.createHeadResponse() }
        metrics.note(status: response.status.code, seconds: (ContinuousClock.now - began) / .seconds(1))
        if configuration.logsRequests { log(exchange, response, began) }
        return response
    }

    private func answer(_ exchange: inout Exchange, from socket: SocketAddress?) async throws -> Response {
        guard isSecure(exchange.request, from: socket) else { return Self.demandsTLS }
        do {
            return try await answering.response(to: &exchange)
        } catch let error as MethodNotAllowed where exchange.request.method == .options {
            return Response(status: .noContent, headers: [.allow: error.header])
        }
    }

    /// Behind a proxy that speaks TLS, only what came over TLS to that proxy is answered: nobody else's word counts.
    private func isSecure(_ request: Request, from socket: SocketAddress?) -> Bool {
        guard configuration.demandsForwardedTLS else { return true }
        return addresses.isTrusted(socket) && request.headers[.forwardedProto] == "https"
    }

    private static var demandsTLS: Response {
        Response(
            status: .forbidden, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(
                byteBuffer: ByteBuffer(
                    string: """
                        Chỉ truy cập qua kết nối an toàn (https).
                        Only over a secure connection (https): through the proxy named by --behind-proxy, which says so in \
                        X-Forwarded-Proto.

                        """)))
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
