import Certificates
import Essentials
import Foundation
import Signing
import Testing

@testable import Settings

@Suite struct SettingsTests {
    private func settings(
        flags: [Setting: [String]] = [:], environment: [String: String] = [:], file: String? = nil
    ) -> Settings {
        Settings(
            flags: flags, environment: environment, file: file.map { SettingsFile(path: "lt.conf", text: $0) })
    }

    private func wrong(_ settings: Settings) -> [String] {
        settings.problems.filter { !$0.isRemark }.map(\.description)
    }

    private func remarks(_ settings: Settings) -> [String] {
        settings.problems.filter(\.isRemark).map(\.description).filter { remark in
            !["browser libraries", "common passwords"].contains { remark.contains($0) }
        }
    }

    @Test func `a flag beats the environment, that beats the file, that beats the default`() {
        let file = "port = 1"
        let environment = ["LIENTHONG_PORT": "2"]
        let answers = [
            settings(), settings(file: file), settings(environment: environment, file: file),
            settings(flags: [.port: ["3"]], environment: environment, file: file),
        ]
        #expect(answers.map { $0[.port] } == ["8080", "1", "2", "3"])
        #expect(answers.map { $0.place(.port) } == ["default", "lt.conf:1", "LIENTHONG_PORT", "--port"])
    }

    @Test func `a variable without a value, and those of others, count as not set`() {
        let answer = settings(environment: ["LIENTHONG_PORT": "", "PORT": "9", "LIENTHONG_CONFIG": "x"])
        #expect(answer[.port] == "8080")
        #expect(wrong(answer).isEmpty && remarks(answer).isEmpty)
    }

    @Test func `a journal that would travel in the clear is remarked, one that is sealed or stays here is not`() {
        for receiver in ["tcp://10.0.0.7:601", "udp://siem.example.vn"] {
            #expect(
                remarks(settings(file: "audit-export = \(receiver)"))
                    == [
                        "lt.conf:1: the journal would travel in the clear. Let the receiver speak TLS and write "
                            + "tls://HOST:6514."
                    ])
        }
        for receiver in ["tls://10.0.0.7", "tcp://127.0.0.1:601", "file:/var/log/lienthong.cef"] {
            let answer = settings(file: "audit-export = \(receiver)")
            #expect(wrong(answer).isEmpty && remarks(answer).isEmpty)
        }
    }

    @Test func `a list is collected from lines and commas, and a stronger source replaces it whole`() {
        let file = "behind-proxy = 10.0.0.1, 10.0.0.2\nbehind-proxy = 10.1.0.0/16"
        #expect(settings(file: file).list(.behindProxy) == ["10.0.0.1", "10.0.0.2", "10.1.0.0/16"])
        #expect(settings(flags: [.behindProxy: ["::1"]], file: file).list(.behindProxy) == ["::1"])
        #expect(settings(flags: [.behindProxy: []], file: file).list(.behindProxy).count == 3)
    }

    @Test(arguments: [
        ("prot = 8080", "lt.conf:1: 'prot' is no setting. Known are: data, database,"),
        ("# remark\n\nport 8080", "lt.conf:3: this is no setting. Write 'name = value'"),
        ("= 8080", "lt.conf:1: this is no setting."),
        ("port = 1\nport = 2", "lt.conf:2: port stands in line 1 already."),
        ("port =", "lt.conf:1: port: it has no value."),
        ("port = 8o8o", "lt.conf:1: port: '8o8o' is no port. Write a number from 0 to 65535."),
        ("admin-port = 65536", "lt.conf:1: admin-port: '65536' is no port."),
        ("host = http://x", "lt.conf:1: host: 'http://x' is no address."),
        ("database = mysql://lt:geheim@db/x", "lt.conf:1: database: this is no URL of PostgreSQL."),
        ("behind-proxy = nginx", "lt.conf:1: behind-proxy: 'nginx' is no address and no network."),
        ("virus-scanner = clamd", "lt.conf:1: virus-scanner: 'clamd' says nothing of a scanner."),
        ("security-contact = an@x.example", "lt.conf:1: security-contact: 'an@x.example' is no address"),
        ("tls-certificate = /no/c.pem\ntls-key = /no/k.pem", "lt.conf:1: tls-certificate: '/no/c.pem' cannot"),
        ("origin = lienthong.example.vn", "lt.conf:1: origin: 'lienthong.example.vn' is no address of a site."),
        ("password-profile = NIST", "lt.conf:1: password-profile: 'NIST' is no profile. Write VN-3 or ASVS."),
        ("slow-statements = soon", "lt.conf:1: slow-statements: 'soon' is no number of milliseconds."),
        ("audit-export = siem", "lt.conf:1: audit-export: 'siem' says nothing of a receiver. Write tls://HOST:6514,"),
        ("audit-export-authority = /no.pem", "lt.conf:1: audit-export-authority: '/no.pem' cannot be read."),
        ("password-list = /etc", "lt.conf:1: password-list: '/etc' is a folder. Name a file."),
        ("data = /etc/passwd", "lt.conf:1: data: '/etc/passwd' is a file. Name a folder."),
    ])
    func `what is wrong is named with its line and what to do`(_ text: String, _ expected: String) {
        let said = wrong(settings(file: text))
        #expect(said.contains { $0.hasPrefix(expected) }, "\(said)")
        #expect(!said.joined().contains("geheim"))
    }

    @Test(arguments: [
        ("tls-key = /etc/passwd", "tls-certificate and tls-key belong together"),
        ("host = 0.0.0.0", "0.0.0.0 can be reached from other machines"),
        ("host = ::", ":: can be reached from other machines"),
        ("port = 9000\nadmin-port = 9000", "port and admin-port are both 9000"),
    ])
    func `settings that contradict each other are refused`(_ text: String, _ expected: String) {
        let said = wrong(settings(file: text))
        #expect(said.count == 1 && said[0].contains(expected), "\(said)")
    }

    @Test(arguments: [
        "host = 127.0.0.7", "host = localhost", "host = 0.0.0.0\nbehind-proxy = 10.0.0.1",
        "port = 0\nadmin-port = 0", "port = 9000\nadmin-port = 9000\nadmin-host = 127.0.0.2",
        "database = postgres:///lienthong", "virus-scanner = tcp:127.0.0.1:3310",
    ])
    func `settings that go together are not`(_ text: String) {
        let said = wrong(settings(file: text))
        #expect(said.isEmpty, "\(said)")
    }

    @Test func `a file of identity providers keeps its secrets, and people are sent back somewhere`() throws {
        let path = NSTemporaryDirectory() + "providers-\(UUID()).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        func wrongWith(_ content: String, mode: Int, _ more: String = "") throws -> [String] {
            try Data(content.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            return wrong(settings(file: "identity-providers = \(path)\n\(more)"))
        }
        let file = """
            {"providers": [{"code": "tinh", "name": "Tỉnh", "issuer": "https://sso.example", "clientID": "lt",
                "clientSecret": "geheim"}]}
            """
        #expect(try wrongWith(file, mode: 0o640).isEmpty)
        #expect(try wrongWith(file, mode: 0o644)[0].contains("everybody on this machine may read"))
        #expect(try wrongWith(file, mode: 0o600, "port = 0")[0].contains("where to send people back to"))
        let broken = try wrongWith(file.replacing("https", with: "http"), mode: 0o600)
        #expect(broken.count == 1 && broken[0].contains("'tinh'") && !broken[0].contains("geheim"))
    }

    @Test func `roots of signatures are certificates, and a list that is not there yet keeps nobody from serving`()
        throws
    {
        let path = NSTemporaryDirectory() + "roots-\(UUID()).pem"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = "signature-root = \(path)\nsignature-list = /nowhere/a.crl, /nowhere/b.crl"
        for content in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            try Data(content.utf8).write(to: URL(fileURLWithPath: path))
            #expect(wrong(settings(file: text)).count == 1, "\(content)")
        }
        #expect(wrong(settings(file: "signature-list = /tmp")).count == 1)
        let start = try #require(Instant("2026-01-01T00:00"))
        let root = try CertificateIssuer(
            rootNamed: "Gốc", key: SoftwareKey(generating: .p256), from: start, until: start.adding(seconds: 86_400))
        try Data(root.certificate.pem.utf8).write(to: URL(fileURLWithPath: path))
        let right = settings(file: text)
        #expect(wrong(right).isEmpty)
        let trust = right.signatureTrust
        #expect(trust.rootFiles == [path] && trust.listFiles == ["/nowhere/a.crl", "/nowhere/b.crl"])
    }

    @Test func `an unknown variable is only remarked, for it may be another program's`() {
        let answer = settings(environment: ["LIENTHONG_PROT": "1"])
        #expect(wrong(answer).isEmpty)
        #expect(remarks(answer).count == 1 && remarks(answer)[0].contains("'LIENTHONG_PROT' is no setting"))
    }

    @Test func `a machine without a list of common passwords is told so, and serves`() {
        let answer = settings(file: "password-list = /nowhere/list")
        #expect(wrong(answer).isEmpty && answer.commonPasswords() == nil)
        #expect(
            answer.problems.contains { $0.isRemark && $0.description.contains("no list of common passwords") })
    }

    @Test(arguments: [
        ("port = 1", true), ("host = localhost", true), ("origin = https://lt.example", false),
        ("behind-proxy = 127.0.0.1", false), ("host = 0.0.0.0\nbehind-proxy = 10.0.0.1", false),
    ])
    func `an installation is local while it has no address, no proxy and no name for others`(
        _ text: String, _ isLocal: Bool
    ) {
        #expect(settings(file: text).isLocal == isLocal)
    }

    @Test func `operations that others can reach are remarked`() {
        let answer = settings(file: "admin-port = 1\nadmin-host = 10.0.0.1")
        #expect(wrong(answer).isEmpty)
        #expect(remarks(answer).contains { $0.contains("asks nobody who they are") })
    }

    @Test func `a command is stopped only by settings that it goes by, and by a broken file`() {
        let answer = settings(file: "port = x\nnonsense = 1")
        #expect(answer.faults(of: [.data, .database]).map(\.message) == ["'nonsense' is no setting"])
        #expect(answer.faults(of: [.port]).count == 2)
    }
}
