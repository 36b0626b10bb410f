import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the time comes from. Handed to whatever needs it, so that a test can say what day it is.
public struct WallClock: Sendable {
    private let read: @Sendable () -> Instant

    public init(_ read: @escaping @Sendable () -> Instant) {
        self.read = read
    }

    /// The moment it is by this clock.
    public func now() -> Instant {
        read()
    }

    /// The machine's own clock.
    public static let system = WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microsecondsSince1970: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// A clock that always shows the same moment.
    public static func fixed(_ instant: Instant) -> WallClock {
        WallClock { instant }
    }
}

/// A clock that is turned by hand: it shows the same moment until it is moved.
public final class ManualClock: Sendable {
    private let moment: Mutex<Instant>

    public init(_ start: Instant) {
        moment = Mutex(start)
    }

    public var clock: WallClock {
        WallClock { self.moment.withLock { $0 } }
    }

    /// Moves the clock to `instant`, forward or back.
    public func set(_ instant: Instant) {
        moment.withLock { $0 = instant }
    }

    /// Moves the clock on; back if negative.
    public func advance(seconds: Int64) {
        moment.withLock { $0 = $0.adding(seconds: seconds) }
    }
}
