import Directory
import Essentials
import Synchronization

@testable import Web

/// People of the tests.
enum TestPerson: Int64, CaseIterable {
    /// May note.
    case clerk = 1
    /// May not.
    case guest = 2

    func caller(session: Int64?, steppedUpAt: Instant?, address: String?) -> Caller {
        let unit = UnitPath(text: "/0000000000001/")
        let rights =
            self == .clerk
            ? Rights([Permission.note.code: [PermissionScope(unit: unit, coversSubtree: false)]]) : Rights([:])
        return Caller(
            person: ID(rawValue: rawValue), personName: self == .clerk ? "Đặng Thị Văn Thư" : "Khách",
            post: ID(rawValue: 10 + rawValue), postTitle: "Văn thư", unit: ID(rawValue: 1), unitPath: unit,
            unitName: "Văn phòng Ủy ban nhân dân tỉnh", agency: ID(rawValue: 1), agencyPath: unit,
            agencyName: "Ủy ban nhân dân tỉnh", rights: rights,
            session: session.map { ID(rawValue: $0) },
            steppedUpAt: steppedUpAt, address: address)
    }
}

extension Permission {
    static let note = Permission("notes.write", Wording("Ghi chú", en: "Write notes"))
}

/// Who is signed in, in memory.
final class TestSessions: Sendable {
    private struct State {
        var sessions: [String: (id: Int64, person: TestPerson, steppedUpAt: Instant?)] = [:]
        var activity = 0
        var next = 0
    }

    private let state = Mutex(State())

    /// The API token of the clerk.
    static let bearer = "token-of-the-clerk"
    static let password = "đúng mật khẩu"

    /// How often somebody did something.
    var activity: Int { state.withLock { $0.activity } }

    func begin(_ person: TestPerson, at now: Instant) -> String {
        state.withLock { state in
            state.next += 1
            let token = "session-\(state.next)"
            state.sessions[token] = (Int64(state.next), person, nil)
            return token
        }
    }

    func end(_ token: String) {
        state.withLock { state in state.sessions[token] = nil }
    }

    var resolver: CallerResolver {
        CallerResolver(
            bySession: { token, address, _, _ in self.caller(token, address) },
            byBearer: { token, address, _, _ in
                token == Self.bearer
                    ? TestPerson.clerk.caller(session: nil, steppedUpAt: nil, address: address) : nil
            },
            posts: { caller, _, _ in
                [
                    PostChoice(id: caller.post, label: "Văn thư"),
                    PostChoice(id: ID(rawValue: 99), label: "Phó Chánh Văn phòng"),
                ]
            },
            stepUp: { caller, proof, now in self.stepUp(caller, proof, now) },
            activity: { _, _ in self.state.withLock { $0.activity += 1 } },
            detour: { caller, path in
                caller.personName == "Khách" && path == "/notes/detour" ? "/notes/password" : nil
            })
    }

    private func caller(_ token: String, _ address: String?) -> Caller? {
        guard let session = state.withLock({ $0.sessions[token] }) else { return nil }
        return session.person.caller(session: session.id, steppedUpAt: session.steppedUpAt, address: address)
    }

    private func stepUp(_ caller: Caller, _ proof: StepUpProof, _ now: Instant) -> StepUpOutcome {
        guard case .password(let password) = proof else { return .wrong }
        guard password == Self.password else { return .wrong }
        return state.withLock { state in
            guard let found = state.sessions.first(where: { $0.value.id == caller.session?.rawValue }) else {
                return .wrong
            }
            state.sessions[found.key] = nil
            state.next += 1
            let token = "session-\(state.next)"
            state.sessions[token] = (found.value.id, found.value.person, now)
            return .confirmed(token: token)
        }
    }
}
