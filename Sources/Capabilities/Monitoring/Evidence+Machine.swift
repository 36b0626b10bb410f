import Essentials
import Files
import Web

/// The machine: its disks, its clock, its certificate.
extension Evidence {
    func machineAlarms(_ settings: MonitoringSettings) -> [OperationsAlarm] {
        let rooms = disks.enumerated().map { index, disk in
            diskAlarm(index == 0 ? "disk.data" : "disk.\(index)", disk.folder, disk.space, isData: index == 0, settings)
        }
        let others: [OperationsAlarm?] = [
            databaseAlarm, clockAlarm(settings.thresholds), certificateAlarm(settings.thresholds),
        ]
        return rooms + others.compactMap { $0 }
    }

    private func diskAlarm(
        _ id: String, _ folder: String, _ space: DiskSpace?, isData: Bool, _ settings: MonitoringSettings
    ) -> OperationsAlarm {
        let name = Wording("Đĩa chứa \(folder)", en: "Disk of \(folder)")
        guard let space, space.total > 0 else {
            return OperationsAlarm(
                id, name, .alarm, Wording("Không xem được dung lượng", en: "Its room cannot be seen"))
        }
        let percent = Int(Double(space.free) / Double(space.total) * 100)
        let isClosed = isData && space.free < settings.uploadReserve
        let least = settings.thresholds[.diskPercent]
        let finding = Wording.spoken { language in
            let free = Formatting.byteCount(Int(space.free), in: language)
            let total = Formatting.byteCount(Int(space.total), in: language)
            return language == .vietnamese
                ? "Còn \(free) trong \(total) (\(percent) %)" + (isClosed ? "; đã ngừng nhận tệp mới" : "")
                : "\(free) of \(total) free (\(percent)%)" + (isClosed ? "; no new files are taken" : "")
        }
        let reserve = isData ? settings.uploadReserve : 0
        return OperationsAlarm(
            id, name, .init(alarmIf: isClosed || percent < least), finding,
            limit: Wording.spoken { language in
                let kept = Formatting.byteCount(Int(reserve), in: language)
                return language == .vietnamese
                    ? "Báo động dưới \(least) %" + (reserve > 0 ? "; ngừng nhận tệp mới dưới \(kept)" : "")
                    : "Alarm below \(least)%" + (reserve > 0 ? "; no new files below \(kept)" : "")
            }, value: Double(space.free))
    }

    private var databaseAlarm: OperationsAlarm {
        let name = Wording("Cơ sở dữ liệu", en: "Database")
        guard let database else {
            let reason = databaseFailure ?? ""
            return OperationsAlarm(
                "database", name, .alarm, Wording("Không trả lời: \(reason)", en: "Does not answer: \(reason)"))
        }
        return OperationsAlarm("database", name, .good, Wording.verbatim(database.version))
    }

    /// QCVN 12:2026/BCA 3.22.2.5: how far the clock is off is recorded.
    private func clockAlarm(_ thresholds: AlarmThresholds) -> OperationsAlarm? {
        guard let database else { return nil }
        let name = Wording("Đồng hồ máy", en: "Clock")
        guard let ahead = database.clockAhead else {
            return OperationsAlarm(
                "clock", name, .unknown,
                Wording(
                    "Cơ sở dữ liệu dùng cùng đồng hồ; xem đồng bộ NTP bằng timedatectl",
                    en: "The database has the same clock; look at NTP with timedatectl"))
        }
        let most = thresholds[.clockSeconds]
        return OperationsAlarm(
            "clock", name, .init(alarmIf: abs(ahead) > Double(most)),
            Wording.spoken { language in
                let seconds = Formatting.decimal(abs(ahead), places: 3, in: language)
                return language == .vietnamese
                    ? "Lệch \(seconds) giây so với cơ sở dữ liệu" : "\(seconds) seconds off the database's"
            }, limit: Wording("Báo động trên \(most) giây", en: "Alarm above \(most) seconds"), value: ahead)
    }

    private func certificateAlarm(_ thresholds: AlarmThresholds) -> OperationsAlarm? {
        let name = Wording("Chứng thư TLS", en: "TLS certificate")
        switch certificate {
        case nil: return nil
        case .failure(let trouble):
            return OperationsAlarm(
                "certificate", name, .alarm,
                Wording("Không đọc được tệp: \(trouble.reason)", en: "The file cannot be read: \(trouble.reason)"))
        case .success(let end):
            let days = Int(end.seconds(since: now).flooredDivision(by: 86_400))
            let least = thresholds[.certificateDays]
            return OperationsAlarm(
                "certificate", name, .init(alarmIf: days < least),
                Wording.spoken { language in
                    let day = Formatting.date(end.date, in: language)
                    if days < 0 { return language == .vietnamese ? "Hết hạn ngày \(day)" : "Ended on \(day)" }
                    return language == .vietnamese ? "Còn \(days) ngày, đến \(day)" : "\(days) days left, until \(day)"
                },
                limit: Wording(
                    "Báo động khi còn dưới \(least) ngày; khởi động lại sau khi thay tệp",
                    en: "Alarm below \(least) days; start again after the file was renewed"),
                value: Double(days))
        }
    }
}

extension Wording {
    /// A text that is put together for each language.
    static func spoken(_ text: (Language) -> String) -> Wording {
        Wording(text(.vietnamese), en: text(.english))
    }
}
