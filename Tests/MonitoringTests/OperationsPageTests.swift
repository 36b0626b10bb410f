import Essentials
import Foundation
import Testing
import Web

@testable import Monitoring

@Suite struct OperationsPageTests {
    private static func page(_ alarms: [OperationsAlarm], settings: [ShownSetting] = []) -> OperationsPage {
        OperationsPage(
            alarms, Evidence(now: Samples.now, database: Samples.database()), slow: nil, settings: settings,
            at: Samples.now)
    }

    @Test func `it says first how many things need somebody`() {
        let good = OperationsAlarm("a", Wording("A", en: "A"), .good, Wording("B", en: "B"))
        let bad = OperationsAlarm("a", Wording("A", en: "A"), .alarm, Wording("B", en: "B"))
        #expect(Self.page([good]).verdict.kind == .good)
        #expect(Self.page([bad, bad, good]).verdict.kind == .bad)
        #expect(Self.page([bad, bad, good]).verdict.text.vietnamese.hasPrefix("2 mục cần xử lý"))
    }

    @Test func `it shows what the journal tells, and that nobody looks at statements`() {
        let page = Self.page([])
        #expect(page.subscribers.map(\.name) == ["documents.search", "audit-export"])
        #expect(page.backups.count == 1 && page.restoreTests.count == 1 && page.verifications.count == 1)
        #expect(page.slowSummary.english == "Slow statements are not looked at (slow-statements = 0).")
    }

    @Test func `every text of the page has its English, and no English is left over`() throws {
        let folder = try #require(Monitoring.templates)
        let template = try String(contentsOf: folder.appendingPathComponent("OperationsPage.mustache"), encoding: .utf8)
        let texts = Set(template.matches(of: /\[\[(.*?)\]\]/).map { String($0.output.1) })
        let catalogue = try JSONDecoder().decode(
            [String: String].self, from: Data(contentsOf: folder.appendingPathComponent("en.json")))
        #expect(texts == Set(catalogue.keys) && !catalogue.values.contains(""))
    }
}
