import Directory
import Essentials
import Files
import HTTPTypes
import Hummingbird
import NIOCore

/// Turns a handler's answer into a response.
struct Responses: Sendable {
    let pages: Pages
    let frames: FrameBuilder
    let tokens: FormTokens
    let secret: WebSecret
    let assets: AssetStore
    let formTargets: [String]

    /// - Throws: `NotFound` for an asset that is not there.
    func response(for answer: Answer, to exchange: inout Exchange) throws -> Response {
        exchange.cookiesToSet += answer.cookies
        var response =
            switch answer.content {
            case .page(let page): self.page(page, answer.status, &exchange)
            case .bytes(let bytes, let type): Self.bytes(bytes, type, answer.status)
            case .file(let file): Self.file(file, exchange.request.headers)
            case .events(let events): Self.events(events)
            case .redirect(let path, let notice): redirect(to: path, notice, &exchange)
            case .asset(let path, let version):
                try assets.answer(path, versionAsked: version, exchange.request.headers)
            case .nothing: Response(status: answer.status)
            }
        for field in answer.headers { response.headers[field.name] = field.value }
        return response
    }

    // MARK: - Pages

    func page(_ page: any Page, _ status: HTTPResponse.Status, _ exchange: inout Exchange) -> Response {
        let nonce = exchange.nonce
        let anchor = tokens.anchor(exchange.cookies, session: exchange.caller?.session)
        let token = LazyFormToken(tokens, anchor: anchor)
        let bytes = render(page, exchange, nonce: nonce, notice: takeNotice(&exchange), token)
        if let visitor = token.newVisitor { exchange.cookiesToSet.append(SetCookie(name: .visitor, value: visitor)) }
        var response = Self.bytes(bytes, "text/html; charset=utf-8", status)
        response.headers[.contentSecurityPolicy] = SecurityHeaders.page(nonce: nonce, formTargets: formTargets)
        response.headers[.contentLanguage] = exchange.language.rawValue
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private func render(
        _ page: some Page, _ exchange: Exchange, nonce: String, notice: FrameNotice?, _ token: LazyFormToken
    ) -> [UInt8] {
        let frame = frames.values(
            for: page, caller: exchange.caller, facts: exchange.facts ?? .none, path: exchange.path,
            address: exchange.isGet ? exchange.address : exchange.referringPath ?? "/", language: exchange.language,
            nonce: nonce, notice: notice, formToken: token)
        return pages.render(page, in: frame, language: exchange.language)
    }

    /// What the last page left to be said; it is said once.
    private func takeNotice(_ exchange: inout Exchange) -> FrameNotice? {
        guard let cookie = exchange.cookies[.notice] else { return nil }
        exchange.cookiesToSet.append(SetCookie(name: .notice, value: nil))
        return secret.verified("notice", cookie).flatMap(FrameNotice.init(text:))
    }

    // MARK: - Others

    private func redirect(to path: String, _ notice: Flash?, _ exchange: inout Exchange) -> Response {
        if let notice {
            let said = FrameNotice(kind: notice.kind, text: notice.text[exchange.language], undoPath: notice.undoPath)
            if let text = said.encoded {
                let cookie = secret.signed("notice", text)
                exchange.cookiesToSet.append(SetCookie(name: .notice, value: cookie, maxAge: 60))
            }
        }
        if exchange.isScriptedForm, let body = try? StrictJSON.encode(["location": path]) {
            return Self.bytes(body, "application/json; charset=utf-8", .ok)
        }
        return Response(status: .seeOther, headers: [.location: path])
    }

    static func bytes(_ bytes: [UInt8], _ type: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func file(_ file: FileAnswer, _ request: HTTPFields) -> Response {
        let size = Int64(file.size)
        var headers: HTTPFields = [
            .contentType: file.type, .contentDisposition: file.disposition, .acceptRanges: "bytes",
            // Others may sit at the same machine afterwards, so the browser keeps no copy (ASVS V14.3.2).
            .cacheControl: "no-store", .contentSecurityPolicy: SecurityHeaders.sandbox,
        ]
        headers[.eTag] = file.etag
        if let etag = file.etag, EntityTag.matches(etag, request[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        let isSame = request[.ifRange].map { $0 == file.etag } ?? true
        let range = ByteRange(header: isSame ? request[.range] : nil, size: size)
        headers[.contentRange] = range.contentRange(size: size)
        switch range {
        case .unsatisfiable: return Response(status: .rangeNotSatisfiable, headers: headers)
        case .whole: return Response(status: .ok, headers: headers, body: body(file, 0..<file.size))
        case .part(let part):
            let range = Int(part.lowerBound)..<Int(part.upperBound)
            return Response(status: .partialContent, headers: headers, body: body(file, range))
        }
    }

    private static func body(_ file: FileAnswer, _ range: Range<Int>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { writer in
            var writer = writer
            try await file.read(range) { try await writer.write($0) }
            try await writer.finish(nil)
        }
    }

    private static func events(_ events: AsyncStream<ServerEvent>) -> Response {
        let body = ResponseBody { writer in
            for await event in events { try await writer.write(ByteBuffer(string: event.text)) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"], body: body)
    }
}

/// Whether what a browser has is still what we would send.
enum EntityTag {
    static func matches(_ tag: String, _ header: String?) -> Bool {
        guard let header else { return false }
        return header == "*"
            || header.split(separator: ",").contains { candidate in
                let text = String(candidate).trimmed
                return text == tag || text == "W/\(tag)"
            }
    }
}
