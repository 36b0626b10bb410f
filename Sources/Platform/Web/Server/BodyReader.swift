import Directory
import Essentials
import Files
import HTTPTypes
import Hummingbird
import Journal
import NIOCore

/// Reads what a request brings: a form, JSON or a file, bounded, and a form only when it was sent from one of our pages.
struct BodyReader: Sendable {
    let configuration: WebConfiguration
    let tokens: FormTokens
    let store: FileStore?

    enum Body {
        case form(FormData)
        case bytes([UInt8])
    }

    /// - Throws: `BodyTooLarge`, `BadRequest`, `UnsupportedMediaType`, `Forged`, `SignInNeeded`.
    func read(_ exchange: Exchange, for route: Route) async throws -> Body {
        if let operation = route.description.operation {
            guard !operation.takes.isEmpty else { return .bytes(try await json(exchange)) }
            return .form(FormData(files: [try await file(exchange, for: route, taking: operation.takes)]))
        }
        guard RequestOrigin.isOwn(exchange.request.head) else { throw Forged(reason: .origin) }
        let type = HeaderParameters(exchange.request.headers[.contentType] ?? "")
        switch type.kind {
        case "application/x-www-form-urlencoded":
            let bytes = try await collect(exchange, upTo: configuration.bodyLimit)
            guard let fields = URLEncodedForm.fields(of: bytes.readableBytesView) else { throw BadRequest("the form") }
            try check(fields, exchange, route)
            return .form(FormData(Self.withoutToken(fields)))
        case "multipart/form-data":
            guard let boundary = type["boundary"], (1...70).contains(boundary.utf8.count) else {
                throw BadRequest("multipart/form-data without a boundary")
            }
            return .form(try await multipart(boundary, exchange, route))
        case "":
            let bytes = try await collect(exchange, upTo: configuration.bodyLimit)
            guard bytes.readableBytes == 0 else { throw UnsupportedMediaType() }
            try check([], exchange, route)
            return .form(FormData())
        default: throw UnsupportedMediaType()
        }
    }

    /// A file as a program sends it: the body is the file, its name stands in the address. It streams into the spool.
    private func file(
        _ exchange: Exchange, for route: Route, taking kinds: [Files.MediaType]
    ) async throws -> FormFile {
        let kind = HeaderParameters(exchange.request.headers[.contentType] ?? "").kind
        guard kind == "application/octet-stream" || kinds.contains(where: { $0.rawValue == kind }) else {
            throw UnsupportedMediaType()
        }
        guard let store, let name = Query(exchange.query).text(Operation.fileName.name) else {
            throw Problems(Operation.fileName.name, Wording("Ghi tên tệp.", en: "Enter the name of the file."))
        }
        let limit = route.uploadLimit(standard: configuration.uploadLimit) ?? configuration.bodyLimit
        try refuseAnnounced(exchange, beyond: limit)
        let uploader = exchange.caller?.actor ?? .visitor(from: exchange.networkAddress)
        do {
            let content = try await store.receive(
                exchange.request.body.map(\.readableBytesView), name: name, limit: Int64(limit), by: uploader)
            return FormFile(field: Operation.fileName.name, name: content.name, content: .success(content))
        } catch FileRefusal.tooLarge {
            throw BodyTooLarge(limit: limit)
        } catch let refusal as FileRefusal {
            return FormFile(
                field: Operation.fileName.name, name: FileName(untrusted: name), content: .failure(refusal))
        }
    }

    private func multipart(_ boundary: String, _ exchange: Exchange, _ route: Route) async throws -> FormData {
        let uploadLimit = route.uploadLimit(standard: configuration.uploadLimit)
        let limit = uploadLimit ?? configuration.bodyLimit
        try refuseAnnounced(exchange, beyond: limit)
        let mayUpload = uploadLimit != nil && (exchange.caller != nil || route.description.access == .public)
        let uploader = exchange.caller?.actor ?? .visitor(from: exchange.networkAddress)
        let reader = MultipartReader(
            boundary: boundary, store: mayUpload ? store : nil, uploader: uploader, limit: limit)
        var arrived = try await reader.read(exchange.request.body)
        do {
            try check(arrived.fields, exchange, route)
            arrived.fields = Self.withoutToken(arrived.fields)
        } catch {
            await arrived.abandon()
            throw error
        }
        return try await arrived.finish()
    }

    /// Only now is it known whether the sender may: what was typed is handed back when the session has ended meanwhile.
    private func check(_ fields: [(name: String, value: String)], _ exchange: Exchange, _ route: Route) throws {
        let typed = Self.withoutToken(fields)
        if route.description.access != .public && exchange.caller == nil { throw SignInNeeded(fields: typed) }
        let candidate = fields.first { $0.name == FormTokens.field }?.value ?? exchange.request.headers[.formToken]
        guard let anchor = tokens.anchor(exchange.cookies, session: exchange.caller?.session),
            let candidate, tokens.isToken(candidate, for: anchor)
        else { throw Forged(reason: .token, fields: typed) }
    }

    /// The token has done its work; nobody after this needs it.
    private static func withoutToken(
        _ fields: [(name: String, value: String)]
    ) -> [(name: String, value: String)] {
        fields.filter { $0.name != FormTokens.field }
    }

    private func json(_ exchange: Exchange) async throws -> [UInt8] {
        let bytes = try await collect(exchange, upTo: configuration.bodyLimit)
        let kind = HeaderParameters(exchange.request.headers[.contentType] ?? "").kind
        guard bytes.readableBytes == 0 || kind == "application/json" else { throw UnsupportedMediaType() }
        return Array(buffer: bytes)
    }

    private func collect(_ exchange: Exchange, upTo limit: Int) async throws -> ByteBuffer {
        try refuseAnnounced(exchange, beyond: limit)
        do {
            return try await exchange.request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw BodyTooLarge(limit: limit)
        }
    }

    private func refuseAnnounced(_ exchange: Exchange, beyond limit: Int) throws {
        let announced = exchange.request.headers[.contentLength].flatMap(Int.init) ?? 0
        if announced > limit { throw BodyTooLarge(limit: limit) }
    }
}
