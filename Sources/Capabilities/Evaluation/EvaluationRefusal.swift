import Directory
import Essentials
import Web

/// Why a rule of evaluation says no: which lock acts, exactly.
enum EvaluationRefusal: Refusal, Hashable {
    case setIsIssued(String)
    case setIsDraft
    case setHasProblems(Int)
    case setTakesSubordinates(String)
    case roundIs(Round.State)
    case declarationIsOver(CivilDate)
    case formIsSigned(Instant)
    case formIsAbsent
    case formIsVerified
    case formHasMistakes([String])
    case formIsEmpty
    case formWasChanged
    case declarationGoesOn(missing: Int, until: CivilDate)
    case ownUnit
    case ownDeclaration
    case relatedUnit
    case linesAreLeft(Int)
    case formsAreLeft([String])
    case nobodyToRemind

    var message: Wording {
        switch self {
        case .setIsIssued, .setIsDraft, .setHasProblems, .setTakesSubordinates: aboutSet
        case .roundIs, .declarationIsOver, .declarationGoesOn, .formsAreLeft, .nobodyToRemind: aboutRound
        case .ownUnit, .ownDeclaration, .relatedUnit, .formIsVerified, .linesAreLeft: aboutVerifying
        default: aboutForm
        }
    }

    private var aboutSet: Wording {
        switch self {
        case .setIsIssued(let name):
            Wording(
                "Bộ tiêu chí \(name) đã ban hành nên không sửa được. Sửa đổi, bổ sung bằng một phiên bản mới.",
                en: "The set \(name) is issued and does not change. Amend it by a new version.")
        case .setIsDraft:
            Wording(
                "Bộ tiêu chí còn là dự thảo. Ban hành trước khi mở đợt đánh giá.",
                en: "The set is still a draft. Issue it before a round is opened.")
        case .setHasProblems(let count):
            Wording(
                "Bộ tiêu chí còn \(count) lỗi nên chưa ban hành được. Sửa tệp rồi nhập lại.",
                en: "The set has \(count) mistakes and cannot be issued. Mend the file and import it again.")
        case .setTakesSubordinates(let code):
            Wording(
                "Tiêu chí \(code) lấy kết quả của đơn vị trực thuộc; nền tảng chưa tổng hợp được giữa các đợt.",
                en: "Criterion \(code) takes results of subordinate units, which rounds do not roll up yet.")
        default: Wording("", en: "")
        }
    }

    private var aboutRound: Wording {
        switch self {
        case .roundIs(let state):
            Wording(
                "Không làm được khi đợt đánh giá đang ở bước “\(state.name.vietnamese)”.",
                en: "Not possible while the round is at “\(state.name.english)”.")
        case .declarationIsOver(let day):
            Wording(
                "Đã hết hạn tự chấm (ngày \(day.vietnamese)). Phiếu không sửa, không ký gửi được nữa.",
                en: "The time to declare ended on \(day). The form can be neither changed nor signed.")
        case .declarationGoesOn(let missing, let until):
            Wording(
                "Còn \(missing) đơn vị chưa gửi phiếu và hạn tự chấm đến hết ngày \(until.vietnamese).",
                en: "\(missing) units have not handed in, and they may until \(until).")
        case .formsAreLeft(let names):
            Wording(
                "Còn phiếu chưa thẩm định xong: \(names.joined(separator: "; ")).",
                en: "Forms are not verified yet: \(names.joined(separator: "; ")).")
        case .nobodyToRemind:
            Wording("Mọi đơn vị đã gửi phiếu.", en: "Every unit has handed in its form.")
        default: Wording("", en: "")
        }
    }

    private var aboutForm: Wording {
        switch self {
        case .formIsSigned(let at):
            Wording(
                "Phiếu đã ký gửi lúc \(at.text(in: .vietnamese)) nên không sửa được.",
                en: "The form was signed at \(at.text(in: .english)) and cannot be changed.")
        case .formIsAbsent:
            Wording("Đơn vị không gửi phiếu đúng hạn.", en: "The unit did not hand in its form in time.")
        case .formHasMistakes(let numbers):
            Wording(
                "Chưa ký được: xem lại tiêu chí \(numbers.joined(separator: ", ")).",
                en: "It cannot be signed yet: look at criteria \(numbers.joined(separator: ", ")).")
        case .formIsEmpty:
            Wording("Chưa ký được: phiếu chưa khai tiêu chí nào.", en: "It cannot be signed: nothing is declared.")
        case .formWasChanged:
            Wording(
                "Phiếu vừa được người khác sửa sau khi bạn mở trang. Xem lại nội dung dưới đây rồi ký gửi.",
                en: "Somebody changed the form after you opened it. Read it again below, then sign.")
        default: Wording("", en: "")
        }
    }

    private var aboutVerifying: Wording {
        switch self {
        case .formIsVerified:
            Wording("Phiếu đã thẩm định xong.", en: "The form is verified already.")
        case .ownDeclaration:
            Wording(
                "Người đã khai phiếu không thẩm định phiếu đó (xung đột lợi ích).",
                en: "Who filled a form in does not verify it (conflict of interest).")
        case .relatedUnit:
            Wording(
                "Theo quyết định của đợt, người của cơ quan cấp trên hoặc cấp dưới không thẩm định đơn vị này.",
                en: "The round's decision keeps people of superior and subordinate agencies from verifying this unit.")
        case .ownUnit:
            Wording(
                "Không ai thẩm định đơn vị của chính mình (xung đột lợi ích). Người của cơ quan khác thẩm định phiếu này.",
                en: "Nobody verifies their own unit (conflict of interest). Somebody of another agency does.")
        case .linesAreLeft(let count):
            Wording(
                "Còn \(count) tiêu chí đã khai mà chưa thẩm định.", en: "\(count) declared criteria are not judged yet."
            )
        default: Wording("", en: "")
        }
    }
}
