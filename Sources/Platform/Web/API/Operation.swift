public import Files

/// What the OpenAPI document says about one operation of the API.
public struct Operation: Sendable {
    /// A value in the address.
    public struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let description: String
        let isRequired: Bool

        /// - Parameters:
        ///   - name: as it stands in the address.
        ///   - schema: its shape.
        ///   - description: what it means.
        ///   - isRequired: for a value after the `?`; parts of the path always are.
        public init(_ name: String, _ schema: Schema, _ description: String, isRequired: Bool = false) {
            self.name = name
            self.schema = schema
            self.description = description
            self.isRequired = isRequired
        }
    }

    let id: String
    let summary: String
    let parameters: [Parameter]
    let body: Schema?
    let takes: [MediaType]
    let success: Int
    let answer: Schema?
    let failures: [Int]
    let isIdempotent: Bool

    /// - Parameters:
    ///   - id: one of its kind: `registerIncomingDocument`.
    ///   - summary: in one line.
    ///   - parameters: of the path and the query; those of a list are `Operation.paging`.
    ///   - body: what is sent; nil for nothing.
    ///   - takes: kinds of which the body is a file, whose name is `?name=`; its route has `.uploads`, and the handler finds
    ///     it as the form's file `name`.
    ///   - success: the status when it went well.
    ///   - answer: what comes back; nil for nothing.
    ///   - failures: statuses besides those that every operation can have (401, 404, 422, 429, 500).
    ///   - isIdempotent: it honours `Idempotency-Key`.
    public init(
        _ id: String, summary: String, parameters: [Parameter] = [], body: Schema? = nil, takes: [MediaType] = [],
        success: Int = 200, answer: Schema?, failures: [Int] = [], isIdempotent: Bool = false
    ) {
        self.id = id
        self.summary = summary
        self.parameters = parameters + (takes.isEmpty ? [] : [Self.fileName])
        self.body = body
        self.takes = takes
        self.success = success
        self.answer = answer
        self.failures = failures
        self.isIdempotent = isIdempotent
    }

    static let fileName = Parameter("name", .string(atMost: 255), "What the file is called.", isRequired: true)

    /// The parameters of every list: how many, and from where.
    public static let paging: [Parameter] = [
        Parameter("limit", .integer(minimum: 1, maximum: 200), "Rows on a page; 50 when it is left out."),
        Parameter("older", .string(), "`older` of the page before: continues after it."),
        Parameter("newer", .string(), "`newer` of the page after: goes back before it."),
    ]

    /// What every list comes back as.
    ///
    /// - Parameter item: one row.
    public static func list(of item: Schema) -> Schema {
        .object([
            .init("items", .array(item)), .init("older", .nullable(.string()), "Where the next page begins."),
            .init("newer", .nullable(.string()), "Where the page before ends."),
        ])
    }
}
