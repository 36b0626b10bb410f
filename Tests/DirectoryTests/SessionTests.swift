import Database
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import Directory

private let now = SampleDirectory.now
private let sessions = Sessions(profile: .level3)

struct SessionTests {
    private func start(
        _ post: Post, at time: Instant = now, in db: Connection
    ) throws -> (id: ID<Session>, token: String) {
        try sessions.start(post.person, in: post.id, address: "192.0.2.1", agent: "Firefox", at: time, in: db)
    }

    private func caller(_ token: String, at time: Instant = now, in db: Connection) throws -> Caller? {
        try sessions.caller(forToken: token, address: nil, at: time, in: db)
    }

    @Test(arguments: Engine.tested)
    func `a session ends when it is idle, and at last however busy it is`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let post = try sample.post("Lê An", unit: sample.unit("Sở A", in: db), in: db)
                let session = try start(post, in: db)
                let idle = now.adding(seconds: 15 * 60)
                #expect(try caller(session.token, at: idle.adding(seconds: -1), in: db) != nil)
                #expect(try caller(session.token, at: idle, in: db) == nil)
                var time = now
                while time < now.adding(seconds: 12 * 3600 - 600) {
                    time = time.adding(seconds: 600)
                    try sessions.touch(session.id, at: time, in: db)
                }
                #expect(try caller(session.token, at: now.adding(seconds: 12 * 3600 - 1), in: db) != nil)
                #expect(try caller(session.token, at: now.adding(seconds: 12 * 3600), in: db) == nil)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `its use is noted at most once a minute`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let post = try sample.post("Lê An", unit: sample.unit("Sở A", in: db), in: db)
                let session = try start(post, in: db)
                let who = try #require(try caller(session.token, in: db))
                #expect(!sessions.isTouchDue(who, at: now.adding(seconds: 59)))
                #expect(sessions.isTouchDue(who, at: now.adding(seconds: 60)))
                try sessions.touch(session.id, at: now.adding(seconds: 59), in: db)
                #expect(try caller(session.token, in: db)?.lastSeenAt == now)
                try sessions.touch(session.id, at: now.adding(seconds: 60), in: db)
                #expect(try caller(session.token, in: db)?.lastSeenAt == now.adding(seconds: 60))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `one lists and ends one's own sessions, and nobody else's`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let mine = try sample.post("Lê An", unit: unit, in: db)
                let other = try sample.post("Bùi Ba", unit: unit, in: db)
                let here = try start(mine, in: db)
                let there = try start(mine, at: now.adding(seconds: -60), in: db)
                let foreign = try start(other, in: db)
                let who = try #require(try caller(here.token, in: db))
                #expect(try sessions.list(of: mine.person, at: now, in: db).map(\.id) == [here.id, there.id])
                #expect(throws: NotFound.self) { try sessions.end(foreign.id, by: who, at: now, in: db) }
                #expect(throws: NotFound.self) { try sessions.endAll(of: other.person, by: who, at: now, in: db) }
                #expect(try caller(foreign.token, in: db) != nil)
                try sessions.end(there.id, by: who, at: now, in: db)
                #expect(try caller(there.token, in: db) == nil)
                let third = try start(mine, in: db)
                #expect(try sessions.endAll(of: mine.person, by: who, at: now, in: db) == 1)
                #expect(try caller(third.token, in: db) == nil)
                #expect(try caller(here.token, in: db) != nil)
                try sessions.signOut(by: who, at: now, in: db)
                #expect(try caller(here.token, in: db) == nil)
                #expect(try sessions.list(of: mine.person, at: now, in: db).isEmpty)
                try sessions.end(foreign.id, by: sample.admin(in: db), at: now, in: db)
                #expect(try SampleDirectory.events(SessionEnded.self, in: db) == 3)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a person goes on in another own post, never in somebody else's or a past one`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let b = try sample.unit("Sở B", in: db)
                let first = try sample.post("Lê An", unit: a, in: db)
                let second = try sample.post(of: first.person, unit: b, "Ủy viên", in: db)
                let past = try sample.post(of: first.person, unit: b, "Tập sự", to: day("2021-01-01"), in: db)
                let foreign = try sample.post("Bùi Ba", unit: b, in: db)
                try sample.grant(.clerk, to: second, over: b.id, in: db)
                let session = try start(first, in: db)
                let who = try #require(try caller(session.token, in: db))
                for post in [past, foreign] {
                    #expect(throws: NotFound.self) { try sessions.switchPost(to: post.id, by: who, at: now, in: db) }
                }
                #expect(try caller(session.token, in: db)?.post == first.id)
                try sessions.switchPost(to: second.id, by: who, at: now, in: db)
                let after = try #require(try caller(session.token, in: db))
                #expect(after.post == second.id && after.agency == b.id && after.mayHere(SampleDirectory.register))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a withdrawn role is gone at the next request`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let post = try sample.post("Lê An", unit: unit, in: db)
                let grant = try sample.grant(.clerk, to: post, over: unit.id, in: db)
                let session = try start(post, in: db)
                #expect(try caller(session.token, in: db)?.rights.has(SampleDirectory.register) == true)
                try WithdrawRole()(grant.id, by: sample.admin(in: db), at: now, in: db)
                #expect(try caller(session.token, in: db)?.rights.has(SampleDirectory.register) == false)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a token that was never given opens nothing`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let post = try sample.post("Lê An", unit: sample.unit("Sở A", in: db), in: db)
                let session = try start(post, in: db)
                for token in ["", "'", session.token.lowercased() + "x", String(session.token.dropLast())] {
                    #expect(try caller(token, in: db) == nil)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an API token does what its post may and its permissions name, until its last day`(engine: Engine) async throws
    {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let post = try sample.post("Lê An", unit: unit, in: db)
                try sample.grant(.clerk, to: post, over: unit.id, in: db)
                try sample.grant(.leader, to: post, over: unit.id, in: db)
                let session = try start(post, in: db)
                let who = try #require(try caller(session.token, in: db))
                let made = try CreateApiToken()(
                    name: "Phần mềm kế toán", permissions: ["test.register"], lastDay: now.date.adding(days: 30),
                    by: who,
                    at: now, in: db)
                func asks(_ time: Instant) throws -> Caller? {
                    try ApiToken.caller(forToken: made.secret, address: "192.0.2.9", at: time, in: db)
                }
                let api = try #require(try asks(now))
                #expect(api.session == nil && api.post == post.id && api.rights.codes == ["test.register"])
                let lastMoment = Instant(now.date.adding(days: 31)).adding(seconds: -1)
                #expect(try asks(lastMoment) != nil)
                #expect(try asks(lastMoment.adding(seconds: 1)) == nil)
                #expect(throws: NotFound.self) {
                    _ = try CreateApiToken()(
                        name: "x", permissions: ["test.register"], lastDay: now.date, by: api, at: now, in: db)
                }
                try RevokeApiToken()(made.token.id, by: who, at: now, in: db)
                #expect(try asks(now) == nil)
                #expect(try ApiToken.list(of: post.person, in: db).map(\.revokedAt) == [now])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the shell makes and stops a token of any post, in the platform's name`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let post = try sample.post("Lê An", unit: unit, in: db)
                try sample.grant(.clerk, to: post, over: unit.id, in: db)
                let holder = try #require(try Caller.acting(as: post.id, at: now, in: db))
                let made = try CreateApiToken().fromShell(
                    name: "Phần mềm kế toán", permissions: holder.rights.codes, lastDay: now.date, for: holder, at: now,
                    in: db)
                let api = try ApiToken.caller(forToken: made.secret, address: nil, at: now, in: db)
                #expect(api?.post == post.id)
                #expect(throws: Problems.self) {
                    _ = try CreateApiToken().fromShell(
                        name: "x", permissions: ["test.sign"], lastDay: now.date, for: holder, at: now, in: db)
                }
                try RevokeApiToken().fromShell(made.token.id, at: now, in: db)
                #expect(try ApiToken.caller(forToken: made.secret, address: nil, at: now, in: db) == nil)
                #expect(throws: NotFound.self) { try RevokeApiToken().fromShell(made.token.id, at: now, in: db) }
                let byPlatform: Int? = try db.value(
                    "SELECT count(*) FROM event WHERE kind LIKE 'directory.api-token-%' AND actor_post IS NULL")
                #expect(byPlatform == 2)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an API token is not made for more than one may, nor for ever`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let unit = try sample.unit("Sở A", in: db)
                let post = try sample.post("Lê An", unit: unit, in: db)
                try sample.grant(.clerk, to: post, over: unit.id, in: db)
                let who = try #require(try caller(try start(post, in: db).token, in: db))
                for (permissions, days, field) in [
                    (["test.sign"], 30, "permissions"), ([], 30, "permissions"), (["test.register"], -1, "lastDay"),
                    (["test.register"], 367, "lastDay"),
                ] as [(Set<String>, Int, String)] {
                    let problems = #expect(throws: Problems.self) {
                        _ = try CreateApiToken()(
                            name: "x", permissions: permissions, lastDay: now.date.adding(days: days), by: who, at: now,
                            in: db)
                    }
                    #expect(problems?.byField.map(\.field) == [field])
                }
                let made = try ApiToken.list(of: post.person, in: db)
                #expect(made.isEmpty)
            }
        }
    }
}
