import Essentials
import Testing

@testable import AuditExport
@testable import Journal

@Suite struct SyslogMessageTests {
    private func text(_ event: RecordedEvent, host: String = "may-1") -> String {
        String(decoding: SyslogMessage(event, host: host).bytes, as: UTF8.self)
    }

    @Test func `a message has the head of RFC 5424 and the same bytes each time`() {
        let event = Samples.event()
        #expect(
            text(event).hasPrefix("<109>1 2026-11-20T01:00:00.250000Z may-1 lienthong - document.issued - CEF:0|"))
        #expect(text(Samples.event(kind: "directory.sign-in-failed")).hasPrefix("<108>1 "))
        #expect(SyslogMessage(event, host: "may-1").bytes == SyslogMessage(event, host: "may-1").bytes)
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
        (1_782_874_799_000_001, "2026-07-01T02:59:59.000001Z"),
    ])
    func `its time is UTC to the microsecond`(_ microseconds: Int64, _ written: String) {
        #expect(SyslogMessage.timestamp(Instant(microsecondsSince1970: microseconds)) == written)
    }

    @Test(arguments: [
        ("may-1", 255, "may-1"), ("máy chủ", 255, "m_y_ch_"), ("", 255, "-"), ("a b\n<1>", 255, "a_b_<1>"),
        ("directory.substitution-requested", 32, "directory.substitution-requested"), ("abcdef", 3, "abc"),
    ])
    func `a field of the head is printable ASCII without blanks`(_ text: String, _ length: Int, _ written: String) {
        #expect(SyslogMessage.printable(text, atMost: length) == written)
    }

    @Test func `a frame says how many bytes follow`() throws {
        let message = SyslogMessage(Samples.event(payload: #"{"name":"Trần Thị Ánh"}"#), host: "may-1")
        let framed = String(decoding: message.framed, as: UTF8.self)
        #expect(framed.hasPrefix("\(message.bytes.count) <109>1 "))
        #expect(message.framed.count == message.bytes.count + "\(message.bytes.count) ".utf8.count)
    }
}

@Suite struct AuditReceiverTests {
    @Test(arguments: [
        ("tls://siem.example.vn", AuditReceiver.tls(host: "siem.example.vn", port: 6514)),
        ("tls://siem.example.vn:7000", .tls(host: "siem.example.vn", port: 7000)),
        ("tcp://10.0.0.7", .tcp(host: "10.0.0.7", port: 601)), ("udp://[::1]:514", .udp(host: "::1", port: 514)),
        ("tcp://[2001:db8::1]", .tcp(host: "2001:db8::1", port: 601)),
        ("file:/var/log/a.cef", .file(path: "/var/log/a.cef")),
    ])
    func `a receiver is read`(_ text: String, _ receiver: AuditReceiver) {
        #expect(AuditReceiver(text) == receiver)
    }

    @Test(arguments: [
        "", "siem.example.vn", "http://x", "tls://", "tls://a:0", "tls://a:65536", "tls://a:b", "tls://a/b",
        "tls://a b", "file:relative", "file:/folder/", "tcp://::1", "tcp://[::1", "udp://a:1:2",
    ])
    func `what names no receiver is none`(_ text: String) {
        #expect(AuditReceiver(text) == nil)
    }

    @Test(arguments: [
        ("tcp://10.0.0.7", true), ("udp://siem", true), ("tcp://127.0.0.1", false), ("udp://localhost", false),
        ("tls://10.0.0.7", false), ("file:/a", false),
    ])
    func `what leaves the machine without TLS is in the clear`(_ text: String, _ isInTheClear: Bool) {
        #expect(AuditReceiver(text)?.isInTheClear == isInTheClear)
    }
}
