import Directory
import Essentials
import HTTPTypes
import Hummingbird

/// What went wrong, for programs (RFC 9457).
struct ProblemDetails: Encodable {
    struct Field: Encodable {
        let pointer: String
        let detail: String
    }

    var type = "about:blank"
    let title: String
    let status: Int
    var detail: String?
    var instance: String?
    /// Field by field, when it is the request's fault.
    var errors: [Field]?

    init(_ status: HTTPResponse.Status, detail: String? = nil) {
        title = status.reasonPhrase
        self.status = status.code
        self.detail = detail
    }

    init(_ problems: Problems, language: Language) {
        self.init(.unprocessableContent)
        errors = problems.byField.map { field, message in
            Field(pointer: field.isEmpty ? "" : "/\(field)", detail: message[language])
        }
    }

    var response: Response {
        let body = (try? StrictJSON.encode(self)) ?? []
        var response = Responses.bytes(body, "application/problem+json; charset=utf-8", .init(code: status))
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
