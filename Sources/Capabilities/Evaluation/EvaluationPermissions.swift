public import Directory
import Essentials

extension Permission {
    /// See criteria sets and rounds; forms and results one sees as far as one has to do with them.
    public static let readEvaluation = Permission(
        "evaluation.read", Wording("Xem bộ tiêu chí và các đợt đánh giá", en: "See criteria sets and rounds"))
    /// Bring in and issue criteria sets.
    public static let manageCriteriaSets = Permission(
        "evaluation.sets", Wording("Lập và ban hành bộ tiêu chí đánh giá", en: "Prepare and issue criteria sets"))
    /// The council's secretary: open rounds, close the declaration, propose and publish results.
    public static let runEvaluation = Permission(
        "evaluation.run", Wording("Tổ chức đợt đánh giá (thư ký hội đồng)", en: "Run evaluation rounds"))
    /// Fill in the form of one's own agency.
    public static let declareEvaluation = Permission(
        "evaluation.declare", Wording("Khai phiếu tự đánh giá của cơ quan mình", en: "Declare for one's own agency"))
    /// Sign off the form of the agency one heads.
    public static let signDeclarations = Permission(
        "evaluation.sign", Wording("Ký gửi phiếu tự đánh giá", en: "Sign off the declaration of one's agency"))
    /// Verify what units declared; one's own unit never.
    public static let verifyEvaluation = Permission(
        "evaluation.verify", Wording("Thẩm định phiếu tự đánh giá", en: "Verify declarations"))
    /// Decide the result of a round (chair of the committee).
    public static let decideEvaluation = Permission(
        "evaluation.decide", Wording("Quyết định kết quả đánh giá, xếp hạng", en: "Decide the result of a round"))
}

/// The permissions of evaluation.
public enum EvaluationPermissions {
    public static let all: [Permission] = [
        .readEvaluation, .manageCriteriaSets, .runEvaluation, .declareEvaluation, .signDeclarations,
        .verifyEvaluation, .decideEvaluation,
    ]
}
