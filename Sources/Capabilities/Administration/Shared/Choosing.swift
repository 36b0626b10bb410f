import Database
import Directory
import Essentials
import Web

/// What a picker sends: identifiers that were chosen, or, where nothing could be chosen for want of JavaScript, the
/// words that were typed. Words that fit one thing only are taken for it; else the problem names what they fit.
extension Connection {
    func chosenUnits(
        _ form: some Fields, _ name: String, on day: CivilDate, _ problems: inout Problems
    ) throws -> [ID<Unit>] {
        var units = form.ids(name, as: Unit.self, &problems)
        guard let words = form.text("\(name)Query") else { return units }
        let found = try Unit.search(words, on: day, limit: Self.mostNamed, in: self)
        if let unit = Self.one(of: found, called: words, name: \.name, name, &problems), !units.contains(unit.id) {
            units.append(unit.id)
        }
        return units
    }

    func chosenUnit(
        _ form: some Fields, _ name: String, missing: Wording, on day: CivilDate, _ problems: inout Problems
    ) throws -> ID<Unit>? {
        Self.only(try chosenUnits(form, name, on: day, &problems), name, missing, &problems)
    }

    /// - Parameter path: only posts within this unit.
    func chosenPost(
        _ form: some Fields, _ name: String, missing: Wording, within path: UnitPath? = nil, on day: CivilDate,
        _ problems: inout Problems
    ) throws -> ID<Post>? {
        var posts = form.ids(name, as: Post.self, &problems)
        if let words = form.text("\(name)Query") {
            let found = try PostHolder.search(words, within: path, on: day, limit: Self.mostNamed, in: self)
            if let holder = Self.one(of: found, called: words, name: \.personName, name, &problems) {
                posts.append(holder.post.id)
            }
        }
        return Self.only(posts, name, missing, &problems)
    }

    /// Names to fill a picker with again.
    func choices(units: [String], on day: CivilDate) throws -> [Picker.Choice] {
        let ids = units.compactMap(ID<Unit>.init)
        let found = try ids.isEmpty ? [:] : Unit.all(ids, on: day, in: self)
        return ids.compactMap { found[$0].map(Picker.Choice.init) }
    }

    func choices(posts: [String], on day: CivilDate) throws -> [Picker.Choice] {
        let ids = posts.compactMap(ID<Post>.init)
        let found = try ids.isEmpty ? [:] : PostHolder.all(ids, on: day, in: self)
        return ids.compactMap { found[$0].map(Picker.Choice.init) }
    }

    private static let mostNamed = 6

    private static func only<Entity>(
        _ ids: [ID<Entity>], _ field: String, _ missing: Wording, _ problems: inout Problems
    ) -> ID<Entity>? {
        if ids.count > 1 { problems.add(field, Wording("Chỉ chọn một.", en: "Choose only one.")) }
        if ids.isEmpty && problems[field] == nil { problems.add(field, missing) }
        return ids.first
    }

    private static func one<Found>(
        of found: [Found], called words: String, name: KeyPath<Found, String>, _ field: String,
        _ problems: inout Problems
    ) -> Found? {
        let wanted = VietnameseText.folded(words)
        let exact = found.filter { VietnameseText.folded($0[keyPath: name]) == wanted }
        let fitting = exact.isEmpty ? found : exact
        if fitting.count == 1 { return fitting.first }
        let names = fitting.map { $0[keyPath: name] }
            .sorted { VietnameseText.sortKey($0) < VietnameseText.sortKey($1) }.joined(separator: "; ")
        problems.add(
            field,
            fitting.isEmpty
                ? Wording(
                    "Không tìm thấy “\(words)”. Gõ lại tên.", en: "“\(words)” was not found. Type the name again.")
                : Wording(
                    "“\(words)” ứng với nhiều kết quả: \(names). Gõ tên đầy đủ.",
                    en: "“\(words)” fits several: \(names). Type the full name."))
        return nil
    }
}

extension Picker.Choice {
    init(_ unit: Unit) {
        self.init(value: unit.id.description, label: unit.name, note: unit.symbol)
    }

    init(_ holder: PostHolder) {
        self.init(value: holder.post.id.description, label: holder.personName, note: holder.office)
    }
}
