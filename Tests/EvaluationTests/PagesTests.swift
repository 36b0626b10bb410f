import Database
import Directory
import Essentials
import EvaluationEngine
import Foundation
import TestSupport
import Testing
import Web

@testable import Evaluation

/// Every page shows what its template asks for, at each step of a round, in both languages.
struct PagesTests {
    /// Around a page; what it shows is the platform's own test.
    private struct BareFrame: Viewable {
        func shown(_ name: String) -> Shown { .absent }
    }

    /// Its template is among the platform's, its page belongs to a capability.
    private struct SignInPage: Page {
        static let frame = FrameKind.open
        let title = Wording("Đăng nhập", en: "Sign in")
    }

    /// Renders pages, and keeps what their templates ask for in vain.
    private struct Reader {
        let names = UnknownNames()
        let pages: Pages

        init() throws {
            pages = try Pages(
                directories: [try #require(Evaluation.templates)], types: Evaluation.pages + [SignInPage.self],
                strictness: .collect(names))
        }

        func text(_ page: some Page, _ language: Language = .vietnamese) -> String {
            _ = pages.render(page, in: BareFrame(), language: .english)
            return String(decoding: pages.render(page, in: BareFrame(), language: language), as: UTF8.self)
        }
    }

    private func form(_ place: Int, of round: ID<Round>, as caller: Caller, in council: Council) async throws
        -> ShownForm
    {
        try await council.database.read { [unit = council.units[place], now = council.now] db in
            try ShownForm(unit: unit, round: round, for: caller, at: now, in: db)
        }
    }

    private func roundPage(_ round: ID<Round>, as caller: Caller, in council: Council) async throws -> RoundPage {
        try await council.database.read { [today = council.now.date] db in
            let found = try db.round(round)
            let kept = try db.criteriaSet(found.set)
            let entrants = try db.entrants(of: round)
            return RoundPage(
                RoundPage.Found(
                    round: found, kept: kept, set: try kept.set(), holder: "UBND tỉnh", entrants: entrants,
                    written: try db.written(in: round),
                    rights: try RoundRights(caller, found, entrants, on: today, in: db)),
                on: today, for: caller)
        }
    }

    @Test func `the pages of criteria sets show them`() async throws {
        try await Council.with(.sqlite) { council in
            let reader = try Reader()
            let id = try await council.issuedSet()
            let later = Council.set.replacing("\"version\": \"1\"", with: "\"version\": \"2\"")
                .replacing("Băng thông", with: "Băng thông Internet")
            let (secretary, now) = (council.secretary, council.now)
            let (old, new) = try await council.database.write { db in
                let new = try ImportCriteriaSet()(later, by: secretary, at: now, in: db)
                return (try db.criteriaSet(id), new)
            }
            let text = reader.text(try CriteriaSetPage(new, new.set(), after: old, for: secretary))
            #expect(text.contains("Thay đổi so với THU 1") && text.contains("Băng thông Internet"))
            #expect(text.contains(EvaluationPaths.issue(new.id)) && !text.contains(EvaluationPaths.newRound(new.id)))
            let issued = reader.text(try CriteriaSetPage(old, old.set(), after: nil, for: secretary))
            let hash = try #require(old.hash)
            #expect(issued.contains(EvaluationPaths.newRound(id)) && issued.contains(hash))
            #expect(reader.text(ImportSetPage()).contains("so-nganh"))
            let found = NewRoundPage.Found(kept: old, holders: [], chosen: [:])
            let opening = reader.text(try NewRoundPage(found, Filling()))
            #expect(opening.contains("units1"))
            #expect(
                reader.text(EvaluationPage(.init(rounds: [], sets: [old], own: []), for: secretary)).contains("THU 1"))
            #expect(reader.names.all == [])
        }
    }

    @Test func `a form is filled in, then read with its lock, then judged by others`() async throws {
        try await Council.with(.sqlite) { council in
            let reader = try Reader()
            let round = try await council.openRound()
            try await council.declare(0, ["3", "4"], "yes", "84,5", in: round)
            let filled = try await form(0, of: round, as: council.specialists[0], in: council)
            let text = reader.text(DeclarationPage(filled))
            #expect(text.contains("value=\"84,5\"") && text.contains("name=\"r2\" value=\"1."))
            #expect(!text.contains("Ký gửi phiếu"), "a specialist does not sign")
            await #expect(throws: NotFound.self) {
                try await form(0, of: round, as: council.specialists[1], in: council)
            }
            try await council.sign(0, in: round)
            let signed = reader.text(
                DeclarationPage(try await form(0, of: round, as: council.heads[0], in: council)))
            #expect(signed.contains("Phiếu đã ký gửi lúc 08:00 20/11/2026") && signed.contains("Chủ trì: 3"))
            try await council.close(round, at: Instant(Council.declareUntil.adding(days: 1)))
            let judged = reader.text(DeclarationPage(try await form(0, of: round, as: council.verifier, in: council)))
            #expect(judged.contains("name=\"f0\"") && judged.contains("name=\"a0x1\""))
            let own = reader.text(DeclarationPage(try await form(0, of: round, as: council.secretary, in: council)))
            #expect(own.contains("Không ai thẩm định đơn vị của chính mình") && !own.contains("name=\"f0\""))
            #expect(reader.names.all == [])
        }
    }

    @Test func `each step of a round offers what comes next to who may, and the result to everybody`() async throws {
        try await Council.with(.sqlite) { council in
            let reader = try Reader()
            let round = try await council.openRound()
            let begun = try await roundPage(round, as: council.secretary, in: council)
            #expect(reader.text(begun).contains("/closing"))
            let head = reader.text(try await roundPage(round, as: council.heads[0], in: council))
            #expect(!head.contains("/closing") && head.contains("Mở phiếu của cơ quan") && !head.contains("Sở Nội vụ"))
            try await council.declare(0, ["2", "3"], "yes", "5", in: round)
            try await council.sign(0, in: round)
            try await council.close(round, at: Instant(Council.declareUntil.adding(days: 1)))
            try await council.verify(0, in: round)
            try await council.database.write { [council] db in
                try ProposeResults()(round, by: council.secretary, at: council.now, in: db)
            }
            let proposed = try await roundPage(round, as: council.chair, in: council)
            #expect(reader.text(proposed).contains("/decision"))
            try await expectResults(of: round, reader, in: council)
            #expect(reader.names.all == [])
        }
    }

    private func expectResults(of id: ID<Round>, _ reader: Reader, in council: Council) async throws {
        let scores = try await council.scores(id)
        let (round, kept, lines) = try await council.database.read { db in
            let round = try db.round(id)
            return (round, try db.criteriaSet(round.set), try db.lines(of: scores.entrants[0].id))
        }
        let ranking = reader.text(ResultsPage(round, scores, showsUnits: true))
        #expect(ranking.contains("86,67") && ranking.contains("Không gửi phiếu") && ranking.contains("dự kiến"))
        let result = reader.text(UnitResultPage(round, scores.entrants[0], scores, lines))
        #expect(result.contains("80/3") && result.contains("13,33"), "points that were lost")
        try await expectPublished(of: id, kept, scores, reader, in: council)
    }

    private func expectPublished(
        of id: ID<Round>, _ kept: KeptSet, _ scores: RoundScores, _ reader: Reader, in council: Council
    ) async throws {
        let round = try await council.database.write { [council] db in
            try DecideResults()(
                id, number: "15/QĐ-UBND", decidedOn: council.now.date, by: council.chair, at: council.now, in: db)
            try PublishResults()(id, by: council.secretary, at: council.now, in: db)
            return try db.round(id)
        }
        let rankings = PublishedRankings()
        let ranking = rankings.ranking(of: id) {
            PublishedRanking(round, scores)
        }
        let empty = try RoundScores(scores.set, [], [])
        #expect(rankings.ranking(of: id) { PublishedRanking(round, empty) }.groups.count == ranking.groups.count)
        #expect(ranking.csv.hasPrefix("unit,name,group,field,score,printed") && ranking.csv.contains("86.67"))
        #expect(reader.text(PublishedResultsPage([round])).contains("15/QĐ-UBND"))
        #expect(reader.text(PublishedResultsPage([])).contains("Chưa có kết quả"))
        let page = PublishedResultPage(round, kept, ranking, holder: "UBND tỉnh")
        let text = reader.text(page)
        #expect(text.contains(scores.package(of: round).hash) && text.contains(EvaluationPaths.package(id)))
        #expect(text.contains("15/QĐ-UBND") && text.contains("Hạng thi đấu"))
        #expect(reader.text(page, .english).contains("86.67"))
    }

    @Test func `what the platform counts stands beside what is declared`() async throws {
        try await Council.with(.sqlite) { council in
            let reader = try Reader()
            let set = try await council.issuedSet(
                Council.set.replacing(
                    "\"name\": \"Tổng số\",", with: "\"name\": \"Tổng số\", \"indicator\": \"meetings\","))
            let round = try await council.openRound(set)
            let (unit, now, specialist) = (council.units[0], council.now, council.specialists[0])
            let measuring = Measuring([
                MeasuredIndicator(
                    code: "meetings", name: Wording("Cuộc họp", en: "Meetings"),
                    formula: Wording("đã ghi biên bản", en: "with minutes"), path: "/meetings"
                ) { asked, year, _, _ in asked == unit ? year - 2000 : 0 }
            ])
            let shown = try await council.database.read { db in
                try ShownForm(unit: unit, round: round, measuring: measuring, for: specialist, at: now, in: db)
            }
            #expect(shown.measured.mapValues { $0.map(\.count) } == ["I.1": [26]])
            let text = reader.text(DeclarationPage(shown))
            #expect(text.contains("Cuộc họp: <strong>26</strong>") && text.contains("href=\"/meetings\""))
            #expect(reader.names.all == [])
        }
    }

    @Test func `what a lock kept from being saved is handed back on the page`() async throws {
        try await Council.with(.sqlite) { council in
            let reader = try Reader()
            let round = try await council.openRound()
            try await council.declare(0, ["3", "4"], "yes", "5", in: round)
            try await council.sign(0, in: round)
            var shown = try await form(0, of: round, as: council.specialists[0], in: council)
            shown.keep([Council.edit("II.1", ["6789"], seen: 1), Council.edit("I.1", ["3", "4"], seen: 1)])
            let text = reader.text(DeclarationPage(shown))
            #expect(text.contains("Điều bạn vừa gõ, chưa lưu") && text.contains("Băng thông: 6789"))
            #expect(DeclarationPage(shown).unsaved.map(\.number) == ["II.1"])
            #expect(reader.names.all == [])
        }
    }
}
