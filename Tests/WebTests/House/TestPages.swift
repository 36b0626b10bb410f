import Database
import Directory
import Essentials
import Foundation
import HTTPTypes
import Journal
import TestSupport

@testable import Web

/// Notes: the smallest capability there is.
enum TestNotes {
    static let migrations = [
        Migration(
            "2026-11-21 notes of the tests",
            [
                """
                CREATE TABLE note (
                    id \(type: .integer) PRIMARY KEY, text \(type: .text) NOT NULL CHECK (length(text) <= 100)
                )\(idiom: .strict)
                """
            ])
    ]
}

struct NoteWritten: Event {
    static let kind = "note.written"
    let note: ID<NoteWritten>

    var subject: Subject { Subject("note", note) }
}

struct NotesPage: Page {
    let title = Wording("Ghi chú", en: "Notes")
    let notes: [Note]
    let form: TextField
    let file: FileField
    let errors: ErrorSummary?

    struct Note: Viewable {
        let text: String
        let hint: String?
    }

    init(_ texts: [String], typed: String? = nil, problems: Problems? = nil) {
        notes = texts.map { Note(text: $0, hint: nil) }
        form = TextField(
            FieldWords("text", Wording("Nội dung", en: "Text"), problems: problems), value: typed, maxLength: 100)
        file = FileField(
            FieldWords("file", Wording("Tệp", en: "File"), isOptional: true, problems: problems), accept: nil)
        errors = ErrorSummary(problems)
    }
}

struct GreetingPage: Page {
    static let frame = FrameKind.open
    let title = Wording("Xin chào", en: "Welcome")
}

/// Its template is among the platform's, its page belongs to a capability.
struct SignInPage: Page {
    static let frame = FrameKind.open
    let title = Wording("Đăng nhập", en: "Sign in")
}

enum NoteRefusal: Refusal {
    case enough

    var message: Wording { Wording("Đã đủ ghi chú.", en: "There are enough notes.") }
}

struct SomethingBroke: Error {}

enum TestPages {
    static let all: [any Page.Type] = [NotesPage.self, GreetingPage.self, SignInPage.self]

    static let unknownNames = UnknownNames()

    /// Read once for all tests: that takes longer than most of them.
    static let loaded = Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("lienthong-test-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try Pages(
            directories: [try TestTemplates.write(into: folder)], types: all, strictness: .collect(unknownNames))
    }

    static let frame = FrameSettings(
        provinceName: { _, _ in Wording("Tỉnh Thử Nghiệm", en: "Test Province") },
        navigation: [
            NavigationItem(
                label: Wording("Ghi chú", en: "Notes"), path: "/notes", icon: "list", needs: .note,
                count: { db, _, _ in try db.count(of: "SELECT id FROM note") }),
            NavigationItem(label: Wording("Lời chào", en: "Greeting"), path: "/greeting", icon: "inbox", needs: nil),
        ],
        creations: [
            Creation(label: Wording("Ghi chú mới", en: "New note"), path: "/notes", key: "g", needs: .note)
        ],
        notificationCount: { _, _, _ in CappedCount(3) })

    static func routes(_ database: Database) -> Routes {
        var routes = Routes()
        routes.route(.get, "/", .signedIn) { _ in .redirect(to: "/notes") }
        routes.route(.get, "/greeting", .public) { _ in .page(GreetingPage()) }
        routes.route(.get, "/notes", .needs(.note)) { _ in
            .page(NotesPage(try await database.read { try $0.values("SELECT text FROM note ORDER BY id") }))
        }
        routes.route(.post, "/notes", .needs(.note), .uploads()) { visit in
            do {
                try await write(visit, database)
            } catch let problems as Problems {
                let texts: [String] = try await database.read { try $0.values("SELECT text FROM note ORDER BY id") }
                return .page(
                    NotesPage(texts, typed: visit.form.text("text"), problems: problems), status: .unprocessableContent)
            }
            return .redirect(to: "/notes", notice: Flash(.good, Wording("Đã ghi <1>", en: "Noted <1>")))
        }
        routes.route(.get, "/notes/fault", .needs(.note)) { _ in throw SomethingBroke() }
        routes.route(.get, "/notes/refusal", .needs(.note)) { _ in throw NoteRefusal.enough }
        routes.route(.get, "/notes/problems", .needs(.note)) { _ in throw Problems("text", NoteRefusal.enough.message) }
        routes.route(.get, "/notes/away", .needs(.note)) { _ in throw DatabaseError.unavailable("away") }
        routes.route(.get, "/notes/unknown", .needs(.note)) { _ in throw DatabaseError.outcomeUnknown("broke") }
        routes.route(.post, "/notes/plain", .needs(.note)) { visit in .text(visit.form.text("text") ?? "") }
        routes.route(.get, "/notes/{id}", .needs(.note)) { visit in
            .text("\(try visit.id(as: NoteWritten.self))")
        }
        routes.route(.get, "/notes/sealed", .needs(.note), .needsStepUp) { _ in .text("sealed") }
        routes.route(.post, "/notes/sealed", .needs(.note), .needsStepUp) { visit in
            .text("sealed \(visit.form.text("text") ?? "") \(visit.form.has("stepUpPassword"))")
        }
        routes.route(.get, "/notes/limited", .public, .limited(RateLimit(burst: 2, perMinute: 6))) { _ in .text("ok") }
        routes.route(.get, "/notes/detour", .signedIn) { _ in .text("not reached by guests") }
        return routes
    }

    @Sendable private static func write(_ visit: StaffVisit, _ database: Database) async throws {
        var problems = Problems()
        let text = visit.form.required(
            "text", atMost: 20, missing: Wording("Nhập nội dung.", en: "Type a text."), &problems)
        try problems.throwIfAny()
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in
            let id: ID<NoteWritten> = db.ids.next()
            try db.execute("INSERT INTO note (id, text) VALUES (\(id), \(text))")
            _ = try db.record(NoteWritten(note: id), by: caller.actor, at: now)
        }
    }
}

enum TestTemplates {
    private static let notes = """
        {{<Office}}
        {{$content}}
        {{#errors}}{{>ErrorSummary}}{{/errors}}
        <ul id="notes">
        {{#notes}}
        <li>{{text}}{{#hint}} ({{hint}}){{/hint}}</li>
        {{/notes}}
        </ul>
        <form method="post" action="/notes" enctype="multipart/form-data">
        {{>Csrf}}
        {{#form}}{{>TextField}}{{/form}}
        {{#file}}{{>FileField}}{{/file}}
        <button>[[Ghi]]</button>
        </form>
        {{/content}}
        {{/Office}}
        """

    private static let greeting = """
        {{<Public}}
        {{$content}}<p>[[Chào mừng đến {{frame.provinceName}}]]</p>{{/content}}
        {{/Public}}
        """

    static func write(into directory: URL) throws -> URL {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let files = [
            "NotesPage.mustache": notes, "GreetingPage.mustache": greeting,
            "en.json": """
            {"Ghi": "Note", "Chào mừng đến {{frame.provinceName}}": "Welcome to {{frame.provinceName}}"}
            """,
        ]
        for (name, text) in files {
            try text.write(to: directory.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        return directory
    }
}
