import App
import Database
import Directory
import Essentials
import Foundation
import TestSupport
import Testing
import Web

/// Every route, asked as every role from four places and as nobody, against `permissions.txt`. On SQLite: the routes'
/// commands are tested on both engines where they are.
struct PermissionMatrixTests {
    @Test func `every route is in the matrix, and every line has its route and states its access`() async throws {
        let lines = try PermissionLine.all()
        try await TemporaryFolder.with { folder in
            let routes = try await MatrixHouse.routes(in: folder.path)
            let bySkeleton = Dictionary(grouping: routes) { PermissionLine.skeleton(of: $0.method, $0.path) }
            var named: Set<String> = []
            for line in lines {
                // A line belongs to the route that would answer it: a literal path before one with a parameter.
                let found = bySkeleton[line.skeleton] ?? routes.filter { Self.asked(line, $0) }
                #expect(!found.isEmpty, "permissions.txt:\(line.number) has no route: \(line.skeleton)")
                for route in found {
                    let name = PermissionLine.skeleton(of: route.method, route.path)
                    named.insert(name)
                    #expect(
                        line.access == Self.name(of: route.access), "permissions.txt:\(line.number) is not \(name)")
                }
            }
            #expect(Set(bySkeleton.keys).subtracting(named).sorted() == [], "not in permissions.txt")
        }
    }

    @Test func `what one may not know is not there, and refusing changes nothing`() async throws {
        try await TemporaryFolder.with { folder in
            let house = try await MatrixHouse.make(in: folder.path)
            for line in try PermissionLine.all() {
                let before = try house.stored()
                for asker in house.people.askers {
                    guard let wanted = line.refusal(of: asker) else { continue }
                    let answer = await house.ask(line, as: asker)
                    Self.expect(answer.status == wanted, line, asker, answer, wanted: "\(wanted)")
                    if line.method != .get {
                        Self.expect(try house.stored() == before, line, asker, answer, wanted: "no change")
                    }
                }
                await Self.askAsNobody(line, in: house)
                if line.method != .get && line.access != "public" {
                    #expect(try house.stored() == before, "\(line.testDescription) as nobody changed something")
                }
            }
        }
    }

    @Test func `whoever may is admitted`() async throws {
        try await TemporaryFolder.with { folder in
            let house = try await MatrixHouse.make(in: folder.path)
            for line in try PermissionLine.all() {
                let askers = house.people.askers.filter { line.refusal(of: $0) == nil }
                if line.method == .get {
                    await Self.askAdmitted(line, as: askers, in: house)
                } else {
                    // What one has done to a record, another may find gone.
                    for group in line.path.contains("{") ? askers.map({ [$0] }) : [askers] {
                        try await house.copied { await Self.askAdmitted(line, as: group, in: $0) }
                    }
                }
            }
        }
    }
}

// MARK: - What is expected

extension PermissionMatrixTests {
    private static func askAdmitted(
        _ line: PermissionLine, as askers: [MatrixPeople.Asker], in house: MatrixHouse
    ) async {
        for asker in askers {
            let answer = await house.ask(line, as: asker)
            let isAdmitted = (200..<400).contains(answer.status) || [409, 422].contains(answer.status)
            expect(isAdmitted, line, asker, answer, wanted: "admitted")
        }
    }

    private static func expect(
        _ isRight: Bool, _ line: PermissionLine, _ asker: MatrixPeople.Asker,
        _ answer: (status: Int, location: String?),
        wanted: String
    ) {
        guard !isRight else { return }
        Issue.record("\(line.testDescription) as \(asker.username): \(answer.status), wanted \(wanted)")
    }

    private static func askAsNobody(_ line: PermissionLine, in house: MatrixHouse) async {
        let answer = await house.ask(line, as: nil)
        let isRight =
            if line.access == "public" {
                line.who.first?.name == "none" ? answer.status == 404 : ![401, 404, 500].contains(answer.status)
            } else if line.method == .get && !line.path.hasPrefix("/api/") {
                answer.status == 303 && answer.location?.hasPrefix("/sign-in") == true
            } else if line.form == "" {
                // Nothing was typed that would have to be handed back.
                answer.status == 303 && answer.location?.hasPrefix("/sign-in") == true
            } else {
                answer.status == 401
            }
        if !isRight { Issue.record("\(line.testDescription) as nobody: \(answer.status) \(answer.location ?? "")") }
    }

    /// `/my-work/to-handle` and `/assets/lienthong.css` name a value in place of the parameter.
    private static func asked(_ line: PermissionLine, _ route: RouteDescription) -> Bool {
        let path = line.skeleton.split(separator: " ").last.map { $0.split(separator: "/") } ?? []
        let parts = route.path.split(separator: "/")
        return line.method == route.method && path.count == parts.count
            && zip(path, parts).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }

    private static func name(of access: Access) -> String {
        switch access {
        case .public: "public"
        case .signedIn: "signed-in"
        case .needs(let permission): permission.code
        }
    }
}
