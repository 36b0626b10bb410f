import Directory
import Essentials
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Grave things ask for the password again.
struct StepUpTests {
    @Test func `a page that needs it asks first, and is shown afterwards`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let asked = try await visitor.get("/notes/sealed?x=1")
            #expect(asked.status == 403)
            #expect(asked.heading == "Xác nhận lại mật khẩu")
            let shown = try await visitor.press("Xác nhận và tiếp tục", ["Mật khẩu": TestSessions.password])
            #expect(shown.text == "sealed")
            #expect(shown.path == "/notes/sealed?x=1")
        }
    }

    @Test func `whoever steps up goes on under a new token, and forms of other windows still hold`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let other = try await visitor.get("/notes")
            let formToken = other.document?.all("input").first { $0["name"] == "csrfToken" }?["value"] ?? ""
            let before = try #require(visitor.cookie("session"))
            try await visitor.get("/notes/sealed")
            try await visitor.press("Xác nhận và tiếp tục", ["Mật khẩu": TestSessions.password])
            let after = try #require(visitor.cookie("session"))
            #expect(before != after)
            let stranger = try house.visitor()
            stranger.hold(session: before)
            #expect(try await stranger.send(.get, "/notes").status == 303)
            let sent = try await visitor.send(.post, "/notes", form: [("text", "x"), ("csrfToken", formToken)])
            #expect(sent.status == 303)
        }
    }

    @Test func `what a window asks by itself with the token of before does not sign anybody out`() async throws {
        try await TestHouse.with { house in
            let window = try house.visitor()
            window.hold(session: "of before")
            let answer = try await window.send(.get, "/events")
            #expect(answer.headers[values: .setCookie] == [])
        }
    }

    @Test func `a wrong password asks again`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes/sealed")
            let again = try await visitor.press("Xác nhận và tiếp tục", ["Mật khẩu": "sai"])
            #expect(again.status == 422)
            #expect(again.words.contains("Mật khẩu chưa đúng."))
            #expect(again.value("Mật khẩu") == "")
            let shown = try await visitor.press("Xác nhận và tiếp tục", ["Mật khẩu": TestSessions.password])
            #expect(shown.text == "sealed")
        }
    }

    @Test func `a form that is stopped is sent again whole, without the password`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let page = try await visitor.get("/notes")
            let token = page.document?.all("input").first { $0["name"] == "csrfToken" }?["value"] ?? ""
            let asked = try await visitor.post("/notes/sealed", [("text", "quan \"trọng\""), ("csrfToken", token)])
            #expect(asked.status == 403)
            let wrong = try await visitor.press("Xác nhận và tiếp tục", ["Mật khẩu": "sai"])
            #expect(wrong.status == 403)
            let done = try await visitor.press("Xác nhận và tiếp tục", ["Mật khẩu": TestSessions.password])
            #expect(done.text == "sealed quan \"trọng\" false")
        }
    }

    @Test func `a file that came with a stopped form waits, and the form names it when it is sent again`() async throws
    {
        try await TestHouse.with(routes: { _ in Self.sealedUpload }) { house in
            let visitor = try house.visitor(as: .clerk)
            let page = try await visitor.get("/notes")
            let token = page.document?.all("input").first { $0["name"] == "csrfToken" }?["value"] ?? ""
            let asked = try await visitor.send(
                .post, "/scans", [.contentType: "multipart/form-data; boundary=B"],
                body: FormFilling.multipart(
                    [("csrfToken", token)], [ChosenFile("file", "scan.pdf", MinimalPDF("Bản quét").bytes)],
                    boundary: "B"))
            #expect(asked.status == 403)
            let hidden = asked.document?.all("input").first { $0["name"] == FormFile.kept }
            let id = try #require(hidden?["value"])
            #expect(try house.waitingFiles().count == 1)
            let form = Query.encoded([
                (FormFile.kept, id), ("stepUpPassword", TestSessions.password), ("csrfToken", token),
            ]).dropFirst()
            let done = try await visitor.send(
                .post, "/scans", [.contentType: "application/x-www-form-urlencoded"], body: Array(form.utf8))
            #expect(done.text == "sealed \(id)")
        }
    }

    @Test func `a file that would not be taken is refused in the form, before the password and the deed`() async throws
    {
        try await TestHouse.with(routes: { _ in Self.sealedUpload }) { house in
            let visitor = try house.visitor(as: .clerk)
            let page = try await visitor.get("/notes")
            let token = page.document?.all("input").first { $0["name"] == "csrfToken" }?["value"] ?? ""
            let refused = try await visitor.send(
                .post, "/scans", [.contentType: "multipart/form-data; boundary=B"],
                body: FormFilling.multipart(
                    [("csrfToken", token), ("text", "đã gõ")],
                    [ChosenFile("file", "scan.pdf", Array("không phải PDF".utf8))], boundary: "B"))
            #expect(refused.text.hasPrefix("to mend: đã gõ, file:"))
            #expect(try house.waitingFiles().isEmpty)
        }
    }

    private static var sealedUpload: Routes {
        var routes = Routes()
        routes.route(
            .post, "/scans", .needs(.note), .uploads(), .needsStepUp,
            mending: { visit, problems in
                let fields = problems.byField.map(\.field).joined(separator: " ")
                return .text("to mend: \(visit.form.text("text") ?? ""), \(fields): \(problems.byField)")
            },
            handler: { visit in .text("sealed \(visit.form.text(FormFile.kept) ?? "")") })
        return routes
    }

    @Test func `it holds for ten minutes`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/notes/sealed")
            try await visitor.press("Xác nhận và tiếp tục", ["Mật khẩu": TestSessions.password])
            house.clock.advance(seconds: 599)
            #expect(try await visitor.send(.get, "/notes/sealed").status == 200)
            house.clock.advance(seconds: 1)
            #expect(try await visitor.send(.get, "/notes/sealed").status == 403)
        }
    }
}
