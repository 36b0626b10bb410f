public import Database
public import Directory
public import Essentials
import Journal

/// Puts a registered document before the leader who is to direct it (trình, NĐ 30/2020 Đ. 23 k. 1): the clerk names one
/// of those who direct what the agency receives. Until it is directed it can be put before another.
///
/// It says who is expected to direct, not who may: that stays with the permission, so that nothing is held up by a leader
/// who is away.
public struct PresentDocument: Sendable {
    public init() {}

    /// - Throws: `NotFound` without the right; `DocumentRefusal` when it was directed, or lies before this leader already;
    ///   `Problems` when that person does not direct here.
    public func callAsFunction(
        _ form: PresentDocumentForm, document id: ID<Document>, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let incoming = try db.incoming(id, forUpdate: true), let document = try db.document(id),
            document.agency == caller.agency, caller.mayHere(.registerDocuments)
        else { throw NotFound() }
        guard incoming.awaitsDirection else { throw DocumentRefusal.wrongState(incoming.state.name) }
        guard incoming.presentedTo != form.leader else { throw DocumentRefusal.alreadyPresented }
        guard try db.directors(of: document.agency, on: now.date).contains(where: { $0.post.id == form.leader }) else {
            throw Problems(
                PresentDocumentForm.leader,
                Wording(
                    "Người này không còn chỉ đạo văn bản đến của cơ quan. Chọn lại trong danh sách.",
                    en: "This person no longer directs what the agency receives. Choose from the list again."))
        }
        try db.present(id, to: form.leader, at: now)
        try db.record(DocumentPresented(document: id, to: form.leader, note: form.note), by: caller.actor, at: now)
    }
}

extension Connection {
    /// Who directs what an agency receives, its head first.
    func directors(of agency: ID<Unit>, on day: CivilDate) throws -> [PostHolder] {
        let posts = try posts(with: .directDocuments, in: agency, on: day)
        let holders = try PostHolder.all(posts, on: day, in: self)
        return posts.compactMap { holders[$0] }.filter(\.isActive).sorted {
            ($0.post.standing.rank, $0.post.id) < ($1.post.standing.rank, $1.post.id)
        }
    }
}
