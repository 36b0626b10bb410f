import Essentials

/// Which type a document of an old register is of: old registers often have no column for it.
struct RegisterTypes: Sendable {
    /// For what is on no list of types: laws, circulars, letters of citizens.
    static let other = "khac"

    private let byName: [(name: String, beginning: String, key: String)]
    private let byCode: [String: String]

    init(_ types: DocumentTypes) {
        byName = types.all.map { type in
            let name = VietnameseText.folded(type.name.vietnamese)
            return (name, name + " ", type.key)
        }
        byCode = Dictionary(
            types.all.compactMap { type in type.code.map { ($0, type.key) } }, uniquingKeysWith: { first, _ in first })
    }

    /// By its name or its code; nil for one that is not on the list.
    func key(named text: String) -> String? {
        if let key = byCode[text] { return key }
        let folded = VietnameseText.folded(text)
        return byName.first { $0.name == folded }?.key
    }

    /// By the column of types, else by the first words of the subject (“Quyết định về việc …”), else by the code in the
    /// symbol (`QĐ-UBND`). A symbol without a code is an official letter's.
    func key(named text: String?, subject: String, notation: String) -> String {
        if let text { return key(named: text) ?? Self.other }
        let beginning = VietnameseText.folded(String(subject.prefix(24)))
        if let found = byName.first(where: { beginning.hasPrefix($0.beginning) || beginning == $0.name }) {
            return found.key
        }
        let code = notation.split(separator: "/").last?.split(separator: "-").first.map(String.init) ?? ""
        if let key = byCode[code] { return key }
        return notation.isEmpty ? Self.other : "cong-van"
    }
}

extension DocumentSymbol {
    /// As an old register writes it: `15/QĐ-UBND`, `Số: 15 / QĐ - UBND`, `15/2019/QĐ-UBND`, `15`; nothing for nil.
    init(written text: String?) {
        var rest = Substring(text ?? "")
        if VietnameseText.folded(String(rest.prefix(2))) == "so", rest.dropFirst(2).first.map({ !$0.isLetter }) ?? false
        {
            rest = rest.dropFirst(2).drop { $0 == ":" || $0 == " " || $0 == "." }
        }
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.filter { !$0.isWhitespace } }
        if parts.count == 2 {
            self.init(number: parts[0], notation: parts[1])
        } else if let only = parts.first, only.first?.isNumber ?? false {
            self.init(number: only, notation: "")
        } else {
            self.init(number: "", notation: parts.first ?? "")
        }
    }
}
