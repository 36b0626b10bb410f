import Directory
import Essentials
import Journal

/// An event of a document as one line of its timeline.
struct TimelineSentence {
    let icon: String
    let what: Wording
    let note: String?

    /// - Throws: `DecodingError` when the journal holds something this program cannot read.
    init(_ event: RecordedEvent, names: Names) throws {
        (icon, what, note) =
            try Self.register(event, names) ?? Self.handling(event) ?? Self.draft(event) ?? Self.outgoing(event, names)
            ?? Self.reorganisation(event, names) ?? Self.history(event)
            ?? ("history", Wording(event.kind, en: event.kind), nil)
    }

    private typealias Parts = (String, Wording, String?)

    private static func register(_ event: RecordedEvent, _ names: Names) throws -> Parts? {
        switch event.kind {
        case IncomingRegistered.kind:
            let told: IncomingRegistered = try event.decoded()
            return (
                "inbox",
                Wording(
                    "vào sổ văn bản đến, số đến \(told.arrivalNumber)/\(told.year)",
                    en: "registered it, arrival number \(told.arrivalNumber)/\(told.year)"), told.duplicateReason
            )
        case DocumentPresented.kind:
            let told: DocumentPresented = try event.decoded()
            let leader = names[told.to].person
            return ("send", Wording("trình \(leader)", en: "presented it to \(leader)"), told.note)
        case DocumentDirected.kind:
            let told: DocumentDirected = try event.decoded()
            let targets = told.directions.map { target($0, names) }.joined(separator: "; ")
            return ("arrow-right", Wording("chuyển xử lý: \(targets)", en: "handed it on: \(targets)"), told.opinion)
        default: return nil
        }
    }

    private static func handling(_ event: RecordedEvent) throws -> Parts? {
        switch event.kind {
        case HandlingReported.kind:
            let told: HandlingReported = try event.decoded()
            return ("check", Wording("báo cáo kết quả xử lý", en: "reported the result"), told.report)
        case HandlingReturned.kind:
            let told: HandlingReturned = try event.decoded()
            return ("arrow-left", Wording("yêu cầu xử lý lại", en: "sent the result back"), told.reason)
        case HandlingClosed.kind: return ("check", Wording("duyệt kết quả xử lý", en: "approved the result"), nil)
        case DocumentCompleted.kind:
            let told: DocumentCompleted = try event.decoded()
            return told.reply == nil
                ? ("check", Wording("hoàn thành xử lý văn bản", en: "completed the handling"), nil)
                : ("check", Wording("hoàn thành bằng văn bản trả lời", en: "completed it with a reply"), nil)
        default: return nil
        }
    }

    private static func draft(_ event: RecordedEvent) throws -> Parts? {
        switch event.kind {
        case DocumentDrafted.kind: return ("pencil", Wording("soạn dự thảo", en: "drafted it"), nil)
        case DraftSubmitted.kind: return ("send", Wording("trình duyệt, ký", en: "submitted it for signature"), nil)
        case DraftApproved.kind: return ("sign", Wording("duyệt dự thảo", en: "approved the draft"), nil)
        case DraftReturned.kind:
            let told: DraftReturned = try event.decoded()
            return ("arrow-left", Wording("trả lại dự thảo", en: "sent the draft back"), told.reason)
        default: return nil
        }
    }

    private static func outgoing(_ event: RecordedEvent, _ names: Names) throws -> Parts? {
        switch event.kind {
        case DocumentNumbered.kind:
            let told: DocumentNumbered = try event.decoded()
            return (
                "list",
                Wording(
                    "cấp số \(DocumentSymbol.printed(told.number)) năm \(told.year)",
                    en: "gave it number \(DocumentSymbol.printed(told.number)) of \(told.year)"), nil
            )
        case DocumentIssued.kind:
            let told: DocumentIssued = try event.decoded()
            return (
                "send",
                Wording("ban hành đến \(told.recipients.count) nơi", en: "issued it to \(told.recipients.count) units"),
                "SHA-256: \(told.file)"
            )
        case DocumentDelivered.kind:
            let told: DocumentDelivered = try event.decoded()
            let unit = names[told.recipient]
            return ("check", Wording("gửi đến \(unit)", en: "delivered it to \(unit)"), nil)
        case DeliveryReturned.kind:
            let told: DeliveryReturned = try event.decoded()
            let unit = names[told.recipient]
            return ("alert", Wording("\(unit) trả lại", en: "\(unit) returned it"), told.reason)
        default: return nil
        }
    }

    private static func reorganisation(_ event: RecordedEvent, _ names: Names) throws -> Parts? {
        guard event.kind == DocumentFollowed.kind else { return nil }
        let told: DocumentFollowed = try event.decoded()
        let (from, to) = (names[told.from], names[told.to])
        let what = Wording(
            "chuyển theo sắp xếp đơn vị: \(from) → \(to)", en: "handed over by a reorganisation: \(from) → \(to)")
        guard let after = told.note?.wording else { return ("forward", what, nil) }
        return (
            "forward",
            Wording("\(what.vietnamese); \(after.vietnamese)", en: "\(what.english); \(after.english)"), nil
        )
    }

    private static func history(_ event: RecordedEvent) throws -> Parts? {
        if event.kind == RegisterFilesAttached.kind {
            let told: RegisterFilesAttached = try event.decoded()
            return (
                "file",
                Wording(
                    "gắn tệp cho \(told.documents) văn bản của sổ",
                    en: "gave \(told.documents) documents of the register their files"), nil
            )
        }
        guard event.kind == RegisterImported.kind else { return nil }
        let told: RegisterImported = try event.decoded()
        return (
            "archive",
            Wording(
                "nhập từ hệ thống cũ, cùng sổ có \(told.documents) văn bản",
                en: "brought it in from a former system, with its register of \(told.documents) documents"),
            "SHA-256: \(told.contentHash)"
        )
    }

    /// The units and posts that the sentences will name, also such as have no part in the document any more.
    static func named(in events: [RecordedEvent]) throws -> (posts: [ID<Post>], units: [ID<Unit>]) {
        var posts = events.compactMap { $0.actor.post.map(ID<Post>.init(rawValue:)) }
        var units: [ID<Unit>] = []
        for event in events {
            switch event.kind {
            case DocumentDirected.kind:
                let told: DocumentDirected = try event.decoded()
                posts += told.directions.compactMap(\.post)
                units += told.directions.compactMap(\.unit)
            case DocumentPresented.kind:
                let told: DocumentPresented = try event.decoded()
                posts.append(told.to)
            case DocumentFollowed.kind:
                let told: DocumentFollowed = try event.decoded()
                units += [told.from, told.to]
            default: break
            }
        }
        return (posts, units)
    }

    private static func target(_ handed: DocumentDirected.Handed, _ names: Names) -> String {
        let name = handed.unit.map { names[$0] } ?? handed.post.map { names[$0].person } ?? "—"
        let role = Direction.Role(rawValue: handed.role)?.name.vietnamese.lowercased() ?? handed.role
        return "\(name) (\(role))"
    }
}

extension DocumentFollowed.Note {
    fileprivate var wording: Wording {
        switch self {
        case .approvalLapsed: Wording("cần duyệt lại ở đơn vị tiếp nhận", en: "to be approved anew there")
        case .receivedAlready: Wording("nơi tiếp nhận đã có văn bản này", en: "which had received it already")
        }
    }
}
