import Essentials
import Foundation
import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

/// What independent programs say of the documents that are signed here.
@Suite(.serialized) struct PeerTests {
    private let authorities = TestAuthorities.shared

    private static let made = Task { try await documents(TestAuthorities.shared) }

    /// Both kinds of cross-references, every algorithm, one and two signers, every level.
    private static func documents(_ authorities: TestAuthorities) async throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for build in SamplePDF.Build.allCases {
            for (name, kind, usesPSS) in [
                ("p256", SoftwareKey.Kind.p256, true), ("p384", .p384, true), ("pss", .rsa3072, true),
                ("pkcs1", .rsa3072, false),
            ] {
                let identity = try TestAuthorities.identity(name, kind, authorities.root, usesPSS: usesPSS)
                files["\(build)-\(name)"] = try await authorities.signed(SamplePDF.bytes(build), as: identity)
            }
            for level in SignatureLevel.allCases {
                let first = try await authorities.signed(SamplePDF.bytes(build), level: level)
                files["\(build)-one-\(level.rawValue)"] = first
                files["\(build)-two-\(level.rawValue)"] = try await authorities.signed(
                    first, as: authorities.agency, level: level)
            }
        }
        return files
    }

    @Test func `pyHanko gives every untouched document the verdict that is given here`() async throws {
        let files = try await Self.made.value
        let lists = [try authorities.revocationList(at: TestAuthorities.notBefore)]
        let theirs = try await Peers.verdicts(on: files, root: authorities.root.certificate, lists: lists)
        for (name, bytes) in files {
            #expect(try authorities.report(on: bytes).indication == .passed, "\(name)")
            #expect(theirs[name] == "", "pyHanko: \(name)")
        }
    }

    @Test func `OpenSSL, qpdf and pdfsig accept what is signed`() async throws {
        let files = try await Self.made.value
        try await TemporaryFolder.with { folder in
            let root = folder.path(of: "root.pem")
            try Data(authorities.root.certificate.pem.utf8).write(to: URL(fileURLWithPath: root))
            let trust = folder.path(of: "nss")
            try FileManager.default.createDirectory(atPath: trust, withIntermediateDirectories: true)
            try await Peers.run("certutil", ["-N", "-d", "sql:" + trust, "--empty-password"])
            try await Peers.run(
                "certutil", ["-A", "-d", "sql:" + trust, "-n", "root", "-t", "CT,C,C", "-i", root, "-a"])
            for (name, bytes) in files {
                let path = folder.path(of: name + ".pdf")
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                try await Peers.run("qpdf", ["--check", path])
                let said = try await Peers.run("pdfsig", ["-no-ocsp", "-nssdir", "sql:" + trust, path])
                let signatures = name.contains("-two-") ? 2 : 1
                let valid = said.components(separatedBy: "Signature Validation: Signature is Valid").count - 1
                // pdfsig of Debian 12 does not know RSASSA-PSS, and cannot judge document time-stamps.
                #expect(valid == (name.hasSuffix("-pss") ? valid : signatures), "\(name): \(said)")
                try await Peers.openSSLAccepts(bytes, root: root, folder)
            }
        }
    }

    @Test func `OpenSSL accepts the time-stamps, the list and the responses of the test authority`() async throws {
        try await TemporaryFolder.with { folder in
            let token = try authorities.timestamps.token(over: Array("abc".utf8), at: TestAuthorities.now)
            let files: [(String, [UInt8])] = [
                ("abc", Array("abc".utf8)), ("token.der", token),
                ("root.pem", Array(authorities.root.certificate.pem.utf8)),
                ("leader.pem", Array(authorities.leader.certificate.pem.utf8)),
                ("list.der", try authorities.revocationList()),
            ]
            for (name, bytes) in files { try Data(bytes).write(to: folder.url.appendingPathComponent(name)) }
            try await Peers.run(
                "openssl",
                [
                    "ts", "-verify", "-data", folder.path(of: "abc"), "-token_in", "-in", folder.path(of: "token.der"),
                    "-CAfile", folder.path(of: "root.pem"),
                ])
            try await Peers.run(
                "openssl",
                [
                    "crl", "-inform", "DER", "-in", folder.path(of: "list.der"), "-noout", "-CAfile",
                    folder.path(of: "root.pem"),
                ])
            try await Peers.run(
                "openssl",
                [
                    "ocsp", "-issuer", folder.path(of: "root.pem"), "-cert", folder.path(of: "leader.pem"), "-reqout",
                    folder.path(of: "request.der"), "-no_nonce",
                ])
            let request = try Data(contentsOf: folder.url.appendingPathComponent("request.der"))
            let answer = try authorities.root.answer(
                toOCSPRequest: Array(request), revoked: [], at: .init(microsecondsSince1970: 1_700_000_000_000_000),
                nextUpdate: TestAuthorities.notAfter)
            try Data(answer).write(to: folder.url.appendingPathComponent("answer.der"))
            let said = try await Peers.run(
                "openssl",
                [
                    "ocsp", "-issuer", folder.path(of: "root.pem"), "-cert", folder.path(of: "leader.pem"), "-respin",
                    folder.path(of: "answer.der"), "-CAfile", folder.path(of: "root.pem"),
                ])
            #expect(said.contains("Response verify OK"))
            #expect(said.contains("leader.pem: good"))
        }
    }
}

/// Signatures that other programs made.
@Suite(.serialized) struct ForeignSignatureTests {
    private let authorities = TestAuthorities.shared

    /// OpenSSL writes NULL parameters, the bare `rsaEncryption`, indefinite lengths and a signing time.
    @Test(arguments: [
        (SoftwareKey.Kind.p256, [String]()), (.p384, []), (.rsa3072, []), (.rsa3072, ["-nosmimecap"]),
        (.rsa3072, ["-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"]),
        (.rsa3072, ["-keyid"]),
    ])
    func `a signature of OpenSSL is verified`(_ kind: SoftwareKey.Kind, _ options: [String]) async throws {
        let identity = try TestAuthorities.identity("OpenSSL", kind, authorities.root)
        let gap = try SignatureRevision(
            SamplePDF.bytes(), content: .signature(SignatureOptions(claimedAt: TestAuthorities.now))
        ).gap
        let signed = try await TemporaryFolder.with { folder in
            let key = try #require(identity.key as? SoftwareKey)
            try Data(key.pem.utf8).write(to: folder.url.appendingPathComponent("key.pem"))
            try Data(identity.certificate.pem.utf8).write(to: folder.url.appendingPathComponent("c.pem"))
            try Data(gap.bytes[..<gap.hole.lowerBound] + gap.bytes[gap.hole.upperBound...])
                .write(to: folder.url.appendingPathComponent("ranges.bin"))
            try await Peers.run(
                "openssl",
                [
                    "cms", "-sign", "-cades", "-binary", "-md", kind == .p384 ? "sha384" : "sha256", "-in",
                    folder.path(of: "ranges.bin"), "-signer", folder.path(of: "c.pem"), "-inkey",
                    folder.path(of: "key.pem"), "-outform", "DER", "-out", folder.path(of: "s.der"),
                ] + options)
            return try gap.filled(with: Array(try Data(contentsOf: folder.url.appendingPathComponent("s.der"))))
        }
        #expect(try authorities.report(on: signed).signatures.map(\.verdict) == [.passed])
    }

    @Test func `lengths that are left open are read as BER allows`() async throws {
        let signed = try await authorities.signed()
        let document = try PDFDocument(signed)
        let value = try SignatureValue(Attack.signedField(document), in: document)
        var info = try ASN1(value.contents.prefix(SignedData(value.contents).byteCount)).reader
        let type = try info.next()
        let inner = try ASN1(try info.next().content)
        func open(_ tag: UInt8, _ content: some Sequence<UInt8>) -> [UInt8] { [tag, 0x80] + content + [0, 0] }
        let message = open(0x30, type.encoded + open(0xA0, open(0x30, inner.content)))
        let gap = SignatureGap(bytes: signed, hole: value.firstRange.endIndex..<value.secondRange.startIndex)
        #expect(try authorities.report(on: gap.filled(with: message)).signatures.map(\.verdict) == [.passed])
    }

    @Test(arguments: [SoftwareKey.Kind.p256, .rsa3072], ["pades", "pkcs7"])
    func `a signature of pyHanko is verified`(_ kind: SoftwareKey.Kind, _ format: String) async throws {
        let identity = try TestAuthorities.identity("pyHanko", kind, authorities.root)
        let signed = try await TemporaryFolder.with { folder in
            let key = try #require(identity.key as? SoftwareKey)
            try Data(key.pem.utf8).write(to: folder.url.appendingPathComponent("key.pem"))
            try Data(identity.certificate.pem.utf8).write(to: folder.url.appendingPathComponent("c.pem"))
            try Data(SamplePDF.bytes(.packed)).write(to: folder.url.appendingPathComponent("in.pdf"))
            try await Peers.run(
                Peers.python,
                [Peers.folder.appendingPathComponent("sign.py").path]
                    + ["key.pem", "c.pem", "in.pdf", "out.pdf"].map(folder.path(of:)) + [format])
            return Array(try Data(contentsOf: folder.url.appendingPathComponent("out.pdf")))
        }
        let report = try authorities.report(on: signed)
        #expect(report.problem == nil)
        #expect(report.signatures.map(\.verdict) == [.passed])
    }
}
