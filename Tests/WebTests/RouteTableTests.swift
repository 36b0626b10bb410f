import Testing

@testable import Web

/// How a request finds its route.
struct RouteTableTests {
    private func table(_ paths: [(Method, String)]) throws -> RouteTable {
        var routes = Routes()
        for (method, path) in paths { routes.route(method, path, .public) { _ in .text(path) } }
        return try RouteTable(routes)
    }

    private func found(_ table: RouteTable, _ path: String) -> String? {
        guard case .found(let route, let values) = table.match(.get, path) else { return nil }
        return ([route.description.path] + values.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }

    @Test(arguments: [
        ("/", "/"), ("/documents", "/documents"), ("/documents/new", "/documents/new"),
        ("/documents/15", "/documents/{id} id=15"),
        ("/documents/new/pages/2", "/documents/{id}/pages/{page} id=new page=2"),
        ("/documents/15%2FQ%C4%90", "/documents/{id} id=15/QĐ"),
        ("/assets/vendor/a.js", "/assets/{file…} file=vendor/a.js"), ("/documents?q=1", nil), ("/documents/", nil),
        ("//documents", nil), ("/documents/15/", nil), ("documents", nil), ("/documents/%", nil),
        ("/documents/%00", nil), ("/documents/%C4", nil), ("/Documents", nil), ("/unknown", nil),
    ])
    func `paths find their routes`(path: String, expected: String?) throws {
        let table = try table([
            (.get, "/"), (.get, "/documents"), (.get, "/documents/new"), (.get, "/documents/{id}"),
            (.get, "/documents/{id}/pages/{page}"), (.get, "/assets/{file…}"),
        ])
        #expect(found(table, path) == expected)
    }

    @Test func `a spelled part that leads nowhere gives way to a parameter`() throws {
        let table = try table([(.get, "/a/new/x"), (.get, "/a/{id}/y")])
        #expect(found(table, "/a/new/y") == "/a/{id}/y id=new")
    }

    @Test func `another method of the same path is told`() throws {
        let table = try table([(.get, "/a"), (.post, "/a"), (.delete, "/b")])
        guard case .otherMethods(let allowed) = table.match(.put, "/a") else {
            Issue.record("PUT /a was answered")
            return
        }
        #expect(allowed == [.get, .post])
    }

    @Test(arguments: [
        ([(Method.get, "/a"), (.get, "/a")], "GET /a is there twice"),
        ([(.get, "a")], "GET a is no path"), ([(.get, "/a/")], "GET /a/ is no path"),
        ([(.get, "/a/{x}"), (.post, "/a/{y}")], "POST /a/{y} names its parameters otherwise than another method"),
        ([(.get, "/api/v1/x")], "GET /api/v1/x: only the API is below /api/"),
    ])
    func `routes that cannot stand together are refused at the start`(
        paths: [(Method, String)], problem: String
    ) {
        #expect {
            _ = try table(paths)
        } throws: { error in
            (error as? RouteProblems)?.descriptions == [problem]
        }
    }
}
