import HTTPTypes
import NIOCore
import Testing

@testable import Web

/// Files as they are sent, and the files a page is made of.
struct FileAnswerTests {
    private static let content = Array("0123456789".utf8)

    private func routes() -> Routes {
        var routes = Routes()
        routes.route(.get, "/file", .public) { visit in
            .file(
                FileAnswer(
                    name: "Quyết định số 15/QĐ\r\nX: y.pdf", type: "application/pdf", size: Self.content.count,
                    isInline: visit.query.flag("inline"), etag: "abc"
                ) { range, write in
                    for index in range { try await write(ByteBuffer(bytes: [Self.content[index]])) }
                })
        }
        routes.route(.get, "/table", .public) { _ in .csv("số,tên\n", name: "bảng.csv") }
        return routes
    }

    @Test(arguments: [
        (nil, 200, "0123456789", nil), ("bytes=0-3", 206, "0123", "bytes 0-3/10"),
        ("bytes=7-", 206, "789", "bytes 7-9/10"),
        ("bytes=-2", 206, "89", "bytes 8-9/10"), ("bytes=5-99", 206, "56789", "bytes 5-9/10"),
        ("bytes=10-", 416, "", "bytes */10"), ("bytes=0-1,3-4", 200, "0123456789", nil),
        ("lines=1-2", 200, "0123456789", nil),
    ])
    func `a part is sent when a part is asked for`(
        range: String?, status: Int, body: String, contentRange: String?
    ) async throws {
        try await TestHouse.with(routes: { _ in routes() }) { house in
            var headers = HTTPFields()
            headers[.range] = range
            let answer = try await house.visitor().send(.get, "/file", headers)
            #expect(answer.status == status)
            if status != 416 { #expect(answer.text == body) }
            #expect(answer.headers[.contentRange] == contentRange)
            if status != 416 { #expect(answer.headers[.contentLength] == String(body.utf8.count)) }
        }
    }

    @Test func `a part of a file that has changed is the whole file`() async throws {
        try await TestHouse.with(routes: { _ in routes() }) { house in
            let visitor = try house.visitor()
            let same = try await visitor.send(.get, "/file", [.range: "bytes=0-3", .ifRange: "\"abc\""])
            #expect(same.status == 206)
            let other = try await visitor.send(.get, "/file", [.range: "bytes=0-3", .ifRange: "\"old\""])
            #expect(other.status == 200)
        }
    }

    @Test func `a file the browser has is not sent again`() async throws {
        try await TestHouse.with(routes: { _ in routes() }) { house in
            let answer = try await house.visitor().send(.get, "/file", [.ifNoneMatch: "\"abc\""])
            #expect(answer.status == 304)
            #expect(answer.body.isEmpty)
        }
    }

    @Test func `a file is saved under its name, in a sandbox, and its name breaks no header`() async throws {
        try await TestHouse.with(routes: { _ in routes() }) { house in
            let visitor = try house.visitor()
            let saved = try await visitor.send(.get, "/file")
            let disposition = try #require(saved.headers[.contentDisposition])
            #expect(disposition.hasPrefix("attachment; filename=\""))
            #expect(disposition.contains("filename*=UTF-8''"))
            #expect(!disposition.contains("\n"))
            #expect(saved.headers[.contentSecurityPolicy]?.hasPrefix("sandbox;") == true)
            let shown = try await visitor.send(.get, "/file?inline=1")
            #expect(shown.headers[.contentDisposition]?.hasPrefix("inline; ") == true)
        }
    }

    @Test func `a table begins with the mark by which office programs know UTF-8`() async throws {
        try await TestHouse.with(routes: { _ in routes() }) { house in
            let answer = try await house.visitor().send(.get, "/table")
            #expect(answer.body.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
        }
    }

    @Test func `an asset is kept for ever under its version, and asked about without one`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor()
            let page = try await visitor.get("/greeting")
            let links = page.document?.all("link").compactMap { $0["href"] } ?? []
            let sheet = try #require(links.first { $0.hasPrefix("/assets/lienthong.css?v=") })
            let versioned = try await visitor.send(.get, sheet)
            #expect(versioned.status == 200)
            #expect(versioned.headers[.contentType] == "text/css; charset=utf-8")
            #expect(versioned.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let plain = try await visitor.send(.get, "/assets/lienthong.css?v=old")
            #expect(plain.headers[.cacheControl] == "public, no-cache")
            let tag = try #require(plain.headers[.eTag])
            let again = try await visitor.send(.get, "/assets/lienthong.css", [.ifNoneMatch: tag])
            #expect(again.status == 304)
        }
    }

    @Test(arguments: [
        "/assets/../Templates/Office.mustache", "/assets/..%2FTemplates%2FOffice.mustache", "/assets/%2Fetc%2Fpasswd",
        "/assets/.keep", "/assets/", "/assets/nothing.css", "/assets/lienthong.css/", "/.git/config", "/.git/HEAD",
        "/.env", "/assets/.git/config", "/lienthong.sqlite", "/journal.key",
    ])
    func `nothing else is served`(path: String) async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor().send(.get, path)
            #expect(answer.status == 404)
        }
    }

    @Test func `every asset that a page names is there`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let page = try await visitor.get("/notes")
            let named =
                page.document?.root.all { _ in true }.flatMap { [$0["href"], $0["src"]] }.compactMap { $0 } ?? []
            let assets = Set(named.filter { $0.hasPrefix("/assets/") }.map { $0.prefix { $0 != "#" } })
            #expect(assets.count > 5)
            for asset in assets {
                #expect(try await visitor.send(.get, String(asset)).status == 200, "\(asset)")
            }
        }
    }
}
