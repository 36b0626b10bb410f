import Directory
import Essentials

extension ErrorPage {
    static let home = ErrorAction(label: Wording("Về trang chủ", en: "Home page"), path: "/", isPrimary: true)

    private static func back(_ path: String?) -> [ErrorAction] {
        guard let path else { return [home] }
        return [
            ErrorAction(label: Wording("Quay lại trang trước", en: "Go back"), path: path, isPrimary: true),
            ErrorAction(label: home.label, path: home.path, isPrimary: false),
        ]
    }

    static let notFound = ErrorPage(
        title: Wording("Không tìm thấy trang", en: "Page not found"),
        what: Wording(
            "Không có trang này, hoặc bạn không được xem.", en: "There is no such page, or you may not see it."),
        advice: [
            Wording("Kiểm tra lại địa chỉ.", en: "Check the address."),
            Wording("Tìm theo số, ký hiệu hoặc trích yếu.", en: "Search by number, symbol or subject."),
            Wording(
                "Nếu cần xem, đề nghị người giữ văn bản hoặc quản trị đơn vị cấp quyền.",
                en: "If you need it, ask whoever holds it or your unit’s administrator."),
        ],
        actions: [home], status: 404, faultID: nil, typed: [])

    static func refused(_ refusal: any Refusal, back path: String?, _ typed: [TypedField]) -> ErrorPage {
        ErrorPage(
            title: Wording("Chưa làm được việc này", en: "This cannot be done"), what: refusal.message,
            advice: [
                Wording(
                    "Mở lại trang trước để xem tình trạng mới nhất: có thể người khác vừa xử lý.",
                    en: "Open the page again to see its latest state: somebody else may have acted meanwhile.")
            ],
            actions: back(path), status: 409, faultID: nil, typed: typed)
    }

    static func problems(_ problems: Problems, back path: String?, _ typed: [TypedField]) -> ErrorPage {
        ErrorPage(
            title: Wording("Thông tin chưa đúng", en: "Something needs mending"),
            what: Wording(
                "Một số thông tin chưa đúng nên chưa ghi nhận.", en: "Some entries are wrong; nothing was stored."),
            advice: problems.byField.map(\.message), actions: back(path), status: 422, faultID: nil, typed: typed)
    }

    static func formExpired(back path: String?, _ typed: [TypedField]) -> ErrorPage {
        ErrorPage(
            title: Wording("Biểu mẫu đã hết hiệu lực", en: "The form is no longer valid"),
            what: Wording(
                "Biểu mẫu được mở từ một phiên đăng nhập khác hoặc từ một trang khác nên chưa ghi nhận.",
                en: "The form was opened in another session or by another site; nothing was stored."),
            advice: [
                Wording("Mở lại trang trước rồi gửi lại.", en: "Open the page again and send the form once more."),
                Wording(
                    "Nội dung đã nhập ở trang này được giữ lại bên dưới, có thể sao chép.",
                    en: "What you typed is kept below and can be copied."),
            ],
            actions: back(path), status: 403, faultID: nil, typed: typed)
    }

    static func sessionEnded(signIn path: String, _ typed: [TypedField]) -> ErrorPage {
        ErrorPage(
            title: Wording("Phiên làm việc đã kết thúc", en: "Your session has ended"),
            what: Wording(
                "Nội dung vừa gửi chưa được ghi nhận vì phiên đăng nhập đã kết thúc.",
                en: "What you sent was not stored because your session has ended."),
            advice: [
                Wording("Đăng nhập lại rồi gửi lại biểu mẫu.", en: "Sign in and send the form again."),
                Wording(
                    "Nội dung đã nhập được giữ lại bên dưới, có thể sao chép; tệp phải chọn lại.",
                    en: "What you typed is kept below and can be copied; files must be chosen again."),
            ],
            actions: [ErrorAction(label: Wording("Đăng nhập lại", en: "Sign in"), path: path, isPrimary: true)],
            status: 401, faultID: nil, typed: typed)
    }

    static func tooLarge(limit: Int, back path: String?) -> ErrorPage {
        // Limits are set in whole binary megabytes, and forms name them so.
        let size = { (language: Language) in
            limit >> 20 > 0 ? "\(limit >> 20) MB" : FileSize(bytes: limit).text(in: language)
        }
        return ErrorPage(
            title: Wording("Nội dung gửi lên quá lớn", en: "What was sent is too large"),
            what: Wording(
                "Biểu mẫu và tệp gửi lên lớn hơn mức cho phép là \(size(.vietnamese)). Chưa có gì được ghi.",
                en: "The form and its files are larger than the \(size(.english)) allowed. Nothing was stored."
            ),
            advice: [
                Wording(
                    "Chia tệp thành nhiều phần, hoặc quét lại với độ phân giải 300 dpi.",
                    en: "Split the file, or scan it again at 300 dpi.")
            ],
            actions: back(path), status: 413, faultID: nil, typed: [])
    }

    static func tooMany(retryAfter seconds: Int) -> ErrorPage {
        ErrorPage(
            title: Wording("Quá nhiều yêu cầu", en: "Too many requests"),
            what: Wording(
                "Có quá nhiều yêu cầu liên tiếp từ nơi này. Thử lại sau \(seconds) giây.",
                en: "Too many requests came from here in a row. Try again in \(seconds) seconds."),
            advice: [Wording("Chờ rồi mở lại trang.", en: "Wait, then open the page again.")], actions: [home],
            status: 429, faultID: nil, typed: [])
    }

    static func malformed(status: Int) -> ErrorPage {
        ErrorPage(
            title: Wording("Yêu cầu không đọc được", en: "The request cannot be read"),
            what: Wording(
                "Trình duyệt đã gửi một yêu cầu không đúng dạng nên chưa ghi nhận gì.",
                en: "The browser sent a malformed request; nothing was stored."),
            advice: [Wording("Mở lại trang rồi làm lại.", en: "Open the page again and repeat.")], actions: [home],
            status: status, faultID: nil, typed: [])
    }

    static func fault(_ id: String, _ typed: [TypedField]) -> ErrorPage {
        ErrorPage(
            title: Wording("Có sự cố", en: "Something went wrong"),
            what: Wording(
                "Máy chủ gặp sự cố khi xử lý yêu cầu. Sự cố đã được ghi lại với mã bên dưới.",
                en: "The server failed to do this. The fault is recorded under the code below."),
            advice: [
                Wording("Thử lại sau ít phút.", en: "Try again in a few minutes."),
                Wording(
                    "Nếu còn gặp lại, báo quản trị kèm mã sự cố.",
                    en: "If it happens again, tell the administrator the code."),
            ],
            actions: [home], status: 500, faultID: id, typed: typed)
    }

    /// The connection to the database broke in the very moment of storing.
    static func outcomeUnknown(_ id: String, _ typed: [TypedField]) -> ErrorPage {
        ErrorPage(
            title: Wording("Chưa rõ đã ghi hay chưa", en: "It is not known whether this was stored"),
            what: Wording(
                "Kết nối tới cơ sở dữ liệu bị ngắt đúng lúc đang ghi.",
                en: "The connection to the database broke while it was being stored."),
            advice: [
                Wording(
                    "Mở lại danh sách, xem việc vừa làm đã có chưa rồi mới làm lại.",
                    en: "Open the list and see whether it is there before you do it again.")
            ],
            actions: [home], status: 503, faultID: id, typed: typed)
    }

    static func unavailable(_ id: String, _ typed: [TypedField]) -> ErrorPage {
        ErrorPage(
            title: Wording("Tạm thời chưa phục vụ được", en: "Not available for the moment"),
            what: Wording(
                "Cơ sở dữ liệu tạm thời không kết nối được. Chưa có gì được ghi.",
                en: "The database cannot be reached for the moment. Nothing was stored."),
            advice: [Wording("Thử lại sau ít phút.", en: "Try again in a few minutes.")], actions: [home],
            status: 503, faultID: id, typed: typed)
    }
}
