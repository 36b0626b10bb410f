import Database
import Directory
import Essentials
import Journal
import Notifications

/// Tells people what the journal says happened to documents that are now theirs (NĐ 30/2020 PL VI III.1i).
struct DocumentNotifications: Subscriber {
    let name = "documents.notifications"

    func receive(_ event: RecordedEvent, in db: Connection) throws {
        switch event.kind {
        case DocumentDirected.kind: try tellDirected(event, in: db)
        case DocumentDelivered.kind: try tellDelivered(event, in: db)
        case DraftSubmitted.kind:
            try tellAgency(event, .approveDocuments, "sign", Wording("Chờ duyệt, ký", en: "To approve"), in: db)
        case DraftApproved.kind:
            try tellAgency(event, .issueDocuments, "stamp", Wording("Chờ cấp số", en: "To number"), in: db)
            try tellDrafter(event, "check", Wording("Đã được duyệt", en: "Approved"), in: db)
        case DraftReturned.kind:
            try tellDrafter(event, "alert", Wording("Dự thảo bị trả lại", en: "Draft sent back"), in: db)
        case DocumentFollowed.kind: try tellFollowed(event, in: db)
        case DocumentIssued.kind: try tellDrafter(event, "send", Wording("Đã ban hành", en: "Issued"), in: db)
        case DocumentPresented.kind: try tellPresented(event, in: db)
        default: break
        }
    }

    private func tellPresented(_ event: RecordedEvent, in db: Connection) throws {
        let told: DocumentPresented = try event.decoded()
        guard let document = try db.document(told.document) else { return }
        try tell(
            [told.to], event, "inbox", Wording("Trình chỉ đạo", en: "For your direction"), document, in: db)
    }

    private func tellDirected(_ event: RecordedEvent, in db: Connection) throws {
        let told: DocumentDirected = try event.decoded()
        guard let document = try db.document(told.document) else { return }
        for handed in told.directions {
            let posts =
                try handed.post.map { [$0] } ?? handed.unit.map {
                    try db.posts(with: .assignDocuments, in: $0, on: event.at.date)
                } ?? []
            let role = Direction.Role(rawValue: handed.role)?.name ?? Wording(handed.role, en: handed.role)
            let prefix = Wording("\(role.vietnamese)", en: role.english)
            try tell(posts, event, "forward", prefix, document, in: db)
        }
    }

    private func tellDelivered(_ event: RecordedEvent, in db: Connection) throws {
        let told: DocumentDelivered = try event.decoded()
        guard let document = try db.document(told.document) else { return }
        let posts = try db.posts(with: .registerDocuments, in: told.recipient, on: event.at.date)
        try tell(
            posts, event, "inbox", Wording("Văn bản mới đến", en: "New arrival"), document,
            path: DocumentsPaths.arrival(told.delivery), in: db)
    }

    private func tellFollowed(_ event: RecordedEvent, in db: Connection) throws {
        let told: DocumentFollowed = try event.decoded()
        guard let document = try db.document(told.document) else { return }
        let prefix = Wording("Chuyển theo sắp xếp đơn vị", en: "Handed over by a reorganisation")
        try tell(
            told.holders, event, "forward", prefix, document, path: told.delivery.map(DocumentsPaths.arrival), in: db)
    }

    private func tellAgency(
        _ event: RecordedEvent, _ permission: Permission, _ icon: String, _ prefix: Wording, in db: Connection
    ) throws {
        guard let document = try db.document(ID(rawValue: event.subject.id)) else { return }
        let posts = try db.posts(with: permission, in: document.agency, on: event.at.date)
        try tell(posts, event, icon, prefix, document, in: db)
    }

    private func tellDrafter(_ event: RecordedEvent, _ icon: String, _ prefix: Wording, in db: Connection) throws {
        let id = ID<Document>(rawValue: event.subject.id)
        guard let document = try db.document(id), let outgoing = try db.outgoing(id) else { return }
        try tell([outgoing.draftedBy], event, icon, prefix, document, in: db)
    }

    /// Nobody is told of what they did themselves.
    private func tell(
        _ posts: [ID<Post>], _ event: RecordedEvent, _ icon: String, _ prefix: Wording, _ document: Document,
        path: String? = nil, in db: Connection
    ) throws {
        for post in posts where post.rawValue != event.actor.post {
            try db.notify(
                Notification(
                    id: db.ids.next(), post: post, at: event.at, icon: icon,
                    text: Wording(
                        "\(prefix.vietnamese): \(document.subject)", en: "\(prefix.english): \(document.subject)"),
                    path: path ?? DocumentsPaths.document(document.id)))
        }
    }
}
