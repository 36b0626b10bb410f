import Essentials
import Files
import Foundation
import Signing
import TestSupport
import Testing

@testable import Certificates

@Suite struct VerifySignaturesTests {
    @Test func `a file that passes is said to be valid, with who signed it`() async throws {
        let samples = try SignedSamples()
        try await Door.with(roots: [samples.root.certificate], list: samples.revocationList()) { door in
            let (status, text) = try await door.send(.init(bytes: samples.signed()))
            #expect(status == 200)
            #expect(text.contains("HỢP LỆ") && !text.contains("KHÔNG HỢP LỆ"))
            #expect(text.contains("Trần Văn An") && text.contains("Quyết định 15.pdf"))
            #expect(text.contains("không có dấu thời gian chứng minh"))
            #expect(!text.contains("chưa được khai báo gốc tin cậy"))
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `a file that was changed is said to be invalid, and how it was changed`() async throws {
        let samples = try SignedSamples()
        try await Door.with(roots: [samples.root.certificate], list: samples.revocationList()) { door in
            var forged = try await samples.signed()
            let place = try #require(forged.firstRange(of: Array("100 dong".utf8))?.lowerBound)
            forged[place] = UInt8(ascii: "9")
            let (status, text) = try await door.send(.init(bytes: forged))
            #expect(status == 200)
            #expect(text.contains("KHÔNG HỢP LỆ") && text.contains("đã bị thay đổi so với khi ký"))
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `nothing passes without a list of what was revoked, and a revoked one is named`() async throws {
        let samples = try SignedSamples()
        let signed = try await samples.signed()
        try await Door.with(roots: [samples.root.certificate]) { door in
            let (_, text) = try await door.send(.init(bytes: signed))
            #expect(text.contains("CHƯA ĐỦ CĂN CỨ") && text.contains("Chưa kiểm tra được tình trạng thu hồi"))
        }
        let revoked = RevokedCertificate(samples.leader.certificate, at: SignedSamples.now.adding(seconds: -3600))
        try await Door.with(roots: [samples.root.certificate], list: samples.revocationList([revoked])) { door in
            let (_, text) = try await door.send(.init(bytes: signed))
            #expect(text.contains("CHƯA ĐỦ CĂN CỨ") && text.contains("bị thu hồi lúc"))
        }
    }

    @Test func `without roots the page says that nobody can be known`() async throws {
        try await Door.with { door in
            #expect(try await door.open().text.contains("chưa được khai báo gốc tin cậy"))
            let (_, text) = try await door.send(.init(bytes: SignedSamples().signed()))
            #expect(text.contains("CHƯA ĐỦ CĂN CỨ") && text.contains("không dẫn tới gốc được tin cậy"))
        }
    }

    @Test(arguments: [
        (Array("không phải PDF".utf8), "Tệp không phải là PDF"), ([UInt8]([0]), "Tệp không phải là PDF"),
        (SamplePDF.bytes(), "TỆP KHÔNG CÓ CHỮ KÝ SỐ"),
        (Array(SamplePDF.bytes().prefix(300)), "KHÔNG KIỂM TRA ĐƯỢC TỆP"),
    ])
    func `what cannot be judged is said in a sentence, and is not kept`(_ bytes: [UInt8], _ words: String) async throws
    {
        try await Door.with { door in
            let (status, text) = try await door.send(.init(bytes: bytes))
            #expect(status == 200 && text.contains(words), "\(text)")
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `a form without a file, or with an empty one, says what is missing`() async throws {
        try await Door.with { door in
            let none = try await door.send()
            #expect(none.status == 422 && none.text.contains("Chọn tệp PDF cần kiểm tra"))
            let empty = try await door.send(.init(bytes: []))
            #expect(empty.status == 422 && empty.text.contains("Tệp rỗng"))
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `files in fields that nobody asked for are not kept, and neither is what is too large`() async throws {
        try await Door.with { door in
            let pdf = SamplePDF.bytes()
            let many = try await door.send(
                .init(bytes: pdf), .init(bytes: pdf), .init(field: "other", bytes: pdf))
            #expect(many.status == 200)
            #expect(try door.spool().isEmpty)
            let only = try await door.send(.init(field: "other", bytes: pdf))
            #expect(only.status == 422)
            #expect(try door.spool().isEmpty)
            let large = [UInt8](repeating: 0x20, count: VerificationDesk.largestFile + (65 << 10))
            let refused = try await door.send(.init(bytes: large))
            #expect(refused.status == 413)
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `a form of another site is refused, and leaves nothing`() async throws {
        try await Door.with { door in
            let forged = try await door.send(.init(bytes: SamplePDF.bytes()), withToken: false)
            #expect(forged.status == 403)
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `who sends too many files is asked to wait`() async throws {
        try await Door.with { door in
            var statuses: [Int] = []
            for _ in 0..<21 { statuses.append(try await door.send(.init(bytes: [1])).status) }
            #expect(statuses == [Int](repeating: 200, count: 20) + [429])
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `names out of a file are text, on one line, and not endless`() async throws {
        let name = "<b>\u{202E}An</b>\n" + String(repeating: "x", count: 1000)
        let samples = try SignedSamples(holder: name)
        try await Door.with { door in
            let (_, text) = try await door.send(.init(name: "<i>.pdf", bytes: samples.signed()))
            #expect(text.contains("&lt;b&gt;An&lt;/b&gt;xxx") && !text.contains("<b>") && !text.contains("<i>"))
            #expect(!text.contains("\u{202E}") && !text.contains(String(repeating: "x", count: 500)))
        }
    }

    @Test func `a file that makes who reads it talk without end hurts nobody else`() async throws {
        let silent = BoundedProgram(path: BuiltProgram.path, seconds: 10, memory: 2 << 30, output: 10)
        try await Door.with(judge: silent) { door in
            let (status, text) = try await door.send(.init(bytes: SamplePDF.bytes()))
            #expect(status == 422 && text.contains("Không kiểm tra xong tệp trong giới hạn"))
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `an answer that nobody understands is a fault, and nothing is kept`() async throws {
        try await Door.with(judge: Certificates.judge(at: "/bin/false")) { door in
            let (status, _) = try await door.send(.init(bytes: SamplePDF.bytes()))
            #expect(status == 500)
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `only so many files wait, and the next is asked to come again`() async throws {
        try await Door.with(most: 0) { door in
            let (status, text) = try await door.send(.init(bytes: SamplePDF.bytes()))
            #expect(status == 503 && text.contains("Nhiều tệp khác đang chờ kiểm tra"))
            #expect(try door.spool().isEmpty)
        }
    }

    @Test func `a written report is read as it was written`() async throws {
        let samples = try SignedSamples()
        let report = DocumentVerifier(VerificationPolicy(anchors: [], now: SignedSamples.now))
            .report(on: try await samples.signed())
        let read = try WrittenReport(json: Array(report.json.utf8))
        #expect(read.signatures.count == 1 && read.signatures.first?.certificate?.holder == "Trần Văn An")
        #expect(read.indication == .indeterminate && read.signatures.first?.claimedAt == SignedSamples.now)
    }

    @Test func `every text of the page has its English, and no English is left over`() throws {
        let folder = try #require(Certificates.templates)
        let template = try String(
            contentsOf: folder.appendingPathComponent("VerifySignaturesPage.mustache"), encoding: .utf8)
        let texts = Set(template.matches(of: /\[\[(.*?)\]\]/).map { String($0.output.1) })
        let catalogue = try JSONDecoder().decode(
            [String: String].self, from: Data(contentsOf: folder.appendingPathComponent("en.json")))
        #expect(texts == Set(catalogue.keys) && !catalogue.values.contains(""))
    }
}
