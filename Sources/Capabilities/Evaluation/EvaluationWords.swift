import Directory
import Essentials
import EvaluationEngine
import Web

/// An exact number as people read it: `76,5`, `230/3`; a point in place of the comma in English.
struct Points: Spoken {
    private let plain: String

    /// As the decision prints a score.
    init(printed: String) { plain = printed }

    init(_ number: Rational) { plain = number.description }

    func text(in language: Language) -> String {
        language == .vietnamese ? plain.replacing(".", with: ",") : plain
    }
}

/// How evaluation is put into words and marks; one way on every page.
enum EvaluationWords {
    static func tag(_ state: Round.State) -> StateTag {
        let kind: StateTag.Kind =
            switch state {
            case .declaring, .verifying: .active
            case .proposed, .decided: .waiting
            case .published: .done
            }
        return StateTag(kind, state.name)
    }

    static func tag(_ state: Entrant.State) -> StateTag {
        let kind: StateTag.Kind =
            switch state {
            case .declaring: .draft
            case .signed: .waiting
            case .verified: .done
            case .absent: .late
            }
        return StateTag(kind, state.name)
    }

    static func tag(_ set: KeptSet) -> StateTag {
        set.isIssued
            ? StateTag(.done, Wording("Đã ban hành", en: "Issued")) : StateTag(.draft, Wording("Dự thảo", en: "Draft"))
    }

    static func group(_ code: String, in set: CriteriaSet) -> Wording {
        set.groups.first { $0.code == code }?.name ?? .verbatim(code)
    }

    /// That a form was unlocked after its time, or handed in then; it is marked wherever the form counts.
    static func late(_ entrant: Entrant, _ round: Round) -> Wording? {
        guard let number = entrant.lateNumber, let until = entrant.lateUntil else { return nil }
        if let signedAt = entrant.signedAt {
            guard signedAt.date > round.declareUntil else { return nil }
            return Wording("Gửi sau hạn, theo \(number)", en: "Handed in late, by \(number)")
        }
        return Wording("Mở khóa đến \(until.vietnamese), theo \(number)", en: "Unlocked until \(until), by \(number)")
    }

    /// That a line was changed after the time.
    static func late(_ line: FormLine?, _ round: Round) -> Wording? {
        guard let line, line.declaredAt.date > round.declareUntil else { return nil }
        return Wording("Sửa sau hạn", en: "Changed late")
    }

    static func unranked(_ reason: EvaluationEngine.Standing.Unranked) -> Wording {
        switch reason {
        case .noScore: Wording("Không có tiêu chí áp dụng", en: "Nothing applies")
        case .coverage: Wording("Chưa đủ dữ liệu", en: "Not enough data")
        case .ineligible: Wording("Không thuộc diện xếp hạng", en: "Not eligible")
        case .excluded: Wording("Không tham gia", en: "Excluded")
        }
    }

    static func share(_ part: Rational?) -> Points? {
        part.map { Points(printed: ($0 * 100).decimal(places: 0) + " %") }
    }

    /// An answer as a reader sees it: a choice by its name, not by its code.
    static func value(_ text: String, of input: Input) -> Wording {
        switch input.kind {
        case .number: .verbatim(text)
        case .yesNo: text == "yes" ? Wording("Có", en: "Yes") : Wording("Không", en: "No")
        case .choice(let choices): choices.first { $0.code == text }?.name ?? .verbatim(text)
        }
    }
}
