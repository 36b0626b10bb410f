/// One event of a stream that a browser listens to.
public struct ServerEvent: Sendable, Hashable {
    /// `counts`, `toast`; nil for a sign of life.
    public let name: String?
    /// JSON.
    public let data: String

    /// - Parameters:
    ///   - name: `counts`, `toast`.
    ///   - data: JSON.
    public init(_ name: String, data: String) {
        self.name = name
        self.data = data
    }

    private init() {
        name = nil
        data = ""
    }

    /// Keeps the connection open and tells the browser that the server lives.
    static let heartbeat = ServerEvent()

    /// As it goes over the wire.
    var text: String {
        guard let name else { return ": \n\n" }
        let lines = data.split(separator: "\n", omittingEmptySubsequences: false).map { "data: \($0)\n" }
        return "event: \(name)\n" + lines.joined() + "\n"
    }
}
