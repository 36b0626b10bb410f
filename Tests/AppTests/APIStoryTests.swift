import Database
import Directory
import Essentials
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import App

/// The thin path of documents, walked by programs: with tokens, uploads and keys.
struct APIStoryTests {
    private static let incoming = [
        "number": "15", "notation": "QĐ-BNV", "issuedOn": "2026-11-18", "issuer": "Bộ Nội vụ", "type": "quyet-dinh",
        "subject": "Về việc ban hành kế hoạch chuyển đổi số năm 2027",
    ]

    @Test(arguments: Engine.tested)
    func `a document is registered with its file, and what is sent twice is done once`(engine: Engine) async throws {
        try await APIHouse.with(engine) { api in
            var form: [String: Any] = Self.incoming
            form["upload"] = try await api.upload("Quyết định", as: api.clerk)
            let first = try await api.post("/api/v1/incoming-documents", form, as: api.clerk, key: "k1")
            #expect(first.status == 201)
            #expect(first.object["arrivalNumber"] as? Int == 1)
            #expect(first["file"]?.count == 64)
            // The upload is used up by now; the answer is the earlier one all the same.
            let again = try await api.post("/api/v1/incoming-documents", form, as: api.clerk, key: "k1")
            #expect(again.status == 201)
            #expect(again.bytes == first.bytes)
            let other = try await api.post("/api/v1/incoming-documents", form, as: api.clerk, key: "k2")
            #expect(other.status == 422)
            #expect(other.pointers == ["/upload"])
            let shown = try await api.get("/api/v1/documents/\(first["id"] ?? "")", as: api.clerk)
            #expect(shown["subject"] == Self.incoming["subject"])
            let list = try await api.get("/api/v1/documents?flow=incoming", as: api.clerk)
            #expect((list.object["items"] as? [Any])?.count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a registered document is presented once, and one can be as it is registered`(engine: Engine) async throws {
        try await APIHouse.with(engine) { api in
            let leader = try await api.post(titled: "Giám đốc").description
            let kept = try await api.post("/api/v1/incoming-documents", Self.incoming, as: api.clerk)
            #expect(kept["state"] == "registered")
            let path = "/api/v1/incoming-documents/\(try #require(kept["id"]))/presentation"
            let sent = ["presentTo": leader, "note": "Kính trình"]
            let first = try await api.post(path, sent, as: api.clerk, key: "p")
            #expect(first.status == 200, "\(first.object)")
            #expect(first["state"] == "presented")
            #expect(try await api.post(path, sent, as: api.clerk, key: "p").bytes == first.bytes)
            #expect(try await api.post(path, sent, as: api.clerk).status == 409)
            let nobody = try await api.post(path, ["presentTo": "0000000000001"], as: api.clerk)
            #expect(nobody.status == 422)
            #expect(nobody.pointers == ["/presentTo"])
            #expect(try await api.post(path, sent, as: api.leader).status == 404)
            let form = Self.incoming.merging(["number": "16", "presentTo": leader]) { $1 }
            let atOnce = try await api.post("/api/v1/incoming-documents", form, as: api.clerk)
            #expect(atOnce.status == 201)
            #expect(atOnce["state"] == "presented")
        }
    }

    @Test(arguments: Engine.tested)
    func `a document is drafted, submitted, approved, numbered and issued with its scan`(engine: Engine) async throws {
        try await APIHouse.with(engine) { api in
            let draft = try await api.post(
                "/api/v1/outgoing-documents",
                [
                    "type": "cong-van", "subject": "Trả lời về kế hoạch", "recipients": [api.recipient.description],
                    "upload": try await api.upload("Dự thảo", as: api.specialist),
                ] as [String: Any], as: api.specialist, key: "draft")
            #expect(draft.status == 201)
            let path = "/api/v1/outgoing-documents/\(try #require(draft["id"]))"
            for (step, token) in [
                ("submission", api.specialist), ("approval", api.leader), ("number", api.clerk),
            ] {
                let first = try await api.post("\(path)/\(step)", as: token, key: step)
                #expect(first.status == 200, "\(step): \(first.object)")
                let again = try await api.post("\(path)/\(step)", as: token, key: step)
                #expect(again.bytes == first.bytes, "\(step)")
                let without = try await api.post("\(path)/\(step)", as: token)
                #expect(without.status == 409, "\(step)")
            }
            let scan = try await api.upload("Bản ký", as: api.clerk)
            let issued = try await api.post("\(path)/issue", ["upload": scan], as: api.clerk, key: "issue")
            #expect(issued.status == 200, "\(issued.object)")
            #expect(issued["number"] == "01")
            #expect(issued["state"] == "issued")
            #expect(issued["file"] != draft["file"])
            let again = try await api.post("\(path)/issue", ["upload": scan], as: api.clerk, key: "issue")
            #expect(again.bytes == issued.bytes)
            let recipient = api.recipient
            let arrived: Int? = try await api.installation.database.read { db in
                try db.value("SELECT count(*) FROM delivery WHERE recipient_id = \(recipient) AND state = 'arrived'")
            }
            #expect(arrived == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a file that is no PDF is refused, and somebody else's upload is not there`(engine: Engine) async throws {
        try await APIHouse.with(engine) { api in
            let refused = try await api.send(
                .post, "/api/v1/files?name=a.pdf", Array("không phải PDF".utf8), type: "application/pdf", as: api.clerk)
            #expect(refused.status == 422)
            #expect(refused.type == "application/problem+json; charset=utf-8")
            var form: [String: Any] = Self.incoming
            form["upload"] = try await api.upload("Của người khác", as: api.leader)
            let foreign = try await api.post("/api/v1/incoming-documents", form, as: api.clerk)
            #expect(foreign.status == 422)
            #expect(foreign.pointers == ["/upload"])
            let numbers: Int? = try await api.installation.database.read {
                try $0.value("SELECT count(*) FROM document")
            }
            #expect(numbers == 0)
        }
    }
}
