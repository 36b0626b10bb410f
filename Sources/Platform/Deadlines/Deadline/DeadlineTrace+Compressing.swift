import Essentials

extension TraceStep {
    /// Longer runs of ordinary days than this become one line.
    private static let longestSpelledOut = 7

    /// The same explanation with long runs of ordinary days taken together and equal neighbours joined. Every holiday,
    /// swap, make-up and compensatory day keeps its own mention.
    static func compressed(_ steps: [TraceStep]) -> [TraceStep] {
        var result: [TraceStep] = []
        var run: [TraceStep] = []
        for step in steps {
            if step.isOrdinaryDay {
                run.append(step)
            } else {
                result += joined(run)
                run = []
                append(step, to: &result)
            }
        }
        return result + joined(run)
    }

    private var isOrdinaryDay: Bool {
        if case .days(let stretch) = fact { stretch.kind.isOrdinary } else { false }
    }

    private static func joined(_ run: [TraceStep]) -> [TraceStep] {
        guard let first = run.first?.dates, let last = run.last?.dates, let total = run.last?.total else { return [] }
        guard run.count > longestSpelledOut else {
            return run.reduce(into: []) { append($1, to: &$0) }
        }
        let counted = run.reduce(Used.nothing) { $0 + $1.counted }
        return [
            TraceStep(
                fact: .ordinaryDays(first.lowerBound...last.upperBound), counted: counted, total: total, source: nil)
        ]
    }

    private var dates: ClosedRange<CivilDate>? {
        if case .days(let stretch) = fact { stretch.dates } else { nil }
    }

    /// Appends a step, or lengthens the last one if both pass over neighbouring days for the same reason.
    private static func append(_ step: TraceStep, to steps: inout [TraceStep]) {
        guard let last = steps.last, case .days(let before) = last.fact, case .days(let here) = step.fact,
            last.counted == .nothing, step.counted == .nothing, last.source == step.source,
            before.kind == here.kind, before.name == here.name,
            before.dates.upperBound.adding(days: 1) == here.dates.lowerBound
        else {
            steps.append(step)
            return
        }
        let both = DayStretch(
            before.dates.lowerBound...here.dates.upperBound, here.kind, name: here.name, pairedWith: here.pairedWith)
        steps[steps.count - 1] = TraceStep(fact: .days(both), counted: .nothing, total: step.total, source: step.source)
    }
}
