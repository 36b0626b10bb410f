import Crypto
import Database
import Essentials

/// One look at something.
struct AccessEntry: Sendable {
    let at: Instant
    let person: Int64?
    let post: Int64?
    let address: String?
    let act: String
    let subject: Subject

    func insert(_ id: ID<AccessLog>, batch: ID<AccessLog>, in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO access_entry (id, batch, at, person, post, address, act, subject_kind, subject_id)
            VALUES (\(id), \(batch), \(at), \(person), \(post), \(address), \(act), \(subject.kind), \(subject.id))
            """)
    }
}

extension AccessEntry: RowDecodable {
    init(row: Row) throws {
        self.init(
            at: try row["at"], person: try row["person"], post: try row["post"], address: try row["address"],
            act: try row["act"], subject: Subject(kind: try row["subject_kind"], id: try row["subject_id"]))
    }
}

/// SHA-256 over entries, each written as `lienthong-access-1` and its fields in the manner of an event's leaf: id, at,
/// person, post, address, act, subject kind, subject id.
struct AccessDigest {
    private var hash = SHA256()

    mutating func add(_ id: ID<AccessLog>, _ entry: AccessEntry) {
        var writer = LeafWriter(label: "lienthong-access-1")
        writer.write(id.rawValue)
        writer.write(entry.at.microsecondsSince1970)
        writer.write(entry.person)
        writer.write(entry.post)
        writer.write(entry.address)
        writer.write(entry.act)
        writer.write(entry.subject.kind)
        writer.write(entry.subject.id)
        hash.update(data: writer.bytes)
    }

    var text: String { hash.finalize().hexadecimal }
}
