import Glibc

/// Where a daemon of this machine or its network listens.
enum SocketAddress: Hashable, Sendable {
    case unix(path: String)
    case tcp(host: String, port: UInt16)

    /// `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`.
    init?(_ text: String) {
        if text.hasPrefix("unix:/") {
            let path = String(text.dropFirst("unix:".count))
            guard path.utf8.count < Self.longestPath else { return nil }
            self = .unix(path: path)
        } else if text.hasPrefix("tcp:"), let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        {
            let host = text[..<colon].dropFirst("tcp:".count)
            guard !host.isEmpty else { return nil }
            self = .tcp(host: String(host), port: port)
        } else {
            return nil
        }
    }

    /// What `sockaddr_un` has room for.
    private static let longestPath = 108
}

/// A stream to a daemon, on a thread that may wait; closed when nobody holds it.
final class SocketConnection {
    private let socket: Int32

    /// - Parameter patience: seconds that one call may take.
    /// - Throws: `VirusScanner.Unavailable`.
    init(to address: SocketAddress, patience: Int) throws {
        socket =
            switch address {
            case .unix(let path): try Self.connect(unix: path, patience)
            case .tcp(let host, let port): try Self.connect(host: host, port: port, patience)
            }
    }

    deinit { Glibc.close(socket) }

    /// A daemon that has gone must not end this process with a signal.
    func send(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { all in
            var rest = all[...]
            while !rest.isEmpty {
                let sent = Glibc.send(
                    socket, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                if sent < 0 && errno == EINTR { continue }
                guard sent > 0 else { throw Self.failure("send") }
                rest = rest.dropFirst(sent)
            }
        }
    }

    /// What it says until a zero byte or the end.
    func answer() throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 512)
        while bytes.count < Self.longestAnswer {
            let received = recv(socket, &buffer, buffer.count, 0)
            if received < 0 && errno == EINTR { continue }
            guard received >= 0 else { throw Self.failure("receive") }
            let part = buffer.prefix(received)
            bytes += part.prefix { $0 != 0 }
            if received == 0 || part.contains(0) { break }
        }
        guard !bytes.isEmpty else { throw VirusScanner.Unavailable(description: "it closed without an answer") }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let longestAnswer = 4096

    private static func connect(unix path: String, _ patience: Int) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try open(AF_UNIX, $0, socklen_t(MemoryLayout<sockaddr_un>.size), patience)
            }
        }
    }

    private static func connect(host: String, port: UInt16, _ patience: Int) throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            throw VirusScanner.Unavailable(description: "unknown host \(host)")
        }
        defer { freeaddrinfo(first) }
        return try open(first.pointee.ai_family, first.pointee.ai_addr, first.pointee.ai_addrlen, patience)
    }

    private static func open(
        _ family: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t, _ patience: Int
    ) throws -> Int32 {
        let descriptor = Glibc.socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure("socket") }
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard Glibc.connect(descriptor, address, length) == 0 else {
            let failure = failure("connect")
            Glibc.close(descriptor)
            throw failure
        }
        return descriptor
    }

    private static func failure(_ call: String) -> VirusScanner.Unavailable {
        VirusScanner.Unavailable(description: "\(call): \(String(cString: strerror(errno)))")
    }
}
