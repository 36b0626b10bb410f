import Directory
import Essentials
import Web

/// Where I am signed in, and the way to end it there.
struct SessionsPage: Page {
    let title = Wording("Phiên đăng nhập", en: "Sessions")
    let tabs = AccountTab.sessions.tabs
    let endOthers: Action?
    let sessions: [SessionRow]

    init(_ sessions: [Session], current: ID<Session>?, at now: Instant) {
        self.sessions = sessions.map { SessionRow($0, isCurrent: $0.id == current, at: now) }
        endOthers =
            sessions.contains { $0.id != current }
            ? Action(
                Wording("Kết thúc mọi phiên khác", en: "End all other sessions"),
                posting: AdministrationPaths.otherSessionsEnd, icon: "logout", isDanger: true) : nil
    }
}

/// A session in a table.
struct SessionRow: Viewable {
    let device: String
    let address: String?
    let startedAt: Instant
    let lastSeen: Age
    let expiresAt: Instant
    let isCurrent: Bool
    let end: Action?

    init(_ session: Session, isCurrent: Bool, at now: Instant) {
        device = Self.device(session.agent)
        address = session.address
        startedAt = session.startedAt
        lastSeen = Age(of: session.lastSeenAt, at: now)
        expiresAt = session.expiresAt
        self.isCurrent = isCurrent
        end =
            isCurrent
            ? nil
            : Action(
                Wording("Kết thúc", en: "End"), posting: AdministrationPaths.sessionEnd(session.id), icon: "logout")
    }

    /// Somebody else's, as who manages the account sees it.
    init(_ session: Session, of person: ID<Person>, at now: Instant) {
        device = Self.device(session.agent)
        address = session.address
        startedAt = session.startedAt
        lastSeen = Age(of: session.lastSeenAt, at: now)
        expiresAt = session.expiresAt
        isCurrent = false
        end = nil
    }

    private static let browsers = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS", "macOS"), ("Linux", "Linux"),
    ]

    /// `Firefox · Windows` out of what a browser calls itself; its beginning where that is not known.
    static func device(_ agent: String?) -> String {
        guard let agent else { return "—" }
        let browser = browsers.first { agent.contains($0.0) }?.1
        let system = systems.first { agent.contains($0.0) }?.1
        let known = [browser, system].compactMap(\.self)
        return known.isEmpty ? String(agent.prefix(60)) : known.joined(separator: " · ")
    }
}
