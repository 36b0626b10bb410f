import Database
import Directory
import Essentials
import Journal

/// Who has what after a unit ended: its heir, the heir's agency, and where each of its people is now.
struct DocumentHeirs {
    /// Somebody's new post and the unit it is in.
    struct Place: Hashable {
        let post: ID<Post>
        let unit: ID<Unit>
    }

    let move: SuccessionMove
    let unit: Unit
    /// The main successor's agency: its clerk, its leaders, its registers.
    let agency: ID<Unit>
    /// The agencies of all successors; a split parts the work among them.
    private let agencies: Set<ID<Unit>>
    /// Every post the unit ever had, with the place of whoever held it; nil for who went elsewhere.
    private let places: [ID<Post>: Place?]

    init(_ move: SuccessionMove, in db: Connection) throws {
        let successors = try Unit.all(move.successors + [move.to], on: move.effectiveOn, in: db)
        guard let unit = successors[move.to] else { throw NotFound() }
        self.move = move
        self.unit = unit
        agency = unit.agency
        agencies = Set(successors.values.map(\.agency))
        places = try Self.places(move, agencies, in: db)
    }

    /// Work goes with its person: to the post it was moved to, or to another in a successor that was given meanwhile.
    private static func places(
        _ move: SuccessionMove, _ agencies: Set<ID<Unit>>, in db: Connection
    ) throws -> [ID<Post>: Place?] {
        var places: [ID<Post>: Place?] = [:]
        for old: ID<Post> in try db.values("SELECT id FROM post WHERE unit_id = \(move.from) ORDER BY id") {
            if let new = move.posts[old] {
                places[old] = Place(post: new, unit: move.unitOfPost[new] ?? move.to)
                continue
            }
            let row = try db.row(
                """
                SELECT post.id, post.unit_id FROM post JOIN post old ON old.person_id = post.person_id
                JOIN unit_edition ON unit_edition.unit_id = post.unit_id
                WHERE old.id = \(old) AND post.unit_id <> \(move.from)
                  AND \(Validity.covers("post", on: move.effectiveOn))
                  AND \(Validity.covers("unit_edition", on: move.effectiveOn))
                  AND unit_edition.agency_id IN (\(list: agencies.sorted()))
                ORDER BY post.id LIMIT 1
                """)
            places[old] = .some(try row.map { Place(post: try $0["id"], unit: try $0["unit_id"]) })
        }
        return places
    }

    /// Whether the post was one of the unit's.
    func had(_ post: ID<Post>) -> Bool {
        places[post] != nil
    }

    func place(of post: ID<Post>) -> Place? {
        places[post] ?? nil
    }

    /// The agency that takes over what is done in a unit: its own, when that is one of the successors'.
    func agency(of unit: ID<Unit>, in db: Connection) throws -> ID<Unit> {
        guard let found = try Unit.find(unit, on: move.effectiveOn, in: db)?.agency, agencies.contains(found) else {
            return agency
        }
        return found
    }

    /// Whoever might read the unit's documents may read them in its heir, what is finished too.
    func keepReadable(in db: Connection) throws {
        let wasAgency = try Unit.find(move.from, on: move.effectiveOn, in: db)?.isAgency ?? false
        for heir in Set(wasAgency ? [unit.id, agency] : [unit.id]).sorted() {
            try db.execute(
                """
                INSERT INTO document_party (document_id, unit_id, post_id)
                SELECT document_id, CAST(\(heir) AS \(type: .integer)), 0 FROM document_party
                WHERE unit_id = \(move.from) AND unit_id <> 0
                ON CONFLICT (document_id, unit_id, post_id) DO NOTHING
                """)
        }
        for (old, new) in move.posts.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                """
                INSERT INTO document_party (document_id, unit_id, post_id)
                SELECT document_id, 0, CAST(\(new) AS \(type: .integer)) FROM document_party
                WHERE post_id = \(old) AND post_id <> 0
                ON CONFLICT (document_id, unit_id, post_id) DO NOTHING
                """)
        }
    }

    func posts(with permission: Permission, in unit: ID<Unit>, _ db: Connection) throws -> [ID<Post>] {
        try db.posts(with: permission, in: unit, on: move.effectiveOn)
    }

    func record(
        _ document: ID<Document>, to unit: ID<Unit>, holders: [ID<Post>], delivery: ID<Delivery>? = nil,
        note: DocumentFollowed.Note? = nil, in db: Connection
    ) throws {
        try db.record(
            DocumentFollowed(
                document: document, succession: move.succession, from: move.from, to: unit, delivery: delivery,
                holders: Set(holders).sorted(), note: note),
            by: move.actor, at: move.at)
    }
}
