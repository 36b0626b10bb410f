import Essentials
import Foundation
import Testing

@testable import AuditExport
@testable import Journal

@Suite struct CEFRecordTests {
    @Test func `an event says who, from where, in which post, what, about what, and where it stands`() {
        let text = CEFRecord(Samples.event()).text
        #expect(
            text.hasPrefix(
                "CEF:0|Liên Thông|lienthong|1|document.issued|document.issued|3|rt=1795136400250 externalId="))
        let id = { (number: Int64) in ID<RecordedEvent>(rawValue: number).description }
        for field in [
            "externalId=\(id(1007)) ", "cn1Label=position cn1=7 ", "suid=\(id(11)) ", "src=10.0.0.7 ",
            "cs1Label=post cs1=\(id(12)) ", "cs2Label=unit cs2=\(id(13)) ",
            "cs3Label=subject cs3=outgoing-document \(id(42)) ",
        ] {
            #expect(text.contains(field), "\(field) in \(text)")
        }
        #expect(text.hasSuffix(#"msg={"number":15}"#))
        #expect(text.firstMatch(of: #/cs4Label=payloadSha256 cs4=[0-9a-f]{64} /#) != nil)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a=b", #"a\=b"#), (#"a\b"#, #"a\\b"#), (#"a\=b"#, #"a\\\=b"#),
        ("a\nsuid=1", #"a\nsuid\=1"#), ("a\r\nCEF:0|x", #"a\r\nCEF:0|x"#), ("a|b", "a|b"),
        ("a\u{0}b\u{1b}[2J", #"a\\u{0}b\\u{1b}[2J"#), ("a\u{202e}b", #"a\\u{202e}b"#),
        ("a\u{2028}b\u{85}c", #"a\\u{2028}b\\u{85}c"#), ("Nguyễn Văn Ánh", "Nguyễn Văn Ánh"),
    ])
    func `in a value nothing ends it, begins another, or turns what is read`(_ text: String, _ written: String) {
        #expect(CEFRecord.escapedValue(text) == written)
    }

    @Test(arguments: [
        ("a|b", #"a\|b"#), (#"a\|b"#, #"a\\\|b"#), ("a=b", "a=b"), ("a\nb", #"a\\u{a}b"#),
    ])
    func `in the header nothing ends a field`(_ text: String, _ written: String) {
        #expect(CEFRecord.escapedHeader(text) == written)
    }

    @Test func `whoever writes a record of their own into a name gets none`() {
        let payload = "x msg=forged\n<13>1 - - - - - - CEF:0|a|b|c|d|e|10|suid=1"
        let text = CEFRecord(Samples.event(address: "10.0.0.7 suid=1\nCEF:0", payload: payload)).text
        #expect(!text.contains("\n") && !text.contains(" suid=1"))
        #expect(text.components(separatedBy: " msg=").count == 2)
        #expect(text.components(separatedBy: " suid=").count == 2)
    }

    @Test func `an address of IPv6 has the field that is for it`() {
        let text = CEFRecord(Samples.event(address: "2001:db8::7")).text
        #expect(text.contains("c6a2Label=sourceAddress c6a2=2001:db8::7 ") && !text.contains("src="))
    }

    @Test func `what the platform did itself has no person and no address`() {
        let event = RecordedEvent(
            id: ID(rawValue: 1), position: 0, at: Samples.now, actor: .platform, kind: "access.logged",
            subject: Subject(kind: "access-entry", id: 5), payload: Array(#"{"digest":"ab12"}"#.utf8), salt: [])
        let text = CEFRecord(event).text
        #expect(!["suid=", "src=", "cs1", "cs2"].contains { text.contains($0) })
        #expect(text.hasSuffix(#"msg={"digest":"ab12"}"#))
    }

    @Test func `a long payload is cut between two letters, says so, and keeps the hash of the whole`() throws {
        let payload = String(repeating: "ệ", count: 2000)
        let text = CEFRecord(Samples.event(payload: payload)).text
        #expect(text.contains(" reason=payload cut msg="))
        let message = try #require(text.components(separatedBy: " msg=").last)
        #expect(message == String(repeating: "ệ", count: 1333))
        let whole = try #require(text.firstMatch(of: /cs4=([0-9a-f]{64})/)).1
        #expect(CEFRecord(Samples.event(payload: payload + "x")).text.contains(whole) == false)
        #expect(!CEFRecord(Samples.event(payload: String(repeating: "a", count: 4000))).text.contains("payload cut"))
    }

    @Test(arguments: [
        ("document.issued", 3), ("access.logged", 3), ("backup.taken", 3), ("directory.sign-in-failed", 5),
        ("directory.passkey-refused", 5), ("file.refused", 5), ("directory.grant-given", 6),
        ("directory.role-defined", 6), ("directory.person-disabled", 6), ("installation.restored", 6),
        ("directory.break-glass-sealed", 6), ("directory.openid-linked", 6), ("directory.openid-refused", 5),
        ("file.malware-refused", 8), ("directory.break-glass-opened", 8),
    ])
    func `what matters more to security has a higher severity`(_ kind: String, _ severity: Int) {
        #expect(CEFRecord(Samples.event(kind: kind)).text.contains("|\(kind)|\(severity)|"))
    }
}
