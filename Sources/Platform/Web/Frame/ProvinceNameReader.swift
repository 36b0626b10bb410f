import Database
import Essentials
import Synchronization

/// The province's name on every page, also on those for nobody in particular: as it is named today, so that a set-up, a
/// renaming and the day on which a renaming takes effect are seen without a restart.
///
/// It is read again after every form that came through this process, and every few seconds for what came through others.
final class ProvinceNameReader: Sendable {
    private struct Kept {
        let name: Wording
        let forms: Int
        let at: Instant?
    }

    private static let secondsKept: Int64 = 5

    private let read: FrameSettings.ProvinceName
    private let kept = Mutex(Kept(name: .verbatim("Liên Thông"), forms: 0, at: nil))
    private let forms = Atomic<Int>(0)

    init(_ read: @escaping FrameSettings.ProvinceName) {
        self.read = read
    }

    /// As it was read last.
    var current: Wording { kept.withLock { $0.name } }

    /// A form did its work; perhaps it named the province.
    func noteForm() {
        forms.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }

    /// A name that cannot be read now stays as it was: the page that says so needs one too.
    func refresh(at now: Instant, from database: Database) async {
        let forms = forms.load(ordering: .sequentiallyConsistent)
        let isFresh = kept.withLock { kept in
            guard kept.forms == forms, let at = kept.at else { return false }
            return (0..<Self.secondsKept).contains(now.seconds(since: at))
        }
        guard !isFresh, let name = try? await database.read({ [read] db in try read(db, now.date) }) else { return }
        kept.withLock { $0 = Kept(name: name, forms: forms, at: now) }
    }
}
