import Essentials
import Journal
import Web

/// What shows that nothing would be lost and nothing was changed: backups, restore tests, verifications.
extension DatabaseEvidence {
    func safetyAlarms(
        _ thresholds: AlarmThresholds, atStart: JournalEndReport?, at now: Instant
    ) -> [OperationsAlarm] {
        [
            backupAlarm(thresholds, at: now), restoreTestAlarm(at: now), verificationAlarm(thresholds, at: now),
            startAlarm(atStart),
        ].compactMap { $0 }
    }

    private func backupAlarm(_ thresholds: AlarmThresholds, at now: Instant) -> OperationsAlarm {
        let name = Wording("Sao lưu gần nhất", en: "Last backup")
        let hours = thresholds[.backupHours]
        let limit = Wording("Báo động sau \(hours) giờ", en: "Alarm after \(hours) hours")
        guard let last = backups.first else {
            return OperationsAlarm(
                "backup", name, .alarm, Wording("Chưa có bản sao lưu nào", en: "There is no backup yet"), limit: limit)
        }
        let age = now.seconds(since: last.at)
        return OperationsAlarm(
            "backup", name, .init(alarmIf: age > Int64(hours) * 3600 || last.lacking > 0),
            Wording.spoken { language in
                let when = Age(of: last.at, at: now).text(in: language)
                if last.lacking == 0 { return when }
                return language == .vietnamese
                    ? "\(when); thiếu \(last.lacking) tệp hỏng hoặc mất" : "\(when); \(last.lacking) files were lacking"
            }, limit: limit, value: Double(age))
    }

    private func restoreTestAlarm(at now: Instant) -> OperationsAlarm {
        let name = Wording("Thử phục hồi gần nhất", en: "Last restore test")
        let (rule, basis) = RestoreTestRule.inForce(on: now.date)
        let limit = Wording(
            "Ít nhất mỗi \(rule.months) tháng một lần (\(basis))", en: "At least every \(rule.months) months (\(basis))"
        )
        let last = restoreTests.first
        // Whoever has begun less than that ago is not late yet.
        let due = rule.due(after: (last?.at ?? began ?? now).date)
        let isLate = now.date > due
        guard let last else {
            return OperationsAlarm(
                "restore-test", name, isLate ? .alarm : .unknown,
                Wording.spoken { language in
                    let day = Formatting.date(due, in: language)
                    return language == .vietnamese
                        ? "Chưa thử lần nào, hạn \(day)" : "None was made yet, due by \(day)"
                }, limit: limit)
        }
        return OperationsAlarm(
            "restore-test", name, .init(alarmIf: isLate || last.test.failure != nil),
            Wording.spoken { language in
                let when = Age(of: last.at, at: now).text(in: language)
                if let failure = last.test.failure {
                    return language == .vietnamese
                        ? "Không phục hồi được (\(when)): \(failure)"
                        : "Could not be restored (\(when)): \(failure)"
                }
                let day = Formatting.date(due, in: language)
                return language == .vietnamese
                    ? "Đạt, \(when); lần sau trước \(day)" : "Passed, \(when); the next by \(day)"
            }, limit: limit, value: Double(now.seconds(since: last.at)))
    }

    private func verificationAlarm(_ thresholds: AlarmThresholds, at now: Instant) -> OperationsAlarm {
        let name = Wording("Kiểm toàn bộ nhật ký", en: "Verification of the whole journal")
        let hours = thresholds[.verificationHours]
        let limit = Wording("Mỗi đêm; báo động sau \(hours) giờ", en: "Every night; alarm after \(hours) hours")
        guard let last = verifications.first else {
            return OperationsAlarm(
                "verification", name, .unknown,
                Wording("Chưa kiểm lần nào, sẽ kiểm đêm nay", en: "Not verified yet, it will be tonight"), limit: limit)
        }
        let age = now.seconds(since: last.at)
        return OperationsAlarm(
            "verification", name, .init(alarmIf: !last.isWhole || age > Int64(hours) * 3600),
            Wording.spoken { language in
                let when = Age(of: last.at, at: now).text(in: language)
                let events = Formatting.number(Int(last.events), in: language)
                if let finding = last.finding ?? last.accessFinding {
                    return language == .vietnamese ? "HỎNG (\(when)): \(finding)" : "DAMAGED (\(when)): \(finding)"
                }
                return language == .vietnamese
                    ? "Nguyên vẹn, \(events) sự kiện, \(when)" : "Whole, \(events) events, \(when)"
            }, limit: limit, value: Double(age))
    }

    /// What was looked at when this server started: the last checkpoint and what came after it.
    private func startAlarm(_ report: JournalEndReport?) -> OperationsAlarm? {
        guard let report else { return nil }
        let finding = report.finding?.wording
        return OperationsAlarm(
            "journal-start", Wording("Cuối nhật ký khi khởi động", en: "End of the journal at the start"),
            .init(alarmIf: finding != nil),
            finding.map { Wording("HỎNG: \($0.vietnamese)", en: "DAMAGED: \($0.english)") }
                ?? Wording(
                    "Nguyên vẹn: điểm kiểm phủ \(report.covered) sự kiện, và \(report.tail) sự kiện sau đó",
                    en: "Whole: the checkpoint covers \(report.covered) events, and \(report.tail) after it"))
    }
}
