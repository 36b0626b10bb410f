public import Essentials

/// By when a received dossier must be with the agency that decides (NĐ 118/2025 Đ. 18). A rule of its own: it never
/// moves the start of the resolution term.
public struct Forwarding: Hashable, Sendable {
    /// How the dossier came in.
    public enum Channel: Sendable {
        /// At a counter.
        case inPerson
        case electronic
    }

    /// At the latest.
    public let by: Instant
    public let isProvisional: Bool
    public let wording: Wording
    public let source: LegalSource?

    /// In person: the same working day; after the cut-off, 15:00, or on a day that is not worked, when the office next
    /// opens. Electronic files are forwarded at once.
    public init(
        receivedAt: Instant, channel: Channel, calendar: CalendarSnapshot, policy: DeadlinePolicy? = nil
    ) throws(CalendarError) {
        let policy = policy ?? calendar.policy(on: receivedAt.date)
        switch channel {
        case .electronic:
            by = receivedAt
            isProvisional = false
            wording = Wording("Hồ sơ điện tử chuyển ngay", en: "Electronic dossiers are forwarded at once")
            source = .oneStopDecree("Đ. 18 k. 1")
        case .inPerson:
            let isLate = policy.forwardingCutOff.map { receivedAt > Instant(receivedAt.date, $0) } ?? false
            if try !calendar.isWorking(receivedAt.date) {
                by = try calendar.opening(onOrAfter: receivedAt.date)
                wording = Wording(
                    "Nhận ngày nghỉ, chuyển vào đầu giờ ngày làm việc tiếp theo",
                    en: "Received on a day off: forward at the next opening")
            } else if isLate {
                by = try calendar.opening(onOrAfter: receivedAt.date.adding(days: 1))
                wording = Wording(
                    "Nhận sau giờ chốt, chuyển vào đầu giờ ngày làm việc tiếp theo",
                    en: "Received after the cut-off: forward at the next working day's opening")
            } else {
                by = try calendar.closing(onOrAfter: receivedAt.date)
                wording = Wording("Chuyển ngay trong ngày làm việc", en: "Forward on the same working day")
            }
            isProvisional = calendar.isProvisional(by.date)
            source = policy.basis
        }
    }
}
