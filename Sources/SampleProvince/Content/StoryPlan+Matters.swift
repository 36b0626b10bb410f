import Essentials

extension StoryPlanner {
    /// What is known of a document before it is put into words.
    struct Occasion {
        let type: SampleDocumentType
        let topic: Int
        let date: CivilDate
        let issuer: String
        let issuerShort: String
        let orders: Bool
        let addressees: [String]
        let answerBy: CivilDate?
        let room: String
        let chair: String
        let place: String
        /// Whether an agency of the centre writes, which knows nothing of the province's own figures.
        var isFromOutside = false
    }

    /// Chooses a topic; recent work is mostly that of the agencies whose accounts are printed.
    func topic(isCurrent: Bool, _ random: inout SeededRandom) -> Int {
        let all = Array(sources.topics.indices)
        return random.one(of: all) { index in
            let topic = sources.topics[index]
            return isCurrent && topic.before.hasPrefix("stttt.cntt") ? topic.weight * 4 : topic.weight
        } ?? 0
    }

    func matter(_ occasion: Occasion, _ random: inout SeededRandom) -> SampleMatter {
        let topic = sources.topics[occasion.topic]
        let laws = topic.laws.filter { ($0.from ?? occasion.date) <= occasion.date }
        return SampleMatter(
            type: occasion.type, matter: random.one(of: topic.matters) ?? "",
            period: period(occasion.type, on: occasion.date, &random), issuer: occasion.issuer,
            issuerShort: occasion.issuerShort, orders: occasion.orders, verb: random.one(of: Self.verbs) ?? "",
            grounds: grounds(laws.last?.text, occasion),
            facts: occasion.isFromOutside ? [] : random.some(2, of: topic.facts).map { filled($0, &random) },
            duties: random.some(3, of: topic.duties), addressees: occasion.addressees, date: occasion.date,
            answerBy: occasion.answerBy, room: occasion.room, chair: occasion.chair, place: occasion.place)
    }

    private static let verbs = ["triển khai", "đôn đốc", "báo cáo tình hình", "cung cấp số liệu về", "phối hợp"]

    private func period(_ type: SampleDocumentType, on date: CivilDate, _ random: inout SeededRandom) -> String {
        guard type == .report else { return "năm \(date.month == 12 ? date.year + 1 : date.year)" }
        let previous = date.adding(months: -1)
        return switch date.month {
        case 1: "năm \(date.year - 1)"
        case 4, 10: "quý \(date.month == 4 ? "I" : "III") năm \(date.year)"
        case 7: "6 tháng đầu năm \(date.year)"
        default: "tháng \(previous.month) năm \(previous.year)"
        }
    }

    private func grounds(_ law: String?, _ occasion: Occasion) -> [String] {
        let isNew = CivilDate(year: 2025, month: 6, day: 16).map { occasion.date >= $0 } ?? false
        let ofProvince =
            isNew
            ? "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
            : "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"
        let organisation = occasion.isFromOutside ? "chức năng, nhiệm vụ của \(occasion.issuer)" : ofProvince
        let others = [law].compactMap { $0 }.filter { $0 != organisation }
        return ([organisation] + others).map { "Căn cứ \($0);" } + ["Theo đề nghị của \(occasion.room)."]
    }

    /// Puts numbers into a sentence.
    private func filled(_ sentence: String, _ random: inout SeededRandom) -> String {
        var text = sentence
        for (slot, range) in [("{percent}", 52...99), ("{count}", 24...960), ("{few}", 2...9)] {
            while text.contains(slot) {
                text = text.replacing(slot, with: "\(random.number(in: range))", maxReplacements: 1)
            }
        }
        return text
    }

    func urgency(_ type: SampleDocumentType, _ topic: Int, _ random: inout SeededRandom) -> Int {
        if type == .telegram { return 3 }
        let isPressing = sources.topics[topic].isPressing ?? false
        let chance = random.below(100)
        if chance < (isPressing ? 4 : 1) { return 3 }
        if chance < (isPressing ? 12 : 4) { return 2 }
        return chance < (isPressing ? 30 : 12) ? 1 : 0
    }

    /// A unit as a sentence names it: `Ủy ban nhân dân tỉnh Hòa An`, `Sở Nội vụ`.
    func name(_ key: String, on date: CivilDate) -> String {
        units.tree(on: date)[key]?.name ?? ""
    }

    /// A unit as a document calls it the second time.
    func shortName(_ key: String, on date: CivilDate) -> String {
        guard let unit = units.tree(on: date)[key] else { return "" }
        return switch unit.kind {
        case .peoplesCommittee: "UBND tỉnh"
        case .district, .commune: "UBND \(unit.name.droppingCommittee)"
        default: unit.name
        }
    }
}
