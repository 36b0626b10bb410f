import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A client that sends exactly the bytes it is given, over a socket, and reads until the server closes.
struct WireClient: Sendable {
    let port: Int

    /// The system's `send`, which ours hides.
    private var pass: (Int32, UnsafeRawPointer?, Int, Int32) -> Int { Glibc.send }

    struct NoConnection: Error {
        let number: Int32
    }

    /// - Parameters:
    ///   - bytes: the request, or several.
    ///   - heard: asked after each piece; true ends the reading early.
    func send(_ bytes: [UInt8], until heard: @escaping @Sendable (String) -> Bool = { _ in false }) async throws
        -> String
    {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: it waits for the network, and the pool has no more threads than the machine cores.
            Thread.detachNewThread {
                continuation.resume(with: Result { try exchange(bytes, heard) })
            }
        }
    }

    func send(_ text: String) async throws -> String {
        try await send(Array(text.utf8))
    }

    private func exchange(_ bytes: [UInt8], _ heard: (String) -> Bool) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw NoConnection(number: errno) }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw NoConnection(number: errno) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { pass(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { break }
            rest = rest.dropFirst(sent)
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { break }
            answer += piece[..<count]
            if heard(String(decoding: answer, as: UTF8.self)) { break }
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
