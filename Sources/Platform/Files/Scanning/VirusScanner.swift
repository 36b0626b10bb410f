import Glibc
import SystemPackage

/// ClamAV's daemon, which is sent every file that comes in (ASVS V5.4.3). It is asked over its socket and never given
/// a path, so it needs no right to read the spool.
public struct VirusScanner: Sendable {
    let address: SocketAddress
    /// How long one answer, or one piece of a file, may take.
    let patience: Int

    /// - Parameters:
    ///   - address: `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`.
    ///   - patience: seconds after which a silent scanner counts as one that is down.
    /// - Returns: nil when the address is of neither form.
    public init?(_ address: String, patience: Int = 60) {
        guard let address = SocketAddress(address) else { return nil }
        self.address = address
        self.patience = patience
    }

    /// What the scanner said of a file.
    enum Verdict: Hashable, Sendable {
        case clean
        /// With the name of what was found.
        case infected(String)
    }

    /// The scanner could not be asked, or did not say; the file has to wait.
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    /// Sends a file through the scanner.
    ///
    /// - Throws: `Unavailable`; `Errno` when the file itself cannot be read.
    func scan(_ file: OpenFile) throws -> Verdict {
        let connection = try SocketConnection(to: address, patience: patience)
        do {
            try connection.send(Array("zINSTREAM\0".utf8))
            try file.forEachChunk { chunk in
                try connection.send(Self.length(chunk.count))
                try connection.send(chunk)
            }
            try connection.send(Self.length(0))
        } catch let unavailable as Unavailable {
            // It closes early when a file is larger than it takes, and has said so before.
            let reason = try? connection.answer()
            throw reason.map(Unavailable.init(description:)) ?? unavailable
        }
        return try Self.verdict(try connection.answer())
    }

    /// Whether the scanner answers at all.
    ///
    /// - Throws: `Unavailable`.
    func ping() throws {
        let connection = try SocketConnection(to: address, patience: patience)
        try connection.send(Array("zPING\0".utf8))
        let answer = try connection.answer()
        guard answer == "PONG" else { throw Unavailable(description: "it answered \(answer)") }
    }

    /// `stream: OK`, `stream: Eicar-Test-Signature FOUND`, `INSTREAM size limit exceeded. ERROR`.
    static func verdict(_ answer: String) throws -> Verdict {
        let said = answer.hasPrefix("stream: ") ? answer.dropFirst("stream: ".count) : answer[...]
        if said == "OK" { return .clean }
        guard said.hasSuffix(" FOUND") else { throw Unavailable(description: "it answered \(answer)") }
        return .infected(String(said.dropLast(" FOUND".count)))
    }

    /// Four bytes, the highest first, before every piece.
    private static func length(_ count: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0) }
    }
}
