public import Database
public import Directory
public import Essentials
import Journal

/// Gives an approved document its number and date (cấp số, thời gian ban hành; NĐ 30/2020 Đ. 15) and writes it into the
/// register, in one transaction.
public struct NumberDocument: Sendable {
    private let types: DocumentTypes

    public init(types: DocumentTypes) {
        self.types = types
    }

    /// - Returns: the symbol it got.
    /// - Throws: `NotFound` without the right; `DocumentRefusal.wrongState`.
    @discardableResult
    public func callAsFunction(
        _ id: ID<Document>, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> DocumentSymbol {
        guard let outgoing = try db.outgoing(id, forUpdate: true), let document = try db.document(id),
            document.agency == caller.agency, caller.mayHere(.issueDocuments)
        else { throw NotFound() }
        guard outgoing.state == .approved else { throw DocumentRefusal.wrongState(outgoing.state.name) }
        let series = try NumberSequence.series(
            ofType: document.typeKey, agency: document.agency, on: now.date, in: db)
        let sequence = NumberSequence(agency: document.agency, series: series, year: now.date.year)
        let number = try sequence.next(on: now.date, in: db)
        let symbol = DocumentSymbol(
            number: number, notation: try notation(of: document, outgoing, on: now.date, in: db))
        try enter(symbol, number: number, of: sequence, document: id, at: now, in: db)
        try db.record(
            DocumentNumbered(
                document: id, agency: document.agency, series: series, year: sequence.year, number: number),
            by: caller.actor, at: now)
        return symbol
    }

    private func enter(
        _ symbol: DocumentSymbol, number: Int, of sequence: NumberSequence, document id: ID<Document>, at now: Instant,
        in db: Connection
    ) throws {
        try db.execute(
            """
            UPDATE outgoing_document
            SET state = 'numbered', agency_id = \(sequence.agency), number = \(number),
                series = \(sequence.series), year = \(sequence.year), numbered_at = \(now)
            WHERE document_id = \(id)
            """)
        try db.execute(
            """
            UPDATE document SET code_number = \(symbol.number), code_notation = \(symbol.notation),
                symbol_key = \(symbol.comparisonKey), issued_on = \(now.date)
            WHERE id = \(id)
            """)
        try DocumentText.index(id, in: db)
    }

    private func notation(
        of document: Document, _ outgoing: OutgoingDocument, on today: CivilDate, in db: Connection
    ) throws -> String {
        let editions = try db.rows(
            """
            SELECT unit_id, symbol FROM unit_edition
            WHERE unit_id IN (\(list: [document.agency, outgoing.draftingUnit]))
              AND \(Validity.covers("unit_edition", on: today))
            """)
        func abbreviation(of unit: ID<Unit>) throws -> String? {
            try editions.first { try $0["unit_id"] == unit }.flatMap { try $0["symbol"] }
        }
        guard let type = types[document.typeKey] else {
            throw DocumentRefusal.wrongState(Wording("không rõ loại", en: "of unknown type"))
        }
        let unit = outgoing.draftingUnit == document.agency ? nil : try abbreviation(of: outgoing.draftingUnit)
        return DocumentSymbol.notation(
            type: type, agency: try abbreviation(of: document.agency) ?? "", draftingUnit: unit)
    }
}
