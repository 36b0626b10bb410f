import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// How a provider is asked: at its own origin only, without following it elsewhere, bounded in time and size.
public struct OpenIDTransport: Sendable {
    /// One question.
    public struct Question: Hashable, Sendable {
        public let address: String
        /// A form to send; nil asks for what is there.
        public let form: String?
        /// The value of `Authorization`.
        public let authorization: String?
    }

    let ask: @Sendable (Question) async throws -> [UInt8]

    /// - Parameter ask: answers a question with the body of a 200, or throws `OpenIDProblem`; for tests.
    public init(ask: @escaping @Sendable (Question) async throws -> [UInt8]) {
        self.ask = ask
    }

    /// The network. Certificates are checked against the system's authorities.
    public static let network = network(patience: 10)

    /// - Parameter seconds: when a provider is given up.
    static func network(patience seconds: Int64) -> OpenIDTransport {
        OpenIDTransport { question in
            try await within(seconds: seconds) { try await send(question, seconds) }
        }
    }

    static let mostBytes = 1 << 20

    private static func send(_ question: Question, _ seconds: Int64) async throws -> [UInt8] {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(seconds), read: .seconds(seconds)))
        configuration.httpVersion = .http1Only
        var request = HTTPClientRequest(url: question.address)
        request.headers.add(name: "accept", value: "application/json")
        if let authorization = question.authorization {
            request.headers.add(name: "authorization", value: authorization)
        }
        if let form = question.form {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let prepared = request
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        // Whoever waits for the answer does not wait for the connection's end.
        defer { client.shutdown { _ in } }
        let answer = try await client.execute(prepared, timeout: .seconds(seconds))
        // Read to its end whatever it says: a body that nobody reads keeps its connection.
        var body: [UInt8] = []
        for try await part in answer.body {
            body += part.readableBytesView
            if body.count > mostBytes { throw OpenIDProblem.tooLarge }
        }
        guard answer.status == .ok else { throw OpenIDProblem.refused }
        return body
    }

    /// A provider that trickles its answer is given up too.
    private static func within(
        seconds: Int64, _ work: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw OpenIDProblem.unreachable
            }
            defer { group.cancelAll() }
            do {
                return try await group.next() ?? []
            } catch let problem as OpenIDProblem {
                throw problem
            } catch {
                throw OpenIDProblem.unreachable
            }
        }
    }
}
