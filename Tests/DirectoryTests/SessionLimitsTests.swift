import Database
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import Directory

private let now = SampleDirectory.now
private let sessions = Sessions()

/// How long a session lasts depends on what one may do.
struct SessionLimitsTests {
    private func isOpen(_ token: String, after seconds: Int64, in db: Connection) throws -> Bool {
        try sessions.caller(forToken: token, address: nil, at: now.adding(seconds: seconds), in: db) != nil
    }

    private func start(_ post: ID<Post>, of person: ID<Person>, in db: Connection) throws -> (
        id: ID<Session>, token: String
    ) {
        try sessions.start(person, in: post, address: nil, agent: nil, at: now, in: db)
    }

    /// TCVN 14423:2026 5.5.2.2.
    @Test(arguments: Engine.tested)
    func `an administrator's session ends after five idle minutes and eight hours`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let admin = try sample.admin(in: db)
                let session = try start(admin.post, of: admin.person, in: db)
                #expect(try isOpen(session.token, after: 299, in: db))
                #expect(try !isOpen(session.token, after: 300, in: db))
                for minute in stride(from: Int64(4), to: 8 * 60, by: 4) {
                    try sessions.touch(session.id, at: now.adding(seconds: minute * 60), in: db)
                }
                #expect(try isOpen(session.token, after: 8 * 3600 - 1, in: db))
                #expect(try !isOpen(session.token, after: 8 * 3600, in: db))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a role's own limit shortens its sessions, from the next sign-in on, and is told in the journal`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let post = try sample.post("Lê An", unit: unit, in: db)
                try sample.grant(.clerk, to: post, over: unit.id, in: db)
                try sample.grant(.specialist, to: post, over: unit.id, in: db)
                let before = try start(post.id, of: post.person, in: db)
                let clerk = try #require(try Role.withCode("clerk", in: db))
                try LimitSessions()(
                    clerk.id, idleMinutes: 3, absoluteMinutes: 60, by: sample.admin(in: db), at: now, in: db)
                let after = try start(post.id, of: post.person, in: db)
                #expect(try isOpen(before.token, after: 800, in: db))
                #expect(try isOpen(after.token, after: 179, in: db))
                #expect(try !isOpen(after.token, after: 180, in: db))
                #expect(
                    try sessions.list(of: post.person, at: now.adding(seconds: 200), in: db).map(\.id) == [before.id])
                #expect(try SampleDirectory.events(SessionsLimited.self, in: db) == 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `going on in a post that administers shortens the session`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let person = try sample.person("Lê An", in: db)
                let plain = try sample.post(of: person.id, unit: unit, in: db)
                let ruling = try sample.post(of: person.id, unit: unit, "Quản trị", in: db)
                try sample.grant(.administrator, to: ruling, over: unit.id, in: db)
                let session = try start(plain.id, of: person.id, in: db)
                let caller = try #require(
                    try sessions.caller(forToken: session.token, address: nil, at: now, in: db))
                try sessions.switchPost(to: ruling.id, by: caller, at: now, in: db)
                #expect(try isOpen(session.token, after: 299, in: db))
                #expect(try !isOpen(session.token, after: 300, in: db))
                let expires: Instant? = try db.value("SELECT expires_at FROM session WHERE id = \(session.id)")
                #expect(expires == now.adding(seconds: 8 * 3600))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `longer than the law allows is refused, and so is who does not give roles everywhere`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let post = try sample.post("Lê An", unit: unit, in: db)
                try sample.grant(.administrator, to: post, over: unit.id, in: db)
                let (clerk, ruling) = (
                    try #require(try Role.withCode("clerk", in: db)),
                    try #require(try Role.withCode("administrator", in: db))
                )
                let admin = try sample.admin(in: db)
                for (role, idle, absolute) in [(clerk, 16, 60), (ruling, 6, 60), (clerk, 15, 721), (ruling, 5, 481)] {
                    #expect(throws: Problems.self) {
                        try LimitSessions()(
                            role.id, idleMinutes: Int64(idle), absoluteMinutes: Int64(absolute), by: admin, at: now,
                            in: db)
                    }
                }
                #expect(throws: NotFound.self) {
                    try LimitSessions()(
                        clerk.id, idleMinutes: 5, absoluteMinutes: 60, by: sample.caller(post, in: db), at: now, in: db)
                }
                #expect(try LimitSessions.all(in: db).isEmpty)
            }
        }
    }
}
