import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Carries requests by HTTP, with an end to patience and to size.
///
/// It goes wherever a certificate says: use it for certificates of our own house, not for what strangers upload.
public struct HTTPTransport: SigningTransport {
    /// Why there was no answer.
    public enum Problem: Error, Hashable, Sendable {
        case badAddress
        case status(Int)
        case tooLarge
    }

    private static let session = URLSession(configuration: .ephemeral, delegate: StayingThere(), delegateQueue: nil)

    private let seconds: Double
    private let mostBytes: Int

    public init(seconds: Double = 180, mostBytes: Int = 32 << 20) {
        self.seconds = seconds
        self.mostBytes = mostBytes
    }

    /// Sends a request to a time-stamp authority or an OCSP responder and reads a bounded answer.
    public func post(_ body: [UInt8], contentType: String, to url: String) async throws -> [UInt8] {
        var request = try request(url)
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        request.setValue(contentType, forHTTPHeaderField: "Content-Type")
        return try await answer(to: request)
    }

    /// Fetches a revocation list or a certificate, bounded in time and size.
    public func get(_ url: String) async throws -> [UInt8] {
        try await answer(to: request(url))
    }

    private func request(_ url: String) throws -> URLRequest {
        guard let address = URL(string: url), address.scheme == "http" || address.scheme == "https" else {
            throw Problem.badAddress
        }
        return URLRequest(url: address, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: seconds)
    }

    private func answer(to request: URLRequest) async throws -> [UInt8] {
        let (data, response) = try await Self.session.data(for: request)
        guard let status = (response as? HTTPURLResponse)?.statusCode, status == 200 else {
            throw Problem.status((response as? HTTPURLResponse)?.statusCode ?? 0)
        }
        guard data.count <= mostBytes else { throw Problem.tooLarge }
        return Array(data)
    }
}

/// Whoever is asked answers itself: a redirect would lead to where nobody meant to go (ASVS V15.3.2).
private final class StayingThere: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
