import Database
import Directory
import Essentials

/// The substitutions that concern a caller: the own ones, and those in units whose substitutions the caller approves.
/// Count and list are one query.
struct ListSubstitutions: Sendable {
    /// Over, or ended early, instead of those now and to come.
    var isPast: Bool
    let caller: Caller
    let day: CivilDate

    func count(in db: Connection) throws -> CappedCount {
        try db.count(of: "SELECT 1 AS one FROM \(tables) WHERE \(condition)")
    }

    func page(_ position: KeysetPosition, size: Int, in db: Connection) throws -> KeysetPage<Substitution> {
        try db.page(
            "SELECT substitution.* FROM \(tables)", where: condition, order: "substitution.valid_from",
            id: "substitution.id", at: position, size: size
        ) { Keyset(order: Int64($0.validity.from.dayNumber), id: $0.id.rawValue) }
    }

    private var tables: SQL {
        """
        substitution JOIN post absent ON absent.id = substitution.absent_post_id
        JOIN post substitute ON substitute.id = substitution.substitute_post_id
        JOIN unit_edition edition ON edition.unit_id = absent.unit_id AND \(Validity.covers("edition", on: day))
        """
    }

    private var condition: SQL {
        let isOver: SQL = "(substitution.ended_at IS NOT NULL OR substitution.valid_to < \(day))"
        return """
            \(isPast ? isOver : "NOT \(isOver)" as SQL)
            AND (absent.person_id = \(caller.person) OR substitute.person_id = \(caller.person)
                 OR \(caller.rights.covers("edition.path", for: .approveSubstitutions)))
            """
    }
}
