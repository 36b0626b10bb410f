import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// Brings a criteria set in as a draft, from a file in the engine's format. A draft of the same code and version is
/// replaced; an issued one never is.
struct ImportCriteriaSet {
    /// More would be no set but an attack on whoever opens the form.
    static let mostCriteria = 300
    static let mostInputs = 10
    static let largestFile = 1 << 20

    /// - Throws: `Problems` with the place of a mistake; `EvaluationRefusal.setIsIssued`.
    func callAsFunction(_ text: String, by caller: Caller, at now: Instant, in db: Connection) throws -> KeptSet {
        let set = try Self.read(text)
        let old = try db.criteriaSet(code: set.code, version: set.version)
        let kept = KeptSet(
            id: old?.id ?? db.ids.next(), code: set.code, version: set.version, title: set.title,
            document: set.json.pretty, hash: nil, changedAt: now, issuedAt: nil)
        if let old {
            guard try !db.criteriaSet(old.id, forUpdate: true).isIssued else {
                throw EvaluationRefusal.setIsIssued(old.name)
            }
            try db.execute(
                """
                UPDATE criteria_set SET title_vietnamese = \(kept.title.vietnamese),
                    title_english = \(kept.title.english), document = \(kept.document), changed_at = \(now)
                WHERE id = \(kept.id)
                """)
        } else {
            try db.execute(
                """
                INSERT INTO criteria_set (id, code, version, title_vietnamese, title_english, document, changed_at)
                VALUES (\(kept.id), \(kept.code), \(kept.version), \(kept.title.vietnamese), \(kept.title.english),
                    \(kept.document), \(now))
                """)
        }
        try db.record(
            CriteriaSetImported(set: kept.id, code: kept.code, version: kept.version), by: caller.actor, at: now)
        return kept
    }

    private static func read(_ text: String) throws -> CriteriaSet {
        let set: CriteriaSet
        do {
            set = try CriteriaSet(json: text)
        } catch {
            let place = error.place.map { " \($0.line):\($0.column)" } ?? ""
            throw Problems(
                "file",
                Wording(
                    "Dòng:cột\(place) – \(error.reason.vietnamese)", en: "Line:column\(place) – \(error.reason.english)"
                ))
        }
        let leaves = set.leaves
        func fits(_ text: String, _ limit: Int) -> Bool { (1...limit).contains(text.unicodeScalars.count) }
        let isWithinLimits =
            fits(set.code, 60) && fits(set.version, 40) && fits(set.title.vietnamese, 500)
            && fits(set.title.english, 500) && leaves.count <= mostCriteria
            && leaves.allSatisfy { fits($0.code, 60) && $0.inputs.count <= mostInputs }
            && set.groups.allSatisfy { fits($0.code, 60) }
        guard isWithinLimits else {
            throw Problems(
                "file",
                Wording(
                    "Bộ tiêu chí quá lớn: tối đa \(mostCriteria) tiêu chí, \(mostInputs) số liệu mỗi tiêu chí, mã 60 ký tự.",
                    en:
                        "The set is too large: \(mostCriteria) criteria, \(mostInputs) inputs each, codes of 60 characters."
                ))
        }
        return set
    }
}
