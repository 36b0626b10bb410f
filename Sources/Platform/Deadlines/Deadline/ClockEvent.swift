public import Essentials

/// What happened to a running clock. The ledger is kept, and the due time is always derived from it, never edited.
public enum ClockEvent: Hashable, Sendable {
    /// Tạm dừng: only where a sector rule says so.
    case suspend(at: Instant, reason: String, source: LegalSource?)
    case resume(at: Instant)
    /// Tính lại từ đầu: the whole term again, as after a full supplement (NĐ 118/2025 Đ. 19 k. 5).
    case restart(at: Instant, source: LegalSource?)
    /// Gia hạn: a new due time, once (NĐ 118/2025 Đ. 19 k. 6).
    case extend(at: Instant, to: Instant, reason: String, source: LegalSource?)

    public var at: Instant {
        switch self {
        case .suspend(let at, _, _), .resume(let at), .restart(let at, _), .extend(let at, _, _, _): at
        }
    }
}

/// A clock's start and stops, after what its ledger tells.
struct ClockHistory {
    /// A time during which nothing is counted; still open if nobody resumed.
    struct Pause {
        let suspendedAt: Instant
        var resumedAt: Instant?
        let reason: String
        let source: LegalSource?

        /// In day units the day of the suspension is still counted and the day of the resumption is not.
        func covers(_ date: CivilDate) -> Bool {
            date > suspendedAt.date && date <= (resumedAt?.date ?? date)
        }
    }

    struct Extension {
        let to: Instant
        let reason: String
        let source: LegalSource?
    }

    private(set) var start: Instant
    private(set) var pauses: [Pause] = []
    private(set) var extended: Extension?
    /// The start that a restart has made history, and on what ground.
    private(set) var restart: (at: Instant, source: LegalSource?)?

    /// Events are taken in the order of time; those of one moment as the ledger lists them.
    init(start: Instant, ledger: [ClockEvent]) throws(DeadlineError) {
        self.start = start
        for event in ledger.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }) {
            try apply(event.element)
        }
    }

    private mutating func apply(_ event: ClockEvent) throws(DeadlineError) {
        guard event.at >= start else { throw .eventBeforeStart(event.at) }
        let isSuspended = pauses.last.map { $0.resumedAt == nil } ?? false
        switch event {
        case .suspend(let at, let reason, let source):
            guard !isSuspended else { throw .suspendedTwice(at) }
            pauses.append(Pause(suspendedAt: at, resumedAt: nil, reason: reason, source: source))
        case .resume(let at):
            guard isSuspended else { throw .resumedWithoutSuspension(at) }
            pauses[pauses.count - 1].resumedAt = at
        case .restart(let at, let source):
            start = at
            pauses = []
            extended = nil
            restart = (at, source)
        case .extend(let at, let to, let reason, let source):
            guard extended == nil else { throw .extendedTwice(at) }
            extended = Extension(to: to, reason: reason, source: source)
        }
    }

    /// The pause that covers `date` in day units; throws if it is still open.
    func pause(covering date: CivilDate) throws(DeadlineError) -> Pause? {
        guard let pause = pauses.first(where: { $0.covers(date) }) else { return nil }
        guard pause.resumedAt != nil else { throw .stillSuspended(since: pause.suspendedAt) }
        return pause
    }

    /// The parts of a stretch of time in which the clock runs; an open pause ends them.
    func running(from start: Instant, to end: Instant) -> [(from: Instant, to: Instant)] {
        var pieces: [(from: Instant, to: Instant)] = []
        var from = start
        for pause in pauses where pause.suspendedAt < end {
            if from < pause.suspendedAt { pieces.append((from, pause.suspendedAt)) }
            from = max(from, pause.resumedAt ?? end)
        }
        if from < end { pieces.append((from, end)) }
        return pieces
    }

    /// When the clock was suspended without being resumed.
    var openSuspension: Instant? {
        pauses.last.flatMap { $0.resumedAt == nil ? $0.suspendedAt : nil }
    }
}
