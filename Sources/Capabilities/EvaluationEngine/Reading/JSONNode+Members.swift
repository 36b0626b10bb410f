public import Essentials

/// The members of an object while they are being read. What nobody asked for is refused at the end, so that a misspelt
/// name is found and not ignored.
public struct JSONMembers {
    public let place: TextPlace
    private var members: [String: JSONNode]
    private let names: [String]

    init(_ node: JSONNode) throws(InputProblem) {
        guard case .object(let list) = node.value else {
            throw node.problem("phải là đối tượng {…}", "must be an object")
        }
        place = node.place
        names = list.map(\.name)
        members = Dictionary(list.map { ($0.name, $0.node) }) { first, _ in first }
    }

    /// The member, if it is there and not null.
    public mutating func take(_ name: String) -> JSONNode? {
        guard let node = members.removeValue(forKey: name), node.value != .null else { return nil }
        return node
    }

    /// The member, which must be there.
    public mutating func need(_ name: String) throws(InputProblem) -> JSONNode {
        guard let node = take(name) else {
            throw InputProblem(Wording("thiếu '\(name)'", en: "'\(name)' is missing"), at: place)
        }
        return node
    }

    /// Every member under the names that are in the object, for tables with free names.
    public mutating func rest() -> [(String, JSONNode)] {
        let found = names.compactMap { name in members[name].map { (name, $0) } }
        members = [:]
        return found
    }

    /// Refuses what was not read.
    public func finish() throws(InputProblem) {
        guard let name = names.first(where: { members[$0] != nil }), let node = members[name] else { return }
        throw node.problem("không biết thuộc tính '\(name)'", "'\(name)' is not known here")
    }
}

extension JSONNode {
    func problem(_ vietnamese: String, _ english: String) -> InputProblem {
        InputProblem(Wording(vietnamese, en: english), at: place)
    }

    /// Reads an object member by member.
    public func object<T>(
        _ read: (inout JSONMembers) throws(InputProblem) -> T
    ) throws(InputProblem) -> T {
        var members = try JSONMembers(self)
        let result = try read(&members)
        try members.finish()
        return result
    }

    /// Reads every item of a list.
    public func items<T>(_ read: (JSONNode) throws(InputProblem) -> T) throws(InputProblem) -> [T] {
        guard case .list(let nodes) = value else { throw problem("phải là danh sách […]", "must be a list") }
        var items: [T] = []
        for node in nodes { items.append(try read(node)) }
        return items
    }

    /// The text of a member that must be one.
    public func text() throws(InputProblem) -> String {
        guard case .text(let text) = value else { throw problem("phải là chuỗi", "must be a text") }
        return text
    }

    /// A text with something in it.
    public func name() throws(InputProblem) -> String {
        let text = try text()
        guard !text.isEmpty else { throw problem("không được để trống", "must not be empty") }
        return text
    }

    /// Yes or no.
    public func flag() throws(InputProblem) -> Bool {
        guard case .flag(let flag) = value else { throw problem("phải là true hoặc false", "must be true or false") }
        return flag
    }

    /// A number exactly as written, also as text: `"1/3"`.
    public func exact() throws(InputProblem) -> Rational {
        let written: String? =
            switch value {
            case .number(let digits): digits
            case .text(let text): text
            default: nil
            }
        guard let written, let number = Rational(written) else {
            throw problem("phải là số, ví dụ 10, 2.5 hoặc \"1/3\"", "must be a number such as 10, 2.5 or \"1/3\"")
        }
        return number
    }

    /// A whole number that is not negative and below a million.
    public func count() throws(InputProblem) -> Int {
        guard case .number(let digits) = value, let number = Int(digits), (0..<1_000_000).contains(number) else {
            throw problem("phải là số nguyên không âm", "must be a whole number that is not negative")
        }
        return number
    }

    /// One of a closed list of spellings.
    public func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type) throws(InputProblem) -> T
    where T.RawValue == String {
        let text = try text()
        guard let found = T(rawValue: text) else {
            let known = T.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem("'\(text)' không thuộc: \(known)", "'\(text)' is none of: \(known)")
        }
        return found
    }

    /// A day as `2026-01-31`.
    public func date() throws(InputProblem) -> CivilDate {
        let text = try text()
        guard let date = CivilDate(text) else {
            throw problem("'\(text)' không phải ngày dạng 2026-01-31", "'\(text)' is no day such as 2026-01-31")
        }
        return date
    }

    /// Two languages side by side, or one text for both.
    public func wording() throws(InputProblem) -> Wording {
        if case .text(let text) = value { return Wording(text, en: text) }
        return try object { (members) throws(InputProblem) in
            Wording(try members.need("vi").name(), en: try members.need("en").name())
        }
    }
}

extension Wording {
    var json: JSONNode {
        vietnamese == english ? .text(vietnamese) : .object([("vi", .text(vietnamese)), ("en", .text(english))])
    }
}
