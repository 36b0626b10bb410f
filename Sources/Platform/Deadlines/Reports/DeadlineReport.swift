public import Essentials
import Foundation

/// A deadline as text: for programs as JSON, for people in sentences.
public struct DeadlineReport {
    private let deadline: Deadline

    public init(_ deadline: Deadline) {
        self.deadline = deadline
    }

    /// One line of JSON: `start`, `term`, `due`, `provisional`, `calendarVersion`, `citations` and `trace`, keys in
    /// alphabetical order.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Text, numbers and truth values only: encoding them cannot fail.
        let bytes = (try? encoder.encode(DeadlineFields(deadline))) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The explanation, one step a line, each with what it rests on.
    public func explanation(in language: Language) -> String {
        let version = Wording("Phiên bản lịch", en: "Calendar version")[language]
        let steps = deadline.trace.map { step in
            [step.wording[language], step.source.map { "[\($0.citation)]" }].compactMap { $0 }.joined(separator: " ")
        }
        return (steps + ["\(version) \(deadline.calendarVersion)"]).map { $0 + "\n" }.joined()
    }
}

private struct DeadlineFields: Encodable {
    let start: Instant
    let term: String
    let due: Instant
    let provisional: Bool
    let calendarVersion: String
    let citations: [String]
    let trace: [StepFields]

    init(_ deadline: Deadline) {
        start = deadline.start
        term = deadline.term.description
        due = deadline.due
        provisional = deadline.isProvisional
        calendarVersion = deadline.calendarVersion.description
        citations = deadline.citations.map(\.citation)
        trace = deadline.trace.map(StepFields.init)
    }
}

private struct StepFields: Encodable {
    let rule: String
    let from: String?
    let to: String?
    let kind: String?
    let countedDays: Int
    let countedSeconds: Int64
    let totalDays: Int
    let totalSeconds: Int64
    let source: String?
    let vi: String
    let en: String

    init(_ step: TraceStep) {
        rule = step.rule
        (from, to) = step.fact.bounds
        if case .days(let stretch) = step.fact { kind = stretch.kind.rawValue } else { kind = nil }
        countedDays = step.counted.days
        countedSeconds = step.counted.microseconds / 1_000_000
        totalDays = step.total.days
        totalSeconds = step.total.microseconds / 1_000_000
        source = step.source?.citation
        vi = step.wording.vietnamese
        en = step.wording.english
    }
}

extension TraceStep.Fact {
    /// The dates or moments a step is about; the second is nil where there is one only.
    fileprivate var bounds: (String?, String?) {
        switch self {
        case .started(let at, _), .startMoved(let at), .restarted(let at), .due(let at), .extended(let at, _):
            (at.description, nil)
        case .firstDayExcluded(let date), .monthEnd(let date), .provisional(let date):
            (date.description, nil)
        case .days(let stretch):
            (stretch.dates.lowerBound.description, stretch.dates.upperBound.description)
        case .ordinaryDays(let dates):
            (dates.lowerBound.description, dates.upperBound.description)
        case .elapsed(let from, let to), .paused(let from, let to, _):
            (from.description, to.description)
        case .rolled(let from, let to):
            (from.description, to.description)
        }
    }
}
