import Database
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import Directory

private let today = SampleDirectory.today
private let now = SampleDirectory.now
private let effective = day("2026-03-01")
private let eve = day("2026-02-28")

/// A capability with one piece of open work a row.
private struct Desk: SuccessionFollower {
    static let name = Wording("Việc đang làm", en: "Open work")

    static func create(in db: Connection) throws {
        try db.execute("CREATE TABLE desk (id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL, post_id BIGINT)")
    }

    static func put(_ number: Int, at unit: ID<Unit>, for post: ID<Post>? = nil, in db: Connection) throws {
        try db.execute("INSERT INTO desk (id, unit_id, post_id) VALUES (\(number), \(unit), \(post))")
    }

    func openWork(of unit: ID<Unit>, in db: Connection) throws -> [OpenWork] {
        [OpenWork(name: Self.name, count: try db.value("SELECT count(*) FROM desk WHERE unit_id = \(unit)") ?? 0)]
    }

    func move(_ move: SuccessionMove, in db: Connection) throws {
        for (old, new) in move.posts {
            let unit = move.unitOfPost[new] ?? move.to
            try db.execute(
                "UPDATE desk SET post_id = \(new), unit_id = \(unit) WHERE unit_id = \(move.from) AND post_id = \(old)")
        }
        try db.execute("UPDATE desk SET unit_id = \(move.to) WHERE unit_id = \(move.from)")
    }
}

struct SuccessionTests {
    private func decision(
        _ kind: SuccessionKind, _ sources: [Unit], _ successors: [Unit]
    ) -> SuccessionDecision {
        SuccessionDecision(
            kind: kind, sources: sources.map(\.id), successors: successors.map(\.id), number: "18/NQ-HĐND",
            decidedOn: day("2026-02-20"), legalBasis: "Luật Tổ chức chính quyền địa phương 72/2025/QH15",
            effectiveOn: effective)
    }

    @discardableResult
    private func carryOut(
        _ decision: SuccessionDecision, _ sample: SampleDirectory, in db: Connection
    ) throws -> ID<Succession> {
        try DecideSuccession(followers: [Desk()])(decision, by: sample.admin(in: db), at: now, in: db)
    }

    private func with(
        _ engine: Engine, _ body: @escaping @Sendable (SampleDirectory, Connection) throws -> Void
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                try Desk.create(in: db)
                try body(sample, db)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a merger moves people, grants, units below and open work, and the old unit still reads`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample, db in
            let old = try sample.unit("Sở Thông tin và Truyền thông", symbol: "STTTT", in: db)
            let heir = try sample.unit("Sở Khoa học và Công nghệ", in: db)
            let centre = try sample.unit("Trung tâm CNTT", below: old.id, .publicServiceUnit, in: db)
            let clerk = try sample.post("Lê Thư", unit: old, in: db)
            let grant = try sample.grant(.clerk, to: clerk, over: old.id, in: db)
            let watcher = try sample.post("Bùi Xa", unit: heir, in: db)
            try sample.grant(.inspector, to: watcher, over: old.id, in: db)
            let code = OrganId("H99.20", scheme: .level1First)!
            try GiveOrganId()(code, to: old.id, from: day("2021-01-01"), by: sample.admin(in: db), at: now, in: db)
            try Desk.put(1, at: old.id, for: clerk.id, in: db)
            try Desk.put(2, at: old.id, in: db)
            let id = try carryOut(decision(.merge, [old], [heir]), sample, in: db)

            let closed = try #require(try Unit.find(old.id, on: today, in: db))
            #expect(closed.existence.to == eve && closed.name == "Sở Thông tin và Truyền thông")
            #expect(try Unit.successor(of: old.id, on: today, in: db)?.id == heir.id)
            #expect(try Unit.successor(of: old.id, on: eve, in: db)?.id == old.id)
            #expect(try Unit.find(centre.id, on: today, in: db)?.parent == heir.id)
            #expect(try Unit.find(centre.id, on: eve, in: db)?.parent == old.id)
            let new = try #require(try Post.continuing(clerk.id, on: today, in: db))
            #expect(new.unit == heir.id && new.person == clerk.person && new.title == clerk.title)
            let caller = try sample.caller(new, in: db)
            let moved = try #require(try Unit.find(centre.id, on: today, in: db))
            #expect([heir.path, moved.path].allSatisfy { caller.may(SampleDirectory.register, in: $0) })
            #expect(try Grant.find(grant.id, in: db)?.validity.to == eve)
            #expect(try Grant.of(watcher.id, from: today, in: db).map(\.unit) == [heir.id])
            #expect(try Desk().openWork(of: heir.id, in: db).map(\.count) == [2])
            #expect(try db.value("SELECT post_id FROM desk WHERE id = 1") == new.id)
            #expect(try Unit.withOrganId("H99.20", on: today, in: db) == nil)
            #expect(try Unit.formerlyWithOrganId("H99.20", on: today, in: db).map(\.id) == [old.id])
            #expect(try Unit.search("truyen thong", on: today, in: db).isEmpty)
            #expect(try Unit.search("truyen thong", includingClosed: true, on: today, in: db).map(\.id) == [old.id])
            #expect(try Succession.about(heir.id, in: db).map(\.id) == [id])
            #expect(try SampleDirectory.events(UnitClosed.self, in: db) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the preview tells what goes where, and changes nothing`(engine: Engine) async throws {
        try await with(engine) { sample, db in
            let old = try sample.unit("Sở A", in: db)
            let heir = try sample.unit("Sở B", in: db)
            try sample.unit("Phòng Một", below: old.id, .innerUnit, isAgency: false, in: db)
            let head = try sample.post("Lê Trưởng", unit: old, "Giám đốc", .head, in: db)
            try sample.post("Bùi Trưởng", unit: heir, "Giám đốc", .head, in: db)
            try Desk.put(1, at: old.id, in: db)
            let events: Int? = try db.value("SELECT count(*) FROM event")
            let plan = try PrepareSuccession(followers: [Desk()])(
                decision(.merge, [old], [heir]), by: sample.admin(in: db), at: now, in: db)
            #expect(plan.closings.map(\.openWork) == [[OpenWork(name: Desk.name, count: 1)]])
            #expect(plan.posts.map(\.holder.post.id) == [head.id])
            #expect(plan.posts.map(\.standing) == [.member] && plan.posts.allSatisfy { $0.needsAppointment })
            #expect(plan.children.map(\.to.id) == [heir.id])
            #expect(plan.obstacle == nil)
            #expect(try db.value("SELECT count(*) FROM event") == events)
            #expect(try Unit.find(old.id, on: today, in: db)?.existence.to == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a split sends each post where the decision says, and the rest to the main successor`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample, db in
            let old = try sample.unit("Sở Kinh tế", in: db)
            let main = try sample.unit("Sở Tài chính", from: effective, in: db)
            let other = try sample.unit("Sở Công thương", from: effective, in: db)
            let head = try sample.post("Lê Trưởng", unit: old, "Giám đốc", .head, in: db)
            let trade = try sample.post("Bùi Thương", unit: old, in: db)
            try Desk.put(1, at: old.id, for: trade.id, in: db)
            try Desk.put(2, at: old.id, for: head.id, in: db)
            var split = decision(.split, [old], [main, other])
            split.postsTo[trade.id] = other.id
            try carryOut(split, sample, in: db)
            #expect(try Post.continuing(head.id, on: today, in: db)?.unit == main.id)
            #expect(try PostHolder.head(of: main.id, on: today, in: db)?.personName == "Lê Trưởng")
            #expect(try Post.continuing(trade.id, on: today, in: db)?.unit == other.id)
            #expect(try db.value("SELECT unit_id FROM desk WHERE id = 1") == other.id)
            #expect(try db.value("SELECT unit_id FROM desk WHERE id = 2") == main.id)
            #expect(try Unit.successors(of: old.id, on: today, in: db).map(\.id) == [main.id, other.id])
        }
    }

    @Test(arguments: Engine.tested)
    func `a district with its divisions is abolished, and its communes stand below the province`(
        engine: Engine
    ) async throws {
        try await with(engine) { sample, db in
            let district = try sample.unit("Huyện Tân An", .district, in: db)
            let division = try sample.unit("Phòng Tư pháp", below: district.id, .innerUnit, isAgency: false, in: db)
            let commune = try sample.unit("Xã Bình Minh", below: district.id, .commune, in: db)
            let clerk = try sample.post("Lê Tư", unit: division, in: db)
            var abolition = decision(.abolish, [district, division], [commune])
            #expect(throws: SuccessionRefusal.successorIsBelowSource("Xã Bình Minh")) {
                try carryOut(abolition, sample, in: db)
            }
            var out = UnitChange(of: commune, from: effective)
            out.parent = sample.root
            try ChangeUnit()(out, by: sample.admin(in: db), at: now, in: db)
            abolition.childrenTo[commune.id] = sample.root
            try carryOut(abolition, sample, in: db)
            #expect(try Post.continuing(clerk.id, on: today, in: db)?.unit == commune.id)
            #expect(try Unit.find(commune.id, on: today, in: db)?.parent == sample.root)
            #expect(try Unit.children(of: sample.root, on: today, in: db).map(\.id) == [commune.id])
            #expect(try Unit.children(of: district.id, on: eve, in: db).count == 2)
            #expect(try Unit.successor(of: division.id, on: today, in: db)?.id == commune.id)
        }
    }

    @Test(arguments: Engine.tested)
    func `what came or went on the very day is below whom it is below then`(engine: Engine) async throws {
        try await with(engine) { sample, db in
            let old = try sample.unit("Sở Công thương", in: db)
            let heir = try sample.unit("Sở Tài chính", in: db)
            let other = try sample.unit("Sở Nội vụ", in: db)
            let gone = try sample.unit("Chi cục Quản lý thị trường", below: old.id, .innerUnit, in: db)
            let come = try sample.unit("Trung tâm Khuyến công", below: other.id, .innerUnit, in: db)
            let renamed = try sample.unit("Phòng Năng lượng", below: old.id, .innerUnit, isAgency: false, in: db)
            for (unit, parent) in [(gone, other), (come, old), (renamed, old)] {
                var change = UnitChange(of: unit, from: effective)
                change.parent = parent.id
                if unit == renamed { change.name = "Phòng Quản lý năng lượng" }
                try ChangeUnit()(change, by: sample.admin(in: db), at: now, in: db)
            }
            try carryOut(decision(.merge, [old], [heir]), sample, in: db)
            #expect(try Unit.find(gone.id, on: effective, in: db)?.parent == other.id)
            #expect(try Unit.find(come.id, on: effective, in: db)?.parent == heir.id)
            #expect(try Unit.find(renamed.id, on: effective, in: db)?.parent == heir.id)
            #expect(try Unit.find(renamed.id, on: effective, in: db)?.name == "Phòng Quản lý năng lượng")
            #expect(try Unit.find(come.id, on: eve, in: db)?.parent == other.id)
            #expect(try Unit.children(of: old.id, on: eve, in: db).map(\.id) == [gone.id, renamed.id])
        }
    }

    @Test(arguments: Engine.tested)
    func `a duty moves and both units stay`(engine: Engine) async throws {
        try await with(engine) { sample, db in
            let from = try sample.unit("Sở Thông tin", in: db)
            let to = try sample.unit("Công an tỉnh", .centralAgency, in: db)
            let post = try sample.post("Lê Viên", unit: from, in: db)
            var transfer = decision(.transferDuty, [from], [to])
            #expect(throws: SuccessionRefusal.dutyIsMissing) { try carryOut(transfer, sample, in: db) }
            transfer.duty = "An toàn thông tin mạng"
            let id = try carryOut(transfer, sample, in: db)
            #expect(try Unit.successor(of: from.id, on: today, in: db)?.id == from.id)
            #expect(try Post.continuing(post.id, on: today, in: db) == post)
            #expect(try Succession.find(id, in: db)?.duty == "An toàn thông tin mạng")
            #expect(try SampleDirectory.events(UnitClosed.self, in: db) == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `what does not fit the tree is refused and changes nothing`(engine: Engine) async throws {
        try await with(engine) { sample, db in
            let a = try sample.unit("Sở A", in: db)
            let b = try sample.unit("Sở B", in: db)
            let young = try sample.unit("Sở Mới", from: effective, in: db)
            let late = try sample.unit("Sở Sau", from: day("2026-04-01"), in: db)
            let root = try #require(try Unit.root(on: today, in: db))
            for unit in [a, b] { try sample.unit("Văn phòng", below: unit.id, .innerUnit, isAgency: false, in: db) }
            let before: Int? = try db.value("SELECT count(*) FROM event")
            for (wrong, refusal) in [
                (decision(.merge, [], [b]), SuccessionRefusal.noSource), (decision(.merge, [a], []), .noSuccessor),
                (decision(.merge, [a], [b, young]), .wrongNumberOfSuccessors),
                (decision(.split, [a], [b]), .wrongNumberOfSuccessors),
                (decision(.merge, [a], [a]), .sourceIsSuccessor("Sở A")),
                (decision(.merge, [young], [a]), .sourceIsTooYoung("Sở Mới")),
                (decision(.abolish, [root], [a]), .sourceIsTheTop),
                (decision(.merge, [a], [late]), .successorIsNotThere("Sở Sau")),
                (decision(.merge, [a], [b]), .childNameIsTaken("Văn phòng")),
            ] {
                #expect(throws: refusal) { try carryOut(wrong, sample, in: db) }
            }
            var future = decision(.merge, [a], [b])
            future.effectiveOn = day("2026-04-01")
            #expect(throws: SuccessionRefusal.notYetInForce(future.effectiveOn)) {
                try carryOut(future, sample, in: db)
            }
            #expect(try db.value("SELECT count(*) FROM event") == before)
            #expect(try Unit.find(a.id, on: today, in: db)?.existence.to == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `only who may reorganise both sides does`(engine: Engine) async throws {
        try await with(engine) { sample, db in
            let a = try sample.unit("Sở A", in: db)
            let b = try sample.unit("Sở B", in: db)
            let manager = try sample.post("Lê Quản", unit: a, in: db)
            try sample.grant(.administrator, to: manager, over: a.id, in: db)
            let caller = try sample.caller(manager, in: db)
            #expect(throws: NotFound.self) {
                try DecideSuccession(followers: [])(decision(.merge, [a], [b]), by: caller, at: now, in: db)
            }
            #expect(throws: NotFound.self) {
                _ = try PrepareSuccession(followers: [])(decision(.merge, [a], [b]), by: caller, at: now, in: db)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `sessions and tokens go on in the new post, authorisations and substitutions lapse`(engine: Engine)
        async throws
    {
        try await with(engine) { sample, db in
            let old = try sample.unit("Sở A", in: db)
            let heir = try sample.unit("Sở B", in: db)
            let division = try sample.unit("Phòng Một", below: old.id, .innerUnit, isAgency: false, in: db)
            let head = try sample.post("Lê Trưởng", unit: old, "Giám đốc", .head, in: db)
            let leader = try sample.post("Bùi Phòng", unit: division, "Trưởng phòng", .head, in: db)
            let admin = try sample.admin(in: db)
            let authorisation = try RecordAuthorisation()(
                NewAuthorisation(
                    kind: .byOrder, giver: head.id, receiver: leader.id, scope: "Giấy mời", decisionNumber: "1/QC",
                    decidedOn: day("2026-01-01"), from: day("2026-01-02")),
                by: admin, at: now, in: db)
            let substitution = try RequestSubstitution()(
                NewSubstitution(absent: head.id, substitute: leader.id, from: today, to: today, reason: "Ốm"),
                by: admin, at: now, in: db)
            try sample.grant(.clerk, to: head, over: old.id, in: db)
            let sessions = Sessions()
            let session = try sessions.start(
                head.person, in: head.id, address: nil, agent: nil, at: now, in: db)
            func asks() throws -> Caller? {
                try sessions.caller(forToken: session.token, address: nil, at: now, in: db)
            }
            let before = try #require(try asks())
            let token = try CreateApiToken()(
                name: "Máy", permissions: ["test.register"], lastDay: today, by: before, at: now, in: db)
            try carryOut(decision(.merge, [old], [heir]), sample, in: db)
            let moved = try #require(try asks())
            #expect(moved.post != head.id && moved.unit == heir.id && moved.mayHere(SampleDirectory.register))
            let api = try ApiToken.caller(forToken: token.secret, address: nil, at: now, in: db)
            #expect(api?.post == moved.post && api?.rights.codes == ["test.register"])
            #expect(try WrittenAuthorisation.find(authorisation.id, in: db)?.validity.to == eve)
            #expect(try Substitution.find(substitution.id, in: db)?.endedAt == now)
            #expect(throws: SigningRefusal.self) {
                _ = try SigningAuthority.of(leader.id, for: heir.id, on: today, in: db)
            }
            let new = try #require(try Post.continuing(head.id, on: today, in: db))
            #expect(try SigningAuthority.of(new.id, for: heir.id, on: today, in: db).lines == ["GIÁM ĐỐC"])
        }
    }

    @Test(arguments: Engine.tested)
    func `a chain of mergers leads to whoever carries on today`(engine: Engine) async throws {
        try await with(engine) { sample, db in
            let units = try (0..<4).map { try sample.unit("Sở \($0)", in: db) }
            let post = try sample.post("Lê Theo", unit: units[0], in: db)
            for index in 0..<3 {
                var merger = decision(.merge, [units[index]], [units[index + 1]])
                merger.decidedOn = day("2025-01-0\(index + 1)")
                merger.effectiveOn = day("2025-0\(index + 2)-01")
                try carryOut(merger, sample, in: db)
            }
            #expect(try Unit.successor(of: units[0].id, on: today, in: db)?.id == units[3].id)
            #expect(try Unit.successor(of: units[0].id, on: day("2025-02-15"), in: db)?.id == units[1].id)
            #expect(try Unit.successors(of: units[0].id, on: today, in: db).map(\.id) == [units[3].id])
            let last = try #require(try Post.continuing(post.id, on: today, in: db))
            #expect(last.unit == units[3].id)
            #expect(try Post.continuing(post.id, on: day("2025-02-15"), in: db)?.unit == units[1].id)
            #expect(try Post.history(of: post.person, in: db).count == 4)
        }
    }

    /// Whatever is merged, split or abolished: who had a post the day before has one on the day, in a unit that exists;
    /// open work lies in units that exist; nothing lies in a unit that closed; and the tree stays sound.
    @Test(arguments: Engine.tested, [11, 12, 13] as [UInt64])
    func `everyone keeps a post and all open work has a home`(engine: Engine, seed: UInt64) async throws {
        try await with(engine) { sample, db in
            var random = SplitMix64(seed: seed)
            var units: [Unit] = []
            for index in 0..<14 {
                let parent = index < 6 ? sample.root : units.randomElement(using: &random)!.id
                units.append(
                    try sample.unit("Đơn vị \(index)", below: parent, isAgency: Bool.random(using: &random), in: db))
            }
            var people: Set<ID<Person>> = []
            for index in 0..<30 {
                let unit = units.randomElement(using: &random)!
                let post = try sample.post("Người \(index)", unit: unit, in: db)
                people.insert(post.person)
                try sample.grant(.clerk, to: post, over: units.randomElement(using: &random)!.id, in: db)
                try Desk.put(index, at: unit.id, for: Bool.random(using: &random) ? post.id : nil, in: db)
            }
            var done = 0
            for _ in 0..<12 {
                let count = Int.random(in: 1...3, using: &random)
                let picked = Array(units.shuffled(using: &random).prefix(count + 2))
                let kind = [SuccessionKind.merge, .split, .abolish].randomElement(using: &random)!
                let sources = Array(kind == .split ? picked.prefix(1) : picked.prefix(count))
                let heirs = Array(kind == .split ? picked.suffix(2) : picked.suffix(1))
                var one = decision(kind, sources, heirs)
                one.effectiveOn = effective.adding(days: -30 + done)
                one.decidedOn = one.effectiveOn
                if (try? carryOut(one, sample, in: db)) != nil { done += 1 }
            }
            #expect(done >= 3)
            let root = try #require(try Unit.root(on: today, in: db))
            let open = try Unit.subtree(of: root.path, on: today, in: db)
            let alive = Set(open.map(\.id))
            #expect(open.allSatisfy { unit in unit.parent.map(alive.contains) ?? true })
            #expect(open.allSatisfy { alive.contains($0.agency) })
            for person in people {
                let posts = try PostHolder.posts(of: person, on: today, in: db)
                #expect(posts.count == 1 && posts.allSatisfy { alive.contains($0.post.unit) })
                let caller = try sample.caller(posts[0].post, in: db)
                #expect(caller.rights.has(SampleDirectory.register))
            }
            let homes: [ID<Unit>] = try db.values("SELECT unit_id FROM desk")
            #expect(homes.count == 30 && homes.allSatisfy(alive.contains))
            let owners: [ID<Post>] = try db.values("SELECT post_id FROM desk WHERE post_id IS NOT NULL")
            for owner in owners { #expect(try Post.find(owner, in: db)?.validity.contains(today) == true) }
        }
    }
}
