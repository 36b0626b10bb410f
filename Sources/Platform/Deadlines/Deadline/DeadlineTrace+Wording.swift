public import Essentials

extension TraceStep {
    /// The step in a sentence: Vietnamese for the receipt, English beside it.
    public var wording: Wording {
        switch fact {
        case .started(let at, let term):
            Wording(
                "Bắt đầu lúc \(at.vietnamese), thời hạn \(term.wording.vietnamese)",
                en: "Starts \(at.english), term \(term.wording.english)")
        case .firstDayExcluded(let date):
            Wording("Không tính ngày đầu \(date.vietnamese)", en: "The first day, \(date), is not counted")
        case .startMoved(let at):
            Wording("Sau giờ chốt nhận, tính từ \(at.vietnamese)", en: "After the cut-off; counted from \(at.english)")
        case .restarted(let at):
            Wording("Tính lại từ đầu lúc \(at.vietnamese)", en: "Counted again from the beginning, \(at.english)")
        case .days(let stretch):
            stretch.wording(counted: counted, total: total)
        case .ordinaryDays(let dates):
            Self.joined(dates.wording, counted.sum(to: total))
        case .elapsed(let from, let to):
            Self.joined(
                Wording("Từ \(from.vietnamese) đến \(to.vietnamese)", en: "From \(from.english) to \(to.english)"),
                counted.sum(to: total))
        case .paused(let from, let to, let reason):
            Wording(
                "Tạm dừng từ \(from.vietnamese) đến \(to.vietnamese): \(reason)",
                en: "Suspended from \(from.english) to \(to.english): \(reason)")
        case .monthEnd, .rolled, .extended, .due, .provisional:
            endWording
        }
    }

    private var endWording: Wording {
        switch fact {
        case .monthEnd(let date):
            Wording(
                "Tháng không có ngày tương ứng, lấy ngày cuối tháng \(date.vietnamese)",
                en: "The month has no such day; its last day, \(date), is taken")
        case .rolled(let from, let to):
            Wording(
                "Ngày cuối \(from.vietnamese) không làm việc, chuyển sang ngày làm việc tiếp theo \(to.vietnamese)",
                en: "The last day, \(from), is not worked; moved to the next working day, \(to)")
        case .extended(let at, let reason):
            Wording("Hẹn lại \(at.vietnamese): \(reason)", en: "New appointment \(at.english): \(reason)")
        case .due(let at):
            Wording("Hạn \(at.vietnamese)", en: "Due \(at.english)")
        case .provisional(let date):
            Wording(
                "Tạm tính: chưa nhập quyết định nghỉ lễ, Tết sau ngày \(date.vietnamese)",
                en: "Provisional: decisions on holidays after \(date) are not entered")
        default:
            Wording("", en: "")
        }
    }

    private static func joined(_ first: Wording, _ second: Wording) -> Wording {
        Wording("\(first.vietnamese): \(second.vietnamese)", en: "\(first.english): \(second.english)")
    }
}

extension TraceStep.DayStretch {
    /// `30/04/2025: nghỉ lễ (Ngày Chiến thắng), không tính`.
    fileprivate func wording(counted: TraceStep.Used, total: TraceStep.Used) -> Wording {
        let when = dates.wording
        let what = reason
        let sum = counted == .nothing ? Wording("không tính", en: "not counted") : counted.sum(to: total)
        let hours = hours.map { ", \($0.lowerBound.hourAndMinute)–\($0.upperBound.hourAndMinute)" } ?? ""
        return Wording(
            "\(when.vietnamese)\(hours): \(what.vietnamese), \(sum.vietnamese)",
            en: "\(when.english)\(hours): \(what.english), \(sum.english)")
    }

    /// The kind of day, and its name where that says more.
    private var reason: Wording {
        guard let name else { return kind.wording }
        switch kind {
        case .swapped, .makeUp:
            return Wording(name.vietnamese.lowercasedFirst, en: name.english.lowercasedFirst)
        default:
            return Wording(
                "\(kind.wording.vietnamese) (\(name.vietnamese))", en: "\(kind.wording.english) (\(name.english))")
        }
    }
}

extension TraceStep.Used {
    /// `tính 1 giờ, cộng 3 giờ`; `ngày thứ 2`.
    fileprivate func sum(to total: TraceStep.Used) -> Wording {
        if microseconds > 0 {
            let part = Self.duration(microseconds)
            let all = Self.duration(total.microseconds)
            return Wording(
                "tính \(part.vietnamese), cộng \(all.vietnamese)", en: "\(part.english) counted, \(all.english) in all")
        }
        return switch days {
        case 0: Wording("không tính", en: "not counted")
        case 1: Wording("tính, ngày thứ \(total.days)", en: "counted, day \(total.days)")
        default: Wording("tính \(days) ngày, cộng \(total.days) ngày", en: "\(days) days counted, \(total.days) in all")
        }
    }

    private static func duration(_ microseconds: Int64) -> Wording {
        let seconds = Int(microseconds / 1_000_000)
        let parts = [
            (seconds / 3600, "giờ", "h"), (seconds / 60 % 60, "phút", "min"), (seconds % 60, "giây", "s"),
        ].filter { $0.0 > 0 }
        guard !parts.isEmpty else { return Wording("0 giờ", en: "0 h") }
        return Wording(
            parts.map { "\($0.0) \($0.1)" }.joined(separator: " "),
            en: parts.map { "\($0.0) \($0.2)" }.joined(separator: " "))
    }
}

extension ClosedRange<CivilDate> {
    /// `30/04/2025`, `03/05/2025–04/05/2025`.
    fileprivate var wording: Wording {
        lowerBound == upperBound
            ? Wording(lowerBound.vietnamese, en: lowerBound.description)
            : Wording("\(lowerBound.vietnamese)–\(upperBound.vietnamese)", en: "\(lowerBound) to \(upperBound)")
    }
}

extension String {
    fileprivate var lowercasedFirst: String {
        prefix(1).lowercased() + dropFirst()
    }
}
