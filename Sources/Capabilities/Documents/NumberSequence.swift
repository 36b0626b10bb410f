import Database
public import Directory
public import Essentials

/// A gap-free sequence of numbers: one for each agency, series and calendar year, beginning at 1
/// (NĐ 30/2020 Đ. 15, Đ. 22.2).
///
/// The number is taken in the transaction that writes the register's row: if that is undone, so is the number. Nothing
/// is reserved, dated back or given out twice.
public struct NumberSequence: Hashable, Sendable {
    public let agency: ID<Unit>
    /// `incoming`, `outgoing`, or a series of its own that the head of the agency decided.
    public let series: String
    public let year: Int

    public init(agency: ID<Unit>, series: String, year: Int) {
        self.agency = agency
        self.series = series
        self.year = year
    }

    /// Takes the next number, and holds the sequence until the transaction ends. With its agency the register closes:
    /// who carries on draws from its own.
    ///
    /// - Throws: `DocumentRefusal.registerIsClosed` when the agency has ended before the day.
    func next(on day: CivilDate, in db: Connection) throws -> Int {
        // A reorganisation that ends the agency meanwhile waits for this number, or this number for it.
        let number: Int? = try db.value(
            """
            INSERT INTO number_sequence (agency_id, series, year, last)
            SELECT unit.id, \(series), CAST(\(year) AS \(type: .integer)), 1 FROM unit
            WHERE unit.id = \(agency) AND (unit.valid_to IS NULL OR unit.valid_to >= \(day))\(idiom: .forShare)
            ON CONFLICT (agency_id, series, year) DO UPDATE SET last = number_sequence.last + 1
            RETURNING last
            """)
        guard let number else { throw DocumentRefusal.registerIsClosed }
        db.unlockBeforeFlush()
        return number
    }

    /// The series of an agency's outgoing documents of a type on a day: its own decision, or the shared one.
    static func series(
        ofType typeKey: String, agency: ID<Unit>, on date: CivilDate, in db: Connection
    ) throws -> String {
        try db.value(
            """
            SELECT series FROM number_series_decision
            WHERE agency_id = \(agency) AND type_key = \(typeKey) AND valid_from <= \(date)
            ORDER BY valid_from DESC LIMIT 1
            """) ?? "outgoing"
    }
}
