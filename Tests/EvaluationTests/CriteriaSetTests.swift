import Database
import Directory
import Essentials
import EvaluationEngine
import Foundation
import TestSupport
import Testing
import Web

@testable import Evaluation

/// Criteria sets: drafts are replaced, issued ones never change, and rounds bind to issued ones only.
struct KeptSetTests {
    @Test(arguments: Engine.tested)
    func `a draft is replaced, an issued set is not`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let (secretary, now) = (council.secretary, council.now)
            let other = Council.set.replacing("Bộ thử", with: "Bộ đã sửa")
            let (first, second) = try await council.database.write { db in
                let first = try ImportCriteriaSet()(Council.set, by: secretary, at: now, in: db)
                return (first, try ImportCriteriaSet()(other, by: secretary, at: now, in: db))
            }
            #expect(first.id == second.id)
            try await council.database.write { db in
                try IssueCriteriaSet()(first.id, by: secretary, at: now, in: db)
            }
            await #expect(throws: EvaluationRefusal.setIsIssued("THU 1")) {
                try await council.database.write { db in
                    try ImportCriteriaSet()(Council.set, by: secretary, at: now, in: db)
                }
            }
            let kept = try await council.database.read { try $0.criteriaSet(first.id) }
            let hash = try IssuedSet(CriteriaSet(json: other)).hash
            #expect(kept.title.vietnamese == "Bộ đã sửa" && kept.hash == hash)
        }
    }

    @Test(arguments: Engine.tested)
    func `a set with a mistake is kept as a draft and cannot be issued or used`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let (secretary, now) = (council.secretary, council.now)
            let wrong = Council.set.replacing("\"maximum\": 40", with: "\"maximum\": 41")
            let id = try await council.database.write { db in
                try ImportCriteriaSet()(wrong, by: secretary, at: now, in: db).id
            }
            await #expect(throws: EvaluationRefusal.self) {
                try await council.database.write { try IssueCriteriaSet()(id, by: secretary, at: now, in: $0) }
            }
            await #expect(throws: EvaluationRefusal.setIsDraft) {
                try await council.database.write { [council] db in
                    try OpenRound()(
                        NewRound(
                            set: id, holder: council.holder, name: "Đợt", year: 2026, declareUntil: now.date,
                            verifyUntil: now.date, units: [(council.units[0], "so")]),
                        by: secretary, at: now, in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a file that is no set says where`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let (secretary, now) = (council.secretary, council.now)
            let problems = await #expect(throws: Problems.self) {
                try await council.database.write { db in
                    try ImportCriteriaSet()("{\n \"format\": 1}", by: secretary, at: now, in: db)
                }
            }
            #expect(problems?["file"]?.english.contains("2:") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `a set that takes results of subordinate units opens no round yet`(engine: Engine) async throws {
        try await Council.with(engine) { council in
            let shipped = try #require(ShippedSets.named("xa-phuong")).set.json.pretty
            let id = try await council.issuedSet(shipped)
            let (secretary, now) = (council.secretary, council.now)
            await #expect(throws: EvaluationRefusal.self) {
                try await council.database.write { [council] db in
                    try OpenRound()(
                        NewRound(
                            set: id, holder: council.holder, name: "Đợt", year: 2026, declareUntil: now.date,
                            verifyUntil: now.date, units: [(council.units[2], "xa")]),
                        by: secretary, at: now, in: db)
                }
            }
        }
    }

    @Test func `a set is shown with its rules in words, in both languages, and what it changes`() throws {
        let set = try #require(ShippedSets.named("so-nganh")).set
        for criterion in set.leaves {
            let words = RuleWords.wording(criterion)
            #expect(!words.vietnamese.isEmpty && !words.english.isEmpty, "\(criterion.code)")
        }
        let meetings = try #require(set.leaves.first)
        #expect(RuleWords.wording(meetings).vietnamese.hasSuffix("≥ 4 → 8; ≥ 3 → 6; ≥ 2 → 4; ≥ 1 → 2; ≥ 0 → 0"))
    }
}

struct EvaluationTemplatesTests {
    @Test func `every text of a page has its English, and no English is left over`() throws {
        let folder = try #require(Evaluation.templates)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var texts: Set<String> = []
        for file in files where file.pathExtension == "mustache" {
            let template = try String(contentsOf: file, encoding: .utf8)
            texts.formUnion(template.matches(of: /\[\[(.*?)\]\]/).map { String($0.output.1) })
        }
        let catalogue = try JSONDecoder().decode(
            [String: String].self, from: Data(contentsOf: folder.appendingPathComponent("en.json")))
        #expect(texts == Set(catalogue.keys) && !catalogue.values.contains(""))
    }
}
