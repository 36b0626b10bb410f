import Essentials
import Journal
import Web

/// The work behind the pages: sealing, subscribers, what waits.
extension DatabaseEvidence {
    func workAlarms(_ thresholds: AlarmThresholds, at now: Instant) -> [OperationsAlarm] {
        let away = subscribers.filter { $0.name == "audit-export" }
        return [
            sealerAlarm(thresholds, at: now),
            subscribersAlarm(
                "subscribers", Wording("Việc theo nhật ký", en: "Subscribers of the journal"),
                subscribers.filter { $0.name != "audit-export" }, thresholds),
        ]
            + away.map {
                subscribersAlarm(
                    "audit-export", Wording("Gửi nhật ký sang hệ thống khác", en: "Journal to another system"), [$0],
                    thresholds)
            } + waiting.map { backlogAlarm($0.threshold, $0.name, $0.count, thresholds) }
    }

    private func sealerAlarm(_ thresholds: AlarmThresholds, at now: Instant) -> OperationsAlarm {
        let most = Int64(thresholds[.unsealedSeconds])
        let age = oldestUnsealed.map { max(0, now.seconds(since: $0)) } ?? 0
        return OperationsAlarm(
            "sealer", Wording("Niêm phong nhật ký", en: "Sealing of the journal"), .init(alarmIf: age > most),
            Wording.spoken { language in
                let waiting = Formatting.number(unsealed, in: language)
                if unsealed == 0 { return language == .vietnamese ? "Không có gì chờ" : "Nothing waits" }
                return language == .vietnamese
                    ? "\(waiting) sự kiện chờ, lâu nhất \(age) giây"
                    : "\(waiting) events wait, the oldest \(age) seconds"
            }, limit: Wording("Báo động khi chờ quá \(most) giây", en: "Alarm when one waits for over \(most) seconds"),
            value: Double(unsealed))
    }

    private func subscribersAlarm(
        _ id: String, _ name: Wording, _ states: [SubscriberState], _ thresholds: AlarmThresholds
    ) -> OperationsAlarm {
        let (most, failures) = (thresholds[.behindEvents], thresholds[.failures])
        let bad = states.filter { $0.behind > Int64(most) || $0.failures >= failures }
        let behind = states.map(\.behind).max() ?? 0
        return OperationsAlarm(
            id, name, .init(alarmIf: !bad.isEmpty),
            Wording.spoken { language in
                let most = Formatting.number(Int(behind), in: language)
                let names = states.count > 1 ? bad.map(\.name).joined(separator: ", ") : bad.first?.failure ?? ""
                let trouble = names.isEmpty ? "" : ": \(names)"
                return language == .vietnamese
                    ? "Chậm nhất \(most) sự kiện\(trouble)" : "\(most) events behind at most\(trouble)"
            },
            limit: Wording(
                "Báo động khi chậm quá \(most) sự kiện hoặc lỗi \(failures) lần liền",
                en: "Alarm when over \(most) events behind or after \(failures) failures in a row"),
            value: Double(behind))
    }

    private func backlogAlarm(
        _ threshold: AlarmThresholds.Name, _ name: Wording, _ count: Int, _ thresholds: AlarmThresholds
    ) -> OperationsAlarm {
        let most = thresholds[threshold]
        return OperationsAlarm(
            threshold.rawValue, name, .init(alarmIf: count > most),
            Wording.spoken { language in
                let figure = Formatting.number(count, in: language)
                return language == .vietnamese ? "\(figure) đang chờ" : "\(figure) waiting"
            }, limit: Wording("Báo động trên \(most)", en: "Alarm above \(most)"), value: Double(count))
    }
}
