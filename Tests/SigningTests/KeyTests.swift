import Foundation
import TestSupport
import Testing

@testable import Signing

@Suite struct KeyTests {
    @Test(arguments: SoftwareKey.Kind.allCases)
    func `a key comes back from its PEM`(_ kind: SoftwareKey.Kind) throws {
        let key = try SoftwareKey(generating: kind)
        #expect(try SoftwareKey(pem: key.pem).publicKeyInfo == key.publicKeyInfo)
    }

    @Test func `a key at rest opens with its password only, here and in OpenSSL`() async throws {
        let key = try SoftwareKey(generating: .p256)
        let sealed = try EncryptedKey.seal(key, password: "mật khẩu")
        #expect(try SoftwareKey(pem: sealed, password: "mật khẩu").publicKeyInfo == key.publicKeyInfo)
        #expect(throws: KeyProblem.wrongPassword) { try SoftwareKey(pem: sealed, password: "sai") }
        #expect(throws: KeyProblem.wrongPassword) { try SoftwareKey(pem: sealed) }
        try await TemporaryFolder.with { folder in
            try Data(sealed.utf8).write(to: folder.url.appendingPathComponent("key.pem"))
            let plain = try await Peers.run(
                "openssl", ["pkey", "-in", folder.path(of: "key.pem"), "-passin", "pass:mật khẩu"])
            #expect(try SoftwareKey(pem: plain).publicKeyInfo == key.publicKeyInfo)
        }
    }

    @Test func `a short RSA key does not sign`() async throws {
        let pem = try await Peers.run("openssl", ["genrsa", "2048"])
        #expect(throws: KeyProblem.tooWeak(bits: 2048)) { try SoftwareKey(pem: pem) }
    }

    @Test(arguments: [SoftwareKey.Kind.p256, .rsa3072])
    func `a PKCS#12 file of OpenSSL gives the key and its certificates`(_ kind: SoftwareKey.Kind) async throws {
        let authorities = TestAuthorities.shared
        let key = try SoftwareKey(generating: kind)
        let certificate = try authorities.root.issue(
            to: "Chủ thể", key: key, from: TestAuthorities.notBefore, until: TestAuthorities.notAfter)
        let bytes = try await TemporaryFolder.with { folder in
            try Data(key.pem.utf8).write(to: folder.url.appendingPathComponent("key.pem"))
            try Data(certificate.pem.utf8).write(to: folder.url.appendingPathComponent("c.pem"))
            try Data(authorities.root.certificate.pem.utf8).write(to: folder.url.appendingPathComponent("root.pem"))
            try await Peers.run(
                "openssl",
                [
                    "pkcs12", "-export", "-in", folder.path(of: "c.pem"), "-inkey", folder.path(of: "key.pem"),
                    "-certfile", folder.path(of: "root.pem"), "-passout", "pass:bí mật", "-out",
                    folder.path(of: "a.p12"),
                ])
            return Array(try Data(contentsOf: folder.url.appendingPathComponent("a.p12")))
        }
        let opened = try PKCS12(bytes, password: "bí mật")
        #expect(opened.key.publicKeyInfo == key.publicKeyInfo)
        #expect(opened.certificates == [certificate, authorities.root.certificate])
        #expect(throws: KeyProblem.wrongPassword) { try PKCS12(bytes, password: "sai") }
    }
}
