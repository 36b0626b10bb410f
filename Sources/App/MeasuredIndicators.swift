import Documents
import Essentials
import Evaluation

/// What capabilities count for evaluations, under the names that criteria sets use.
enum MeasuredIndicators {
    static let all: [MeasuredIndicator] = [
        MeasuredIndicator(
            code: "documents.handled-in-time.a",
            name: Wording("Văn bản đến xử lý đúng hạn", en: "Incoming documents handled in time"),
            formula: Wording(
                "văn bản đến trong năm có hạn xử lý, hoàn thành không muộn hơn hạn",
                en: "of the year's register, with a due date, completed no later than it"),
            path: "/documents/incoming", count: DocumentsIndicators.handledInTime),
        MeasuredIndicator(
            code: "documents.handled-in-time.b",
            name: Wording("Văn bản đến đã đến hạn", en: "Incoming documents that were due"),
            formula: Wording(
                "văn bản đến trong năm có hạn xử lý, đã hoàn thành hoặc đã quá hạn",
                en: "of the year's register, with a due date, completed or overdue"),
            path: "/documents/incoming", count: DocumentsIndicators.due),
    ]
}
