import Database
import Directory
import Essentials
import Synchronization

/// The streams of events that open pages listen to: what waits where, told anew whenever something happens.
///
/// `App` runs it beside the server and closes it when the server is asked to stop, since a response that never ends
/// would keep the server from ending.
public final class LiveEvents: Sendable {
    private struct Listener {
        let token: String
        let address: String?
        let language: Language
        let continuation: AsyncStream<ServerEvent>.Continuation
        var said: [String: String] = [:]
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
        var isClosed = false
    }

    /// Windows of one person; a further one closes the oldest.
    static let mostPerSession = 6
    /// Windows of everybody.
    static let most = 5_000
    /// A sign of life keeps proxies from closing the connection.
    private static let heartbeat = Duration.seconds(20)
    /// Rings in quick succession are answered once.
    private static let pause = Duration.seconds(1)

    private let database: Database
    private let callers: CallerResolver
    private let facts: FrameFactsReader
    private let bell: ChangeBell
    private let clock: WallClock
    private let state = Mutex(State())

    init(database: Database, callers: CallerResolver, facts: FrameFactsReader, bell: ChangeBell, clock: WallClock) {
        self.database = database
        self.callers = callers
        self.facts = facts
        self.bell = bell
        self.clock = clock
    }

    /// Tells listeners what changed, until the task is cancelled or `close` is called.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in self.bell.rings() {
                    if self.isClosed { break }
                    await self.tellCounts()
                    do { try await Task.sleep(for: Self.pause) } catch { break }
                }
            }
            group.addTask {
                while !self.isClosed {
                    do { try await Task.sleep(for: Self.heartbeat) } catch { break }
                    self.beat()
                    await self.tellCounts()
                }
            }
        }
        close()
    }

    /// Ends every stream, and any that is asked for later.
    public func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.continuation.finish() }
        bell.ring()
    }

    /// A stream for one window, beginning with all counts.
    func listen(token: String, address: String?, in language: Language) async -> AsyncStream<ServerEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerEvent.self, bufferingPolicy: .bufferingNewest(16))
        guard let number = add(Listener(token: token, address: address, language: language, continuation: continuation))
        else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        await tellCounts(to: [number], anew: false)
        return stream
    }

    /// How many windows listen.
    var count: Int { state.withLock { $0.listeners.count } }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func add(_ listener: Listener) -> Int? {
        let (number, oldest): (Int?, Listener?) = state.withLock { state in
            guard !state.isClosed, state.listeners.count < Self.most else { return (nil, nil) }
            let own = state.listeners.filter { $0.value.token == listener.token }.keys.sorted()
            let oldest =
                own.count >= Self.mostPerSession ? own.first.flatMap { state.listeners.removeValue(forKey: $0) } : nil
            state.next += 1
            state.listeners[state.next] = listener
            return (state.next, oldest)
        }
        oldest?.continuation.finish()
        return number
    }

    private func beat() {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.continuation.yield(.heartbeat) }
    }

    /// Counts anew for everybody who listens; a session that has ended hears nothing more.
    func tellCounts() async {
        await tellCounts(to: state.withLock { $0.listeners.keys.sorted() }, anew: true)
    }

    private func tellCounts(to numbers: [Int], anew: Bool) async {
        let listeners = state.withLock { state in
            numbers.compactMap { number in state.listeners[number].map { (number, $0) } }
        }
        var known: [String: FrameFacts?] = [:]
        for (number, listener) in listeners {
            do {
                let facts: FrameFacts?
                if let earlier = known[listener.token] {
                    facts = earlier
                } else {
                    facts = try await self.facts(for: listener, anew: anew)
                    known[listener.token] = .some(facts)
                }
                tell(number, facts?.live(in: listener.language))
            } catch {
                // The database is away for a moment: the next ring or heartbeat asks again.
                return
            }
        }
    }

    private func facts(for listener: Listener, anew: Bool) async throws -> FrameFacts? {
        let (token, address, now) = (listener.token, listener.address, clock.now())
        return try await database.read { [callers, facts] db in
            guard let caller = try callers.bySession(token, address, now, db) else { return nil }
            return try anew
                ? facts.newFacts(for: caller, at: now, in: db) : facts.facts(for: caller, at: now, in: db)
        }
    }

    private func tell(_ number: Int, _ counts: [String: String]?) {
        let ended: Listener? = state.withLock { state in
            guard let listener = state.listeners[number] else { return nil }
            guard let counts else { return state.listeners.removeValue(forKey: number) }
            let changed = counts.filter { listener.said[$0.key] != $0.value }
            state.listeners[number]?.said = counts
            if !changed.isEmpty, let json = try? StrictJSON.encode(changed) {
                listener.continuation.yield(ServerEvent("counts", data: String(decoding: json, as: UTF8.self)))
            }
            return nil
        }
        ended?.continuation.finish()
    }
}

extension FrameFacts {
    /// What waits where, as the frame writes it; nothing waiting is no text.
    func live(in language: Language) -> [String: String] {
        var texts = counts.mapValues { $0.value == 0 ? "" : $0.text(in: language) }
        if let notifications {
            texts["/notifications"] = notifications.value == 0 ? "" : notifications.text(in: language)
        }
        return texts
    }
}
