import Foundation
import HTTPTypes
import Hummingbird
import TestSupport
import Testing
import Web

/// What nobody of good will sends, in every place of every route that takes something (ASVS V1.2, V1.3, V2.2, V5.3.2).
struct HostileInputTests {
    private static let hostile = [
        "' OR '1'='1", "\"; DROP TABLE person; --", "<script>alert(1)</script>", "{{#page}}{{/page}}",
        "../../etc/passwd",
        "%00", "$(id)", "\u{202E}gpj.exe", "a\r\nSet-Cookie: x=y", "-1", "99999999999999999999999", "NaN", "null", "[]",
        String(repeating: "é̂", count: 2100), "\u{FFFF}",
    ]

    @Test func `a record's place in an address takes nothing but a record`() async throws {
        try await TemporaryFolder.with { folder in
            let house = try await MatrixHouse.make(in: folder.path)
            for line in try PermissionLine.all() where line.skeleton.contains("{}") {
                let before = try house.stored()
                let asker = line.asker(of: house)
                for value in Self.hostile {
                    let typed = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "x"
                    let answer = await house.answer(line, as: asker) { asking in
                        asking.path = line.path.replacing(/\{[^}]*\}/, with: typed)
                    }
                    #expect([400, 404].contains(answer.status.code), "\(line.path) \(value): \(answer.status.code)")
                }
                #expect(try house.stored() == before, "\(line.testDescription) changed something")
            }
        }
    }

    @Test func `no field of any form breaks the server, also when it is sent twice`() async throws {
        try await TemporaryFolder.with { folder in
            let house = try await MatrixHouse.make(in: folder.path)
            let forms = try PermissionLine.all().filter { $0.method != .get && !$0.isAPI && $0.form?.isEmpty == false }
            for line in forms {
                try await house.copied { house in
                    let asker = line.asker(of: house)
                    for value in Self.hostile { await sendHostile(value, line, as: asker, to: house) }
                }
            }
        }
    }

    /// Every field in turn has the value, then has it beside its own.
    private func sendHostile(
        _ value: String, _ line: PermissionLine, as asker: MatrixPeople.Asker?, to house: MatrixHouse
    ) async {
        let fields = (line.form ?? "").split(separator: "&").compactMap { $0.split(separator: "=").first }
        for field in fields {
            // What separates fields cannot be typed by a test that writes them between separators.
            let typed = value.filter { $0 != "&" && $0 != "=" }
            for isTwice in value == Self.hostile[0] ? [false, true] : [false] {
                let answer = await house.answer(line, as: asker) { asking in
                    var pairs = asking.body.split(separator: "&").map(String.init)
                    if !isTwice { pairs.removeAll { $0.hasPrefix("\(field)=") } }
                    asking.body = (pairs + ["\(field)=\(typed)"]).joined(separator: "&")
                }
                #expect(answer.status.code < 500, "\(line.testDescription), \(field)=\(value): \(answer.status.code)")
            }
        }
    }

    @Test func `no parameter of a list or a search breaks the server`() async throws {
        try await TemporaryFolder.with { folder in
            let house = try await MatrixHouse.make(in: folder.path)
            let names = ["q", "state", "older", "newer", "sort", "page", "back", "token", "agency", "from", "to", "v"]
            for line in try PermissionLine.all() where line.method == .get {
                let asker = line.asker(of: house)
                for value in Self.hostile {
                    let typed = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "x"
                    let query = names.map { "\($0)=\(typed)" }.joined(separator: "&")
                    let answer = await house.answer(line, as: asker) { asking in
                        asking.path = "\(asking.path.prefix { $0 != "?" })?\(query)"
                    }
                    #expect(answer.status.code < 500, "\(line.testDescription), \(value): \(answer.status.code)")
                    if let location = answer.headers[.location] {
                        let isHere = location.hasPrefix("/") && !location.hasPrefix("//")
                        #expect(isHere, "\(line.path) leads to \(location)")
                    }
                }
            }
        }
    }
}
