import Essentials
import Signing
import Web

/// A file that was judged, and what is left of it: nothing but this.
struct JudgedFile: Sendable {
    let name: String
    let size: Int64
    let hash: String
    let report: WrittenReport
    let at: Instant
}

extension JudgedFile {
    /// The answer in one sentence.
    var verdict: Notice {
        if let problem = report.problem {
            return Notice(
                .bad, ForeignText.line(problem.wording),
                title: Wording("KHÔNG KIỂM TRA ĐƯỢC TỆP", en: "THE FILE CANNOT BE CHECKED"))
        }
        let count = report.signatures.count
        switch report.indication {
        case .passed?:
            return Notice(
                .good,
                Wording(
                    "\(count) chữ ký và dấu thời gian trong tệp đều hợp lệ; nội dung được ký không thay đổi.",
                    en:
                        "All signatures and time-stamps of the file (\(count)) are valid; what was signed has not changed."
                ), title: Indication.passed.wording)
        case .indeterminate?:
            return Notice(
                .warn,
                Wording(
                    "Chưa thể kết luận về mọi chữ ký; lý do ghi ở từng chữ ký dưới đây.",
                    en: "Not every signature can be judged; each says why."),
                title: Indication.indeterminate.wording)
        case .failed?:
            return Notice(
                .bad,
                Wording(
                    "Có chữ ký không hợp lệ: không dùng tệp này thay bản gốc. Lý do ghi ở từng chữ ký dưới đây.",
                    en: "A signature is not valid: do not take this file for the original. Each signature says why."),
                title: Indication.failed.wording)
        case nil:
            return Notice(
                .warn,
                Wording(
                    "Không thể biết ai lập tệp và tệp có bị sửa hay không.",
                    en: "Nobody can tell who made the file, or whether it was changed."),
                title: Wording("TỆP KHÔNG CÓ CHỮ KÝ SỐ", en: "THE FILE HAS NO DIGITAL SIGNATURE"))
        }
    }

    var facts: FactList {
        FactList([
            Fact(Wording("Tên tệp", en: "File name"), ForeignText.line(name)),
            Fact(Wording("Dung lượng", en: "Size"), FileSize(bytes: Int(size))),
            Fact(Wording("Mã băm SHA-256", en: "SHA-256"), hash),
            Fact(Wording("Kiểm tra lúc", en: "Checked at"), at),
        ])
    }
}

/// Text out of somebody's file: shown as one line, without marks that turn the text around it, and not endless.
enum ForeignText {
    static func line(_ text: String, atMost most: Int = 160) -> String {
        let plain = text.unicodeScalars.prefix(4 * most).filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
            default: true
            }
        }
        var line = String(String.UnicodeScalarView(plain))
        if line.count > most { line = line.prefix(most) + "…" }
        return line
    }

    static func line(_ wording: Wording) -> Wording {
        Wording(line(wording.vietnamese, atMost: 400), en: line(wording.english, atMost: 400))
    }
}
