import Database
import Essentials
import Journal

/// The sample province was built whole: the marker by which a later start knows, and what it can be made again from.
struct SampleProvinceBuilt: Event {
    static let kind = "sample-province.built"
    let seed: UInt64
    let asOf: CivilDate
    let documents: Int

    static let province = Subject(kind: "sample-province", id: 1)
    var subject: Subject { Self.province }

    static func isThere(in db: Connection) throws -> Bool {
        try !db.events(about: province, limit: 1).isEmpty
    }

    static func record(_ content: SampleContent, seed: UInt64, in db: Connection) throws {
        try db.record(
            SampleProvinceBuilt(seed: seed, asOf: content.asOf, documents: content.documents.count), by: .platform,
            at: Instant(content.asOf))
    }
}
