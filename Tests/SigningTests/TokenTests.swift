import Essentials
import Foundation
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

/// Keys that never leave a token. SoftHSM is one without hardware, behind the same interface.
@Suite struct TokenTests {
    private let authorities = TestAuthorities.shared

    @Test(arguments: [
        (SoftwareKey.Kind.p256, [String]()), (.p384, []), (.rsa3072, []), (.rsa3072, ["--pkcs1"]),
    ])
    func `a key in a token signs, and others accept the signature`(
        _ kind: SoftwareKey.Kind, _ options: [String]
    ) async throws {
        try await SoftToken.with { token in
            let identity = try TestAuthorities.identity("Văn thư", kind, authorities.root)
            try await token.put(identity, labelled: "Khoá ký", identifier: "A1")
            try await token.sign(options)
            let signed = try token.signed()
            let report = try authorities.report(on: signed)
            #expect(report.signatures.map(\.verdict) == [.passed])
            #expect(report.signatures.first?.signer == identity.certificate)
            #expect(
                report.signatures.first?.algorithm
                    == (options.isEmpty ? identity.key.algorithm : SignatureAlgorithm(.rsaPKCS1, .sha256)))
            try await Peers.openSSLAccepts(signed, root: token.folder.path(of: "root.pem"), token.folder)
            let theirs = try await Peers.verdicts(
                on: ["token": signed], root: authorities.root.certificate,
                lists: [try authorities.revocationList(at: TestAuthorities.notBefore)])
            #expect(theirs == ["token": ""])
        }
    }

    @Test func `a key that asks for the PIN before each use is given it`() async throws {
        try await SoftToken.with { token in
            let identity = try TestAuthorities.identity("Hỏi mỗi lần", .p256, authorities.root)
            try await token.put(identity, labelled: "Khoá ký", identifier: "A2", asksEachTime: true)
            try await token.sign([])
            #expect(try authorities.report(on: token.signed()).signatures.map(\.verdict) == [.passed])
        }
    }

    @Test func `the certificate may come from a file, and the PIN too`() async throws {
        try await SoftToken.with { token in
            let identity = try TestAuthorities.identity("Chứng thư rời", .p256, authorities.root)
            try await token.put(identity, labelled: "Khoá ký", identifier: "A1", withCertificate: false)
            #expect(try await token.refusal([]).contains("--certificate"))
            try Data((SoftToken.pin + "\n").utf8).write(to: token.folder.url.appendingPathComponent("pin"))
            try await token.sign(
                ["--certificate", token.folder.path(of: "own.pem"), "--pin-file", token.folder.path(of: "pin")],
                pin: nil)
            #expect(try authorities.report(on: token.signed()).signatures.map(\.verdict) == [.passed])
        }
    }

    @Test func `what stands in the way is said in Vietnamese, and nothing is written`() async throws {
        try await SoftToken.with { token in
            let identity = try TestAuthorities.identity("Văn thư", .p256, authorities.root)
            try await token.put(identity, labelled: "Khoá ký", identifier: "A1")
            #expect(try await token.refusal([], pin: "000000").contains("Mã PIN không đúng"))
            for none in [nil, ""] {
                #expect(try await token.refusal([], pin: none).contains("LIENTHONG_TOKEN_PIN"))
            }
            #expect(
                try await token.refusal(key: "Không có").contains("không có khoá bí mật mang nhãn “Không có”"))
            #expect(try await token.refusal(token: "Lạ").contains("Không tìm thấy thiết bị ký mang nhãn “Lạ”"))
            #expect(
                try await token.refusal(module: "/khong/co.so").contains(
                    "Không nạp được thư viện PKCS#11 “/khong/co.so”"))
            #expect(try await token.refusal(module: "libz.so.1").contains("“libz.so.1” không phải là thư viện PKCS#11"))
            #expect(try await token.refusal(configuration: "/khong/co.conf").contains("mã lỗi PKCS#11 0x5"))
            let stranger = try TestAuthorities.identity("Người khác", .p256, authorities.root)
            try Data(stranger.certificate.pem.utf8).write(to: token.folder.url.appendingPathComponent("own.pem"))
            #expect(
                try await token.refusal(["--certificate", token.folder.path(of: "own.pem")]).contains(
                    "không khớp với chứng thư số"))
            try await token.put(stranger, labelled: "Khoá ký", identifier: "B2")
            #expect(try await token.refusal([]).contains("nhiều khoá bí mật mang nhãn “Khoá ký”"))
            #expect(!FileManager.default.fileExists(atPath: token.folder.path(of: "out.pdf")))
        }
    }

    @Test func `a short RSA key in a token does not sign`() async throws {
        try await SoftToken.with { token in
            let pem = try await Peers.run(
                "openssl", ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"])
            let start = try #require(pem.range(of: "-----BEGIN"))
            try await token.put(key: String(pem[start.lowerBound...]), labelled: "Khoá ký", identifier: "A1")
            #expect(try await token.refusal([]).contains("Khoá RSA 2048 bit không đủ mạnh"))
        }
    }

    @Test(arguments: [
        (0xA0 as UInt, TokenProblem.wrongPIN(isLastTry: false), "Mã PIN không đúng"),
        (0xA4, .pinLocked, "đã bị khoá"), (0x102, .pinNotReady, "chưa được đặt"), (0x32, .removed, "rút ra"),
        (0xE0, .removed, "rút ra"), (0x68, .keyMayNotSign, "không được phép"), (0x30, .refused(0x30), "0x30"),
        (0x70, .unsupportedWay, "không hỗ trợ kiểu ký này"),
    ])
    func `an answer of the token has a sentence`(_ code: UInt, _ problem: TokenProblem, _ words: String) {
        #expect(TokenProblem(code: code) == problem)
        #expect(problem.wording.vietnamese.contains(words))
        #expect(!problem.wording.english.isEmpty)
    }

    @Test func `a PIN is not seen in what is printed`() {
        struct Holder { let pin = TokenPIN("654321") }
        var dumped = ""
        dump(Holder(), to: &dumped)
        for text in ["\(Holder())", String(reflecting: Holder()), "\(TokenPIN("654321"))", dumped] {
            #expect(!text.contains("654321") && !text.contains("54, 53"), "\(text)")
        }
    }

    @Test func `the last try is said before it is used up`() {
        #expect(TokenProblem.wrongPIN(isLastTry: true).wording.vietnamese.contains("Chỉ còn một lần thử"))
    }
}

/// A token of SoftHSM with a folder of its own, spoken to by the built program in a process of its own: the library
/// reads where its tokens are from the environment of its process.
private struct SoftToken {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    static let label = "Văn thư"
    static let pin = "654321"

    let folder: TemporaryFolder

    private var environment: [String: String] { ["SOFTHSM2_CONF": folder.path(of: "softhsm2.conf")] }

    static func with(_ body: (SoftToken) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            let tokens = folder.path(of: "tokens")
            try FileManager.default.createDirectory(atPath: tokens, withIntermediateDirectories: true)
            try Data("directories.tokendir = \(tokens)\nobjectstore.backend = file\nlog.level = ERROR\n".utf8)
                .write(to: folder.url.appendingPathComponent("softhsm2.conf"))
            try Data(SamplePDF.bytes()).write(to: folder.url.appendingPathComponent("in.pdf"))
            try Data(TestAuthorities.shared.root.certificate.pem.utf8)
                .write(to: folder.url.appendingPathComponent("root.pem"))
            let token = SoftToken(folder: folder)
            try await Peers.run(
                "softhsm2-util",
                ["--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", pin],
                environment: token.environment)
            try await body(token)
        }
    }

    func put(
        _ identity: SigningIdentity, labelled name: String, identifier: String, asksEachTime: Bool = false,
        withCertificate: Bool = true
    ) async throws {
        let key = try #require(identity.key as? SoftwareKey)
        try await put(key: key.pem, labelled: name, identifier: identifier, asksEachTime: asksEachTime)
        try Data(identity.certificate.pem.utf8).write(to: folder.url.appendingPathComponent("own.pem"))
        guard withCertificate else { return }
        try Data(identity.certificate.der).write(to: folder.url.appendingPathComponent("own.der"))
        try await tool(["--write-object", folder.path(of: "own.der"), "--type", "cert", "--id", identifier])
    }

    func put(key pem: String, labelled name: String, identifier: String, asksEachTime: Bool = false) async throws {
        let file = folder.path(of: "key.pem")
        try Data(pem.utf8).write(to: URL(fileURLWithPath: file))
        guard asksEachTime else {
            try await Peers.run(
                "softhsm2-util",
                ["--import", file, "--token", Self.label, "--label", name, "--id", identifier, "--pin", Self.pin],
                environment: environment)
            return
        }
        try await Peers.run("openssl", ["pkey", "-in", file, "-outform", "DER", "-out", folder.path(of: "key.der")])
        try await tool([
            "--write-object", folder.path(of: "key.der"), "--type", "privkey", "--id", identifier, "--label", name,
            "--usage-sign", "--always-auth",
        ])
    }

    private func tool(_ arguments: [String]) async throws {
        let login = ["--module", Self.module, "--token-label", Self.label, "--login", "--pin", Self.pin]
        try await Peers.run("pkcs11-tool", login + arguments, environment: environment)
    }

    func sign(
        _ options: [String], module: String = Self.module, token: String = Self.label, key: String = "Khoá ký",
        pin: String? = Self.pin, configuration: String? = nil
    ) async throws {
        var environment = environment
        if let configuration { environment["SOFTHSM2_CONF"] = configuration }
        if let pin { environment["LIENTHONG_TOKEN_PIN"] = pin }
        try await Peers.run(
            BuiltProgram.path,
            [
                "sign", folder.path(of: "in.pdf"), folder.path(of: "out.pdf"), "--chain", folder.path(of: "root.pem"),
                "--pkcs11", module, "--token", token, "--key-label", key,
            ] + options, environment: environment)
    }

    func signed() throws -> [UInt8] {
        Array(try Data(contentsOf: folder.url.appendingPathComponent("out.pdf")))
    }

    /// What the program says when it does not sign.
    func refusal(
        _ options: [String] = [], module: String = Self.module, token: String = Self.label, key: String = "Khoá ký",
        pin: String? = Self.pin, configuration: String? = nil
    ) async throws -> String {
        do {
            try await sign(
                options, module: module, token: token, key: key, pin: pin, configuration: configuration)
        } catch let failure as Peers.Failure {
            return failure.output
        }
        Issue.record("the program signed")
        return ""
    }
}
