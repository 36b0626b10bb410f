import Crypto
import Database
import Essentials
import Foundation

/// One document of an old register, as it is kept.
struct RegisterRow: Hashable, Sendable {
    /// The row of the file.
    let place: Int
    /// Số đến, as the old register writes it: `12`, `12a`.
    var entryNumber: String?
    var arrivedOn: CivilDate?
    var symbol = DocumentSymbol(number: "", notation: "")
    var issuedOn: CivilDate?
    var issuer = ""
    var typeKey = ""
    var subject = ""
    var signerName: String?
    var signerPosition: String?
    var urgency = Urgency.ordinary
    var recipient: String?
    var copyKeeper: String?
    var copies: Int?
    var handedOn: CivilDate?
    var receipt: String?
    var pages: Int?
    var note: String?
    /// What its file is called, which may come later.
    var fileName: String?

    init(place: Int) {
        self.place = place
    }

    /// The day by which it stands in the register.
    var listedOn: CivilDate? { arrivedOn ?? issuedOn }

    /// Its place among the documents of the registers: that day at noon, and within the day as the old register has it.
    var listedAt: Instant {
        let noon = Instant(listedOn ?? CivilDate(dayNumber: 0), TimeOfDay(secondsSinceMidnight: 12 * 3600))
        return Instant(microsecondsSince1970: noon.microsecondsSince1970 + Int64(place))
    }

    /// What search knows of it; the same as `DocumentText` reads.
    var text: String {
        [
            symbol.number, symbol.notation, issuer, subject, signerName, note, recipient,
        ].compactMap { $0 }.joined(separator: "\n")
    }

    /// What is kept of it, in one order for ever.
    var canonical: [SQLValue] {
        [
            entryNumber.sqlValue, arrivedOn.sqlValue, symbol.number.sqlValue, symbol.notation.sqlValue,
            issuedOn.sqlValue, issuer.sqlValue, typeKey.sqlValue, subject.sqlValue, signerName.sqlValue,
            signerPosition.sqlValue, urgency.sqlValue, recipient.sqlValue, copyKeeper.sqlValue, copies.sqlValue,
            handedOn.sqlValue, receipt.sqlValue, pages.sqlValue, note.sqlValue, fileName.sqlValue,
        ]
    }
}

/// The hash of an old register's rows, which continues from row to row: h₀ = SHA-256("lienthong-register-1"),
/// hₙ = SHA-256(hₙ₋₁ ‖ row), each row as `RowCoding` writes it. So an import can be carried on where it stopped, and what
/// is stored can be held against the journal years later.
struct RegisterHash: Hashable, Sendable {
    private(set) var bytes: [UInt8]

    init() {
        bytes = Array(SHA256.hash(data: Data("lienthong-register-1".utf8)))
    }

    /// Goes on from what was stored.
    init(continuing bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func add(_ row: [SQLValue]) {
        var next = bytes
        RowCoding.append(row, to: &next)
        bytes = Array(SHA256.hash(data: next))
    }

    /// 64 hexadecimal digits.
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    }
}
