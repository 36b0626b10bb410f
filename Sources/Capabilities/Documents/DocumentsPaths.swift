import Essentials
import Files

/// Where the pages of documents are.
enum DocumentsPaths {
    static let newIncoming = "/documents/incoming/new"
    static let newOutgoing = "/documents/outgoing/new"

    static let recipients = "/documents/recipients"

    static let imports = "/documents/imports"
    static let newImport = "/documents/imports/new"

    static func registerImport(_ id: ID<RegisterImport>) -> String { "/documents/imports/\(id)" }
    static func attachingFiles(_ id: ID<RegisterImport>) -> String { "/documents/imports/\(id)/files" }
    static func undoing(_ id: ID<RegisterImport>) -> String { "/documents/imports/\(id)/undo" }
    static func list(_ flow: Document.Flow) -> String { "/documents/\(flow.rawValue)" }
    static func document(_ id: ID<Document>) -> String { "/documents/\(id)" }
    static func file(of id: ID<Document>) -> String { "/documents/\(id)/file" }
    static func presentation(of id: ID<Document>) -> String { "/documents/\(id)/presentation" }
    static func directions(of id: ID<Document>) -> String { "/documents/\(id)/directions" }
    static func targets(of id: ID<Document>) -> String { "/documents/\(id)/targets" }
    static func report(on id: ID<Document>) -> String { "/documents/\(id)/report" }
    static func closure(of direction: ID<Direction>, on id: ID<Document>) -> String {
        "/documents/\(id)/directions/\(direction)/closure"
    }
    static func draft(_ id: ID<Document>) -> String { "/documents/\(id)/draft" }
    static func submission(of id: ID<Document>) -> String { "/documents/\(id)/submission" }
    static func approval(of id: ID<Document>) -> String { "/documents/\(id)/approval" }
    static func number(of id: ID<Document>) -> String { "/documents/\(id)/number" }
    static func issue(of id: ID<Document>) -> String { "/documents/\(id)/issue" }
    static func reply(to id: ID<Document>) -> String { "\(newOutgoing)?inReplyTo=\(id)" }
    static func arrival(_ id: ID<Delivery>) -> String { "\(newIncoming)?delivery=\(id)" }
    static func arrivalFile(_ id: ID<Delivery>) -> String { "/documents/arrivals/\(id)/file" }
    static func returning(_ id: ID<Delivery>) -> String { "/documents/arrivals/\(id)/return" }
    static func upload(_ id: ID<UploadedFile>) -> String { "/documents/uploads/\(id)/file" }
    static func queue(_ queue: WorkQueue) -> String { "/my-work/\(queue.rawValue)" }
    static func proof(of id: ID<Document>) -> String { "/documents/\(id)/proof" }
}
