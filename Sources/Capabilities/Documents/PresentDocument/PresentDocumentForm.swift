public import Directory
public import Essentials
public import Web

/// Before whom a document is put, and what the clerk says with it.
public struct PresentDocumentForm: Sendable {
    public let leader: ID<Post>
    public let note: String?

    /// The field that names the leader, also on the form of the register.
    static let leader = "presentTo"

    public init(leader: ID<Post>, note: String? = nil) {
        self.leader = leader
        self.note = note
    }

    /// - Throws: `Problems`.
    public init(_ form: some Fields) throws {
        var problems = Problems()
        let chosen: ID<Post>? = form.id(Self.leader, &problems)
        note = form.optional("note", atMost: 500, &problems)
        try problems.throwIfAny()
        guard let chosen else {
            throw Problems(
                Self.leader, Wording("Chọn lãnh đạo để trình.", en: "Choose the leader to present it to."))
        }
        leader = chosen
    }
}
