/// Keeps everybody else out of an installation while it is filled or copied as a whole.
///
/// Whoever opens the database leases a node number first and looks for a hold then; whoever holds it writes the hold
/// first and looks for leases then. So of two that come at once at least one sees the other, and goes.
public enum InstallationHold: String, CaseIterable, Sendable, SQLConvertible {
    /// Being copied elsewhere: lapses by itself when the copier no longer lives.
    case copying
    /// Being filled by a restore or a copy: stands until that has ended well, so half an installation is never served.
    case filling

    static let creation = """
        CREATE TABLE IF NOT EXISTS installation_hold (
            id BIGINT PRIMARY KEY, purpose TEXT NOT NULL, renewed_at BIGINT NOT NULL)
        """
}

/// Why an installation cannot be had for oneself, or not at all.
public enum InstallationHeld: Error, Hashable, Sendable, CustomStringConvertible {
    /// Other processes have it open: so many.
    case inUse(Int)
    /// Somebody copies it now.
    case copying
    /// A restore or copy into it has not ended, or not well.
    case unfinished

    public var description: String {
        switch self {
        case .inUse(let others):
            """
            the installation is in use by \(others) other process(es); stop them \
            (one that was killed is forgotten after a minute)
            """
        case .copying: "the installation is being copied; wait until that has ended"
        case .unfinished:
            """
            the installation is incomplete: a restore or a copy into it has not ended well; \
            empty the folder and the database and begin again
            """
        }
    }
}

extension Database {
    /// Holds the installation, which was opened with `openAlone`; called again every few seconds while a copy lasts.
    /// - Throws: `InstallationHeld` when somebody has it open or holds it.
    public func hold(for purpose: InstallationHold) async throws {
        try await write { db in
            _ = try db.execute(
                """
                INSERT INTO installation_hold (id, purpose, renewed_at)
                VALUES (1, \(purpose), \(idiom: .databaseTime))
                ON CONFLICT (id) DO UPDATE SET purpose = \(purpose), renewed_at = \(idiom: .databaseTime)
                """)
        }
        let others: Int = try await read { db in
            try db.value("SELECT count(*) FROM node_lease WHERE \(NodeLease.isAlive)") ?? 0
        }
        guard others == 0 else {
            try await release()
            throw InstallationHeld.inUse(others)
        }
    }

    /// Lets everybody in again.
    public func release() async throws {
        try await write { try $0.releaseHold() }
    }

    /// - Throws: `InstallationHeld` when somebody holds the installation.
    func checkNotHeld() async throws {
        let hold = try await read { db in
            try db.row("SELECT purpose, \(NodeLease.isAlive) AS is_alive FROM installation_hold")
        }
        guard let hold else { return }
        let purpose: InstallationHold = try hold["purpose"]
        if purpose == .filling { throw InstallationHeld.unfinished }
        if try hold["is_alive"] { throw InstallationHeld.copying }
    }
}

extension Connection {
    /// Lets everybody in again, in the transaction that makes the installation whole.
    public func releaseHold() throws {
        try execute("DELETE FROM installation_hold")
    }
}
