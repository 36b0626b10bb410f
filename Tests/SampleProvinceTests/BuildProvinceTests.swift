import Administration
import App
import Database
import Directory
import Essentials
import Foundation
import SignIn
import TestSupport
import Testing

@testable import SampleProvince

@Suite struct BuildProvinceTests {
    private static let asOf = Instant(CivilDate(dayNumber: 20_778))  // 2026-11-21
    private static let python = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent(".venv/bin/python3").path

    private func build(in folder: TemporaryFolder) async throws -> Installation {
        let installation = try await Installation.open(folder: folder.path, clock: .fixed(Self.asOf))
        try await SampleProvince.build(
            in: installation, asOf: Self.asOf, documents: 120, python: Self.python, progress: { _ in })
        return installation
    }

    private func count(_ statement: SQL, _ installation: Installation) async throws -> Int {
        try await installation.database.read { db in try db.value(statement) ?? -1 }
    }

    @Test func `the province is built whole, once, with work at every step`() async throws {
        try await TemporaryFolder.with { folder in
            let installation = try await build(in: folder)
            let events = try await count("SELECT count(*) FROM event", installation)
            try await SampleProvince.build(in: installation, python: Self.python, progress: { _ in })
            #expect(try await count("SELECT count(*) FROM event", installation) == events)

            #expect(try await count("SELECT count(*) FROM event WHERE position IS NULL", installation) == 0)
            let asOf = Self.asOf
            #expect(try await count("SELECT count(*) FROM event WHERE at > \(asOf)", installation) == 0)
            for state in ["registered", "presented", "directed", "handling", "completed"] {
                let found = try await count(
                    "SELECT count(*) FROM incoming_document WHERE state = \(state)", installation)
                #expect(found > 0, "\(state)")
            }
            for state in ["draft", "submitted", "approved", "numbered", "issued"] {
                let found = try await count(
                    "SELECT count(*) FROM outgoing_document WHERE state = \(state)", installation)
                #expect(found > 0, "\(state)")
            }
            for state in ["arrived", "returned"] {
                #expect(try await count("SELECT count(*) FROM delivery WHERE state = \(state)", installation) > 0)
            }
            let overdue = try await count(
                "SELECT count(*) FROM direction WHERE state = 'open' AND due_at < \(asOf)", installation)
            #expect(overdue > 0)
            try await expectRounds(installation)
            await installation.database.close()
        }
    }

    /// Last year's is published, this year's is open with forms at every stage; who told whom is read.
    private func expectRounds(_ installation: Installation) async throws {
        for state in ["published", "declaring"] {
            #expect(try await count("SELECT count(*) FROM evaluation_round WHERE state = \(state)", installation) == 1)
        }
        for state in ["verified", "absent", "signed", "declaring"] {
            #expect(
                try await count("SELECT count(*) FROM evaluation_entrant WHERE state = \(state)", installation) > 0,
                "\(state)")
        }
        let refused = try await count(
            "SELECT count(*) FROM evaluation_line WHERE finding = 'rejected' AND reason <> ''", installation)
        #expect(refused > 0)
        let open = try await count(
            """
            SELECT count(*) FROM evaluation_round
            WHERE state = 'declaring' AND declare_until > \(Self.asOf.date) AND opened_at < \(Self.asOf)
            """, installation)
        #expect(open == 1)
    }

    @Test func `after the reorganisation two levels are left, and every account has a post and a password`()
        async throws
    {
        try await TemporaryFolder.with { folder in
            let installation = try await build(in: folder)
            let districts = try await count(
                "SELECT count(*) FROM unit WHERE kind = 'district' AND valid_to IS NULL", installation)
            #expect(districts == 0)
            #expect(try await count("SELECT count(*) FROM unit WHERE kind = 'district'", installation) == 9)
            let callers = try await installation.database.read { db in
                try SampleProvince.accounts.map { account in
                    try db.value(
                        """
                        SELECT post.id FROM person JOIN account ON account.person_id = person.id
                        JOIN post ON post.person_id = person.id AND post.valid_to IS NULL
                        WHERE person.username = \(account.username)
                        """, as: Int64.self)
                }
            }
            #expect(callers.count == 8)
            #expect(callers.allSatisfy { $0 != nil })
            await installation.database.close()
        }
    }

    @Test func `what was open on the day of the reorganisation went over, and nothing waits where nobody is`()
        async throws
    {
        try await TemporaryFolder.with { folder in
            let installation = try await build(in: folder)
            let left: [SQL] = [
                """
                SELECT count(*) FROM direction JOIN unit ON unit.id = direction.unit_id
                WHERE direction.state <> 'closed' AND unit.valid_to IS NOT NULL
                """,
                """
                SELECT count(*) FROM direction JOIN post ON post.id = direction.post_id
                WHERE direction.state <> 'closed' AND post.valid_to IS NOT NULL
                """,
                """
                SELECT count(*) FROM incoming_document JOIN post ON post.id = incoming_document.presented_to
                WHERE incoming_document.state = 'presented' AND post.valid_to IS NOT NULL
                """,
                """
                SELECT count(*) FROM incoming_document JOIN unit ON unit.id = incoming_document.holder_id
                WHERE incoming_document.state <> 'completed' AND unit.valid_to IS NOT NULL
                """,
                """
                SELECT count(*) FROM outgoing_document JOIN unit ON unit.id = outgoing_document.holder_id
                WHERE outgoing_document.state <> 'issued' AND unit.valid_to IS NOT NULL
                """,
                """
                SELECT count(*) FROM delivery JOIN unit ON unit.id = delivery.recipient_id
                WHERE delivery.state = 'arrived' AND unit.valid_to IS NOT NULL
                """,
            ]
            for statement in left { #expect(try await count(statement, installation) == 0, "\(statement)") }
            #expect(try await count("SELECT count(*) FROM event WHERE kind = 'document.followed'", installation) > 0)
            let finished = try await count(
                """
                SELECT count(*) FROM event WHERE kind = 'document.completed' AND subject_id IN (
                    SELECT subject_id FROM event AS earlier
                    WHERE earlier.kind = 'document.followed' AND earlier.id < event.id)
                """, installation)
            #expect(finished > 0)
            await installation.database.close()
        }
    }

    @Test func `an installation with people of its own is left alone`() async throws {
        try await TemporaryFolder.with { folder in
            let installation = try await Installation.open(folder: folder.path, clock: .fixed(Self.asOf))
            try await installation.database.write { db in
                try DefaultRoles.install(Roles.permissions, at: Self.asOf, in: db)
                _ = try FirstRun.makeAdministrator(
                    FirstRun.Form(province: "Tỉnh thật", name: "Người thật", username: "nguoithat", password: ""),
                    "", address: nil, at: Self.asOf, in: db)
            }
            await #expect(throws: SampleProvinceProblem.installationIsInUse) {
                try await SampleProvince.build(in: installation, python: Self.python, progress: { _ in })
            }
            await installation.database.close()
        }
    }
}
