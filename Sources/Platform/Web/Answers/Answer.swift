public import Essentials
import Files
public import HTTPTypes

/// What a handler gives back.
public struct Answer: Sendable {
    enum Content: Sendable {
        case page(any Page)
        case bytes([UInt8], type: String)
        case file(FileAnswer)
        case events(AsyncStream<ServerEvent>)
        case redirect(String, Flash?)
        case asset(String, version: String?)
        case nothing
    }

    /// Its status.
    public var status: HTTPResponse.Status
    var content: Content
    var headers: HTTPFields = [:]
    var cookies: [SetCookie] = []

    private init(_ status: HTTPResponse.Status, _ content: Content) {
        self.status = status
        self.content = content
    }

    /// A page.
    public static func page(_ page: some Page, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, .page(page))
    }

    /// After something was done: go and look there (303), so that reloading does not do it again.
    ///
    /// - Parameters:
    ///   - path: on this server, beginning with one `/`.
    ///   - notice: what is said once on the next page.
    public static func redirect(to path: String, notice: Flash? = nil) -> Answer {
        Answer(.seeOther, .redirect(LocalPath.checked(path), notice))
    }

    /// Sends the browser to another system, whose address came from the configuration: never from a request.
    public static func leaving(to address: String) -> Answer {
        Answer(.seeOther, .redirect(address, nil))
    }

    /// A file, whole or the part that was asked for.
    public static func file(_ file: FileAnswer) -> Answer {
        Answer(.ok, .file(file))
    }

    /// Bytes as they are.
    public static func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, .bytes(bytes, type: type))
    }

    /// A value as JSON.
    ///
    /// - Throws: `EncodingError`.
    public static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Answer {
        Answer(status, .bytes(try StrictJSON.encode(value), type: "application/json; charset=utf-8"))
    }

    /// Plain text.
    public static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, .bytes(Array(text.utf8), type: "text/plain; charset=utf-8"))
    }

    /// A table to be saved; with a byte order mark, by which office programs know that it is UTF-8.
    public static func csv(_ text: String, name: String) -> Answer {
        var answer = Answer(.ok, .bytes([0xEF, 0xBB, 0xBF] + Array(text.utf8), type: "text/csv; charset=utf-8"))
        answer.headers[.contentDisposition] = FileAnswer.disposition(.attachment, name)
        return answer
    }

    /// A style sheet, a module, a font: by its path below `/assets/`.
    static func asset(_ path: String, version: String?) -> Answer {
        Answer(.ok, .asset(path, version: version))
    }

    /// Done, and there is nothing to show.
    public static let noContent = Answer(.noContent, .nothing)

    /// Server-sent events until the stream ends or the browser goes away.
    public static func events(_ events: AsyncStream<ServerEvent>) -> Answer {
        Answer(.ok, .events(events))
    }
}

extension Answer {
    /// With one more header.
    public func header(_ name: HTTPField.Name, _ value: String) -> Answer {
        var answer = self
        answer.headers[name] = value
        return answer
    }

    /// With the cookie of a session that has just begun. The token is in no other place.
    public func startingSession(_ token: String) -> Answer {
        setting(SetCookie(name: .session, value: token)).setting(SetCookie(name: .visitor, value: nil))
    }

    /// Takes the session's cookie away, and asks the browser to forget what it kept of private pages.
    public func endingSession() -> Answer {
        setting(SetCookie(name: .session, value: nil))
    }

    /// With what the browser has to bring back from another system; nil takes it away.
    public func keepingForReturn(_ text: String?) -> Answer {
        setting(SetCookie(name: .away, value: text, maxAge: text == nil ? nil : 600))
    }

    /// With the language the person chose.
    public func speaking(_ language: Language) -> Answer {
        setting(SetCookie(name: .language, value: language.rawValue, maxAge: 365 * 86_400))
    }

    func setting(_ cookie: SetCookie) -> Answer {
        var answer = self
        answer.cookies.append(cookie)
        return answer
    }
}

/// What is said once, on the page after a redirect.
public struct Flash: Sendable, Hashable {
    /// How it looks.
    public enum Kind: String, Sendable, Codable {
        case info, good, warn, bad
    }

    /// How it looks.
    public let kind: Kind
    /// What is said.
    public let text: Wording
    /// Where the deed can be taken back.
    public let undoPath: String?

    /// - Parameters:
    ///   - kind: how it looks.
    ///   - text: what is said.
    ///   - undoPath: where the deed can be taken back.
    public init(_ kind: Kind = .good, _ text: Wording, undoPath: String? = nil) {
        self.kind = kind
        self.text = text
        self.undoPath = undoPath
    }
}

/// An address on this server, and nowhere else.
public enum LocalPath {
    /// The path when it begins with one `/` and holds nothing that could lead away; else the home page. For what comes
    /// back from a browser: `back`.
    public static func checked(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.hasPrefix("/\\") else { return "/" }
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { return "/" }
        return path
    }
}
