import Foundation
import HTTPTypes
import Hummingbird
import TestSupport
import Testing
import Web

/// Walks over every route of the house: what must hold of each, whatever it is for. The list of routes is that of the
/// permission matrix, which fails when a route is missing in it.
struct EveryRouteTests {
    /// Gives the house and, for each line, who asks.
    private func walk(
        where isMeant: (PermissionLine) -> Bool = { _ in true },
        _ body: (MatrixHouse, PermissionLine, MatrixPeople.Asker?) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let house = try await MatrixHouse.make(in: folder.path)
            for line in try PermissionLine.all().filter(isMeant) {
                try await body(house, line, line.asker(of: house))
            }
        }
    }

    private static func isForm(_ line: PermissionLine) -> Bool { line.method != .get && !line.isAPI }

    // MARK: - Headers

    @Test func `every answer of every route carries what browsers are to keep to`() async throws {
        try await walk { house, line, asker in
            try await house.copied { house in
                for (who, asker) in [("admitted", asker), ("nobody", nil)] {
                    let answer = await house.answer(line, as: asker)
                    let found = AnswerRules.violations(answer, isAsset: line.path.hasPrefix("/assets/"))
                    #expect(found == [], "\(line.testDescription) as \(who): \(answer.status.code)")
                }
            }
        }
    }

    @Test(arguments: ["PUT", "TRACE", "PROPFIND", "HEAD", "OPTIONS"])
    func `a method that a route does not have gets the headers too, and never the page`(method: String) async throws {
        let method = try #require(HTTPRequest.Method(rawValue: method))
        try await walk { house, line, asker in
            let answer = await house.answer(line, as: asker) { $0.method = method }
            #expect(AnswerRules.violations(answer, isAsset: line.path.hasPrefix("/assets/")) == [])
            let text = try await MatrixHouse.text(of: answer)
            if ["PUT", "TRACE", "PROPFIND"].contains(method.rawValue) {
                #expect([404, 405].contains(answer.status.code), "\(method) \(line.path): \(answer.status.code)")
            } else {
                #expect(text.isEmpty, "\(method) \(line.path) has a body")
            }
        }
    }

    @Test func `a body beyond the limit is refused with the headers, on every form`() async throws {
        let large = String(repeating: "x", count: 3 << 20)
        try await walk(where: { $0.method != .get && $0.form != "bytes" }) { house, line, asker in
            let answer = await house.answer(line, as: asker) { asking in
                asking.body = asking.isForm ? "a=\(large)" : "{\"a\":\"\(large)\"}"
            }
            #expect(answer.status.code == 413, "\(line.testDescription): \(answer.status.code)")
            #expect(AnswerRules.violations(answer) == [])
        }
    }

    // MARK: - Forgery (ASVS V3.5.1 to V3.5.3)

    /// What somebody who was led to another site's page would send with the own cookies.
    private static let forgeries: [(String, @Sendable (inout MatrixHouse.Asking) -> Void)] = [
        ("no token", { $0.formToken = "" }),
        ("another's token", { $0.formToken = String($0.formToken.reversed()) }),
        ("a foreign origin", { $0.headers[.origin] = "https://evil.example" }),
        ("a cross-site request", { $0.headers[.init("Sec-Fetch-Site")!] = "cross-site" }),
        ("another host of the same site", { $0.headers[.init("Sec-Fetch-Site")!] = "same-site" }),
        ("text/plain", { $0.headers[.contentType] = "text/plain" }),
        ("no type", { $0.headers[.contentType] = nil }),
    ]

    @Test func `no form of another site is taken by any route, and nothing changes`() async throws {
        try await walk(where: Self.isForm) { house, line, asker in
            let before = try house.stored()
            for (name, change) in Self.forgeries where name != "no type" || line.form != "" {
                let answer = await house.answer(line, as: asker, change)
                let isRefused = [403, 415].contains(answer.status.code) || line.isUnknown && answer.status.code == 404
                #expect(isRefused, "\(line.testDescription), \(name): \(answer.status.code)")
            }
            #expect(try house.stored() == before, "\(line.testDescription) changed something")
        }
    }

    @Test func `no operation of the API is opened by a browser's cookie or takes a browser's form`() async throws {
        try await walk(where: { $0.isAPI && $0.access != "public" }) { house, line, asker in
            let before = try house.stored()
            let byCookie = await house.answer(line, as: asker) { $0.headers[.authorization] = nil }
            #expect(byCookie.status.code == 401, "\(line.testDescription): \(byCookie.status.code)")
            if line.method != .get {
                for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
                    let answer = await house.answer(line, as: asker) { $0.headers[.contentType] = type }
                    #expect(answer.status.code == 415, "\(line.testDescription), \(type): \(answer.status.code)")
                }
            }
            #expect(try house.stored() == before, "\(line.testDescription) changed something")
        }
    }

    /// Opening a notification marks the own one as read: it is the only thing that looking does.
    private static let looksThatAreNoted: Set<String> = ["/notifications/{notification}"]

    @Test func `asking never changes anything, also for what a form does`() async throws {
        try await walk(where: { !Self.looksThatAreNoted.contains($0.path) }) { house, line, asker in
            let before = try house.stored()
            for method in [HTTPRequest.Method.get, .head] {
                _ = await house.answer(line, as: asker) { asking in
                    if asking.isForm {
                        asking.path += "?\(asking.body)&csrfToken=\(asking.formToken)"
                            .addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed)!
                    }
                    (asking.method, asking.isForm, asking.body) = (method, false, "")
                }
            }
            #expect(try house.stored() == before, "\(line.testDescription) changed something")
        }
    }

    // MARK: - What was typed

    @Test func `a form that is handed back calls its fields what its page calls them`() async throws {
        let pages: Set<String> = ["/language", "/step-up"]
        var labels = 0
        try await walk(where: { Self.isForm($0) && $0.form != "" && !pages.contains($0.path) }) { house, line, asker in
            let answer = await house.answer(line, as: asker) { $0.formToken = "" }
            let text = try await MatrixHouse.text(of: answer)
            let sent = house.records.filled(line.form ?? "").split(separator: "&").map { $0.prefix { $0 != "=" } }
            for name in text.matches(of: /<dt>([^<]*)<\/dt>/).map(\.1) {
                #expect(!sent.contains(name), "\(line.testDescription) calls a field \(name)")
                labels += 1
            }
        }
        #expect(labels > 50)
    }

    // MARK: - Faults (ASVS V16.5.1, V16.5.3)

    @Test func `without the database nobody is let in, and the answer tells nothing of what broke`() async throws {
        try await TemporaryFolder.with { folder in
            let house = try await MatrixHouse.make(in: folder.path)
            await house.closeDatabase()
            for line in try PermissionLine.all() where line.access != "public" {
                let answer = await house.answer(line, as: line.asker(of: house))
                let text = try await MatrixHouse.text(of: answer).lowercased()
                #expect([500, 503].contains(answer.status.code), "\(line.testDescription): \(answer.status.code)")
                #expect(AnswerRules.violations(answer) == [])
                for word in ["sqlite", "select ", "grdb", "swift", "databaseerror", folder.path.lowercased()] {
                    #expect(!text.contains(word), "\(line.testDescription) tells \(word)")
                }
            }
        }
    }
}

extension PermissionLine {
    var isAPI: Bool { path.hasPrefix("/api/") }

    /// Somebody who may use the route; for a record that nobody has, anybody who has signed in. Nil asks as nobody.
    func asker(of house: MatrixHouse) -> MatrixPeople.Asker? {
        house.people.askers.first { refusal(of: $0) == nil } ?? (access == "public" ? nil : house.people.askers.first)
    }

    /// Not there in this house, for anybody.
    var isUnknown: Bool { who.first?.name == "none" }
}
