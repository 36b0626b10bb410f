public import Directory
public import Essentials

/// Why a document cannot be moved on.
public enum DocumentRefusal: Refusal, Equatable {
    /// One with the same number, symbol and issuer stands in the register.
    case alreadyRegistered(symbol: String, arrivalNumber: Int, registeredOn: CivilDate, document: ID<Document>)
    case alreadyCompleted
    case alreadyHandedOver
    /// It lies before this very leader.
    case alreadyPresented
    case notYours
    case wrongState(Wording)
    case noRecipients
    case noFile
    case deliveryAlreadyTaken
    case leadAlreadyNamed
    /// The agency has ended; its registers take no number any more.
    case registerIsClosed

    public var message: Wording {
        switch self {
        case .alreadyRegistered(let symbol, let number, let date, _):
            Wording(
                """
                Số \(symbol) của cơ quan này đã có trong sổ (số đến \(number), vào sổ \(date.vietnamese)). \
                Mở văn bản đó, hoặc ghi lý do để vào sổ lần nữa.
                """,
                en: """
                    \(symbol) of this agency is in the register already (arrival number \(number), \
                    \(date.vietnamese)). Open that document, or give a reason to register it again.
                    """)
        case .alreadyCompleted:
            Wording("Văn bản này đã hoàn thành.", en: "This document is completed already.")
        case .alreadyHandedOver:
            Wording(
                "Việc này đã được người khác xử lý. Mở lại văn bản để xem trạng thái mới.",
                en: "Somebody else has dealt with this. Open the document again to see where it stands.")
        case .alreadyPresented:
            Wording("Văn bản đã được trình người này.", en: "The document lies before this leader already.")
        case .notYours:
            Wording("Văn bản này không giao cho bạn xử lý.", en: "This document was not handed to you.")
        case .wrongState(let state):
            Wording(
                "Không làm được khi văn bản đang ở trạng thái “\(state.vietnamese)”.",
                en: "Not possible while the document is “\(state.english)”.")
        case .noRecipients:
            Wording("Văn bản chưa có nơi nhận. Thêm nơi nhận rồi thử lại.", en: "There is no recipient. Add one first.")
        case .noFile:
            Wording("Văn bản chưa có tệp. Đính kèm tệp rồi thử lại.", en: "There is no file. Attach one first.")
        case .deliveryAlreadyTaken:
            Wording(
                "Văn bản đến này đã được vào sổ hoặc trả lại.", en: "This arrival was registered or returned already.")
        case .leadAlreadyNamed:
            Wording(
                "Văn bản đã có đơn vị chủ trì. Mỗi cấp chỉ có một chủ trì.",
                en: "The document has a lead already. There is one lead at each level.")
        case .registerIsClosed:
            Wording(
                "Cơ quan đã kết thúc hoạt động, sổ đã khóa. Đơn vị tiếp nhận lấy số trong sổ của mình.",
                en: "The agency has ended and its register is closed. Its successor draws from its own.")
        }
    }
}
