import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import SignIn

private let start = SampleDirectory.now

/// Accounts that nobody uses are closed, said before, and opened by an administrator.
struct IdleAccountsTests {
    private func after(_ days: Int64) -> Instant { start.adding(seconds: days * 86_400) }

    /// Somebody with a password that was set on the first day, and an administrator who is there every day.
    private func with(
        _ engine: Engine, _ body: @Sendable (Database, SampleDirectory, ID<Person>) async throws -> Void
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let person = try await database.write { db in
                let post = try sample.post(
                    "Lê An", unit: sample.unit("Sở Nội vụ", symbol: "SNV", in: db), username: "an.le", in: db)
                try Accounts.setPassword(hash: "x", for: post.person, mustChange: false, at: start, in: db)
                try use("quantri", at: after(200), in: db)
                return post.person
            }
            try await body(database, sample, person)
        }
    }

    private func use(_ username: String, at time: Instant, in db: Connection) throws {
        try db.execute(
            """
            UPDATE account SET signed_in_at = \(time)
            WHERE person_id = (SELECT id FROM person WHERE username = \(username))
            """)
    }

    private func isActive(_ person: ID<Person>, in db: Connection) throws -> Bool {
        try Person.find(person, in: db)?.isActive ?? false
    }

    @Test(arguments: Engine.tested)
    func `it is said after 38 days, once, and closed after 45`(engine: Engine) async throws {
        try await with(engine) { database, _, person in
            try await database.write { db in
                let sweep = IdleAccounts()
                #expect(try sweep.sweep(at: after(38).adding(seconds: -1), in: db).warned.isEmpty)
                let said = try sweep.sweep(at: after(38), in: db)
                #expect(said.warned.map(\.person) == [person] && said.closed.isEmpty)
                #expect(said.warned.first?.closesOn == after(45).date)
                #expect(try sweep.sweep(at: after(39), in: db).warned.isEmpty)
                #expect(try sweep.sweep(at: after(45).adding(seconds: -1), in: db).closed.isEmpty)
                #expect(try isActive(person, in: db))
                #expect(try sweep.sweep(at: after(45), in: db).closed.map(\.person) == [person])
                #expect(try !isActive(person, in: db))
                #expect(try SampleDirectory.events(AccountClosedAsIdle.self, in: db) == 1)
                #expect(try SampleDirectory.events(PersonDisabled.self, in: db) == 1)
                #expect(try sweep.sweep(at: after(46), in: db).closed.isEmpty)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `signing in, and a key of another program in use, keep an account open`(engine: Engine) async throws {
        try await with(engine) { database, sample, person in
            try await database.write { db in
                try use("an.le", at: after(10), in: db)
                #expect(try IdleAccounts().sweep(at: after(54), in: db).closed.isEmpty)
                let post = try #require(try PostHolder.posts(of: person, on: start.date, in: db).first?.post)
                try sample.grant(.clerk, to: post, over: post.unit, in: db)
                let key = try CreateApiToken().fromShell(
                    name: "Kho", permissions: ["directory.read"], lastDay: start.date.adding(days: 100),
                    for: sample.caller(post, in: db), at: start, in: db)
                try ApiToken.touch(secret: key.secret, at: after(40), in: db)
                #expect(try IdleAccounts().sweep(at: after(56), in: db).closed.isEmpty)
                #expect(try IdleAccounts().sweep(at: after(85), in: db).closed.map(\.person) == [person])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an administrator opens it again, and the next night does not close it`(engine: Engine) async throws {
        try await with(engine) { database, sample, person in
            try await database.write { db in
                _ = try IdleAccounts().sweep(at: after(45), in: db)
                let admin = try sample.admin(in: db)
                let listed = try IdleAccounts.list(for: admin, at: after(45), atMost: 10, in: db)
                #expect(listed.map(\.person) == [person] && listed.first?.isClosed == true)
                try EnablePerson()(person, by: admin, at: after(50), in: db)
                #expect(try IdleAccounts.list(for: admin, at: after(50), atMost: 10, in: db).isEmpty)
                #expect(try IdleAccounts().sweep(at: after(51), in: db).closed.isEmpty)
                #expect(try IdleAccounts().sweep(at: after(95), in: db).closed.map(\.person) == [person])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the last account that can open others is never closed`(engine: Engine) async throws {
        try await with(engine) { database, sample, person in
            try await database.write { db in
                try use("quantri", at: start, in: db)
                let closed = try IdleAccounts().sweep(at: after(300), in: db).closed
                #expect(closed.map(\.person) == [person])
                #expect(try isActive(try sample.admin(in: db).person, in: db))
            }
        }
    }

    @Test func `the figure is dated and names its text`() {
        #expect(IdleAccounts.rule(on: day("2026-11-21")) == IdleAccounts.Rule(days: 45, noticeDays: 7))
        #expect(IdleAccounts.rules.allSatisfy { $0.from != nil && $0.basis.contains("TCVN 14423:2026") })
    }
}
