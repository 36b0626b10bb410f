import Database
import Essentials
import Foundation
import Journal
import Web

extension OperationsPage {
    static func verdict(_ alarms: [OperationsAlarm]) -> Notice {
        let count = alarms.count { $0.state == .alarm }
        guard count > 0 else {
            return Notice(
                .good,
                Wording("Không có cảnh báo. Mọi việc chạy bình thường.", en: "No alarm. Everything runs as it should."))
        }
        return Notice(
            .bad,
            Wording(
                "\(count) mục cần xử lý, xếp ở đầu bảng dưới đây.",
                en: count == 1
                    ? "1 thing needs somebody; it stands first in the table below."
                    : "\(count) things need somebody; they stand first in the table below."))
    }

    static func tag(_ state: OperationsAlarm.State) -> StateTag {
        switch state {
        case .good: StateTag(.done, Wording("Tốt", en: "Good"))
        case .unknown: StateTag(.waiting, Wording("Chưa rõ", en: "Not known yet"))
        case .alarm: StateTag(.late, Wording("Cảnh báo", en: "Alarm"))
        }
    }

    private static func tag(isGood: Bool, _ good: Wording, _ bad: Wording) -> StateTag {
        isGood ? StateTag(.done, good) : StateTag(.late, bad)
    }

    static func row(_ state: SubscriberState) -> SubscriberRow {
        SubscriberRow(
            name: state.name, position: Quantity(Int(state.position)), behind: Quantity(Int(state.behind)),
            state: tag(
                isGood: state.failures == 0, Wording("Chạy", en: "Runs"),
                Wording("Lỗi \(state.failures) lần liền", en: "Failed \(state.failures) times in a row")),
            failure: state.failure, retryAt: state.failures > 0 ? state.retryAt : nil)
    }

    static func row(_ backup: BackupTold) -> BackupRow {
        BackupRow(
            at: backup.at, rows: Quantity(backup.rows), files: Quantity(backup.files),
            written: FileSize(bytes: Int(backup.written)),
            state: tag(
                isGood: backup.lacking == 0, Wording("Đủ", en: "Whole"),
                Wording("Thiếu \(backup.lacking) tệp", en: "Lacks \(backup.lacking) files")))
    }

    static func row(_ told: RestoreTestTold) -> RunRow {
        let test = told.test
        let seconds = test.milliseconds / 1000
        return RunRow(
            at: told.at,
            state: tag(
                isGood: test.failure == nil, Wording("Đạt", en: "Passed"), Wording("Không đạt", en: "Failed")),
            finding: test.failure.map(Wording.verbatim)
                ?? Wording(
                    "\(test.events ?? 0) sự kiện, đối chiếu \(test.checkpoints) điểm kiểm, \(seconds) giây",
                    en: "\(test.events ?? 0) events, compared with \(test.checkpoints) checkpoints, \(seconds) seconds")
        )
    }

    static func row(_ verified: JournalVerified) -> RunRow {
        let seconds = verified.milliseconds / 1000
        return RunRow(
            at: verified.at,
            state: tag(isGood: verified.isWhole, Wording("Nguyên vẹn", en: "Whole"), Wording("Hỏng", en: "Damaged")),
            finding: (verified.finding ?? verified.accessFinding).map(Wording.verbatim)
                ?? Wording(
                    "\(verified.events) sự kiện, điểm kiểm phủ \(verified.covered), \(seconds) giây",
                    en: "\(verified.events) events, \(verified.covered) under a checkpoint, \(seconds) seconds"))
    }

    static func summary(_ slow: SlowStatements?) -> Wording {
        guard let slow else {
            return Wording(
                "Không theo dõi câu lệnh chậm (slow-statements = 0).",
                en: "Slow statements are not looked at (slow-statements = 0).")
        }
        let (milliseconds, count) = (slow.threshold.milliseconds, slow.sum.count)
        return Wording(
            "Từ khi khởi động: \(count) lần chậm từ \(milliseconds) mi-li-giây trở lên. Không ghi giá trị nào của câu lệnh.",
            en:
                "Since the start: slow \(count) times, from \(milliseconds) milliseconds on. No value of a statement is kept."
        )
    }

    static func row(_ shape: SlowStatements.Shape) -> StatementRow {
        StatementRow(
            text: shape.text, count: Quantity(shape.count), longest: Quantity(Int(shape.longest.milliseconds)),
            total: Quantity(Int(shape.total.milliseconds)), lastAt: shape.lastAt)
    }

    static var system: String { ProcessInfo.processInfo.operatingSystemVersionString }
}
