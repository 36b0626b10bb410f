/// A printed account: who sits there can be signed in as.
struct SampleSeat: Sendable {
    let username: String
    /// `Văn thư, Ủy ban nhân dân tỉnh`.
    let label: String
    let unit: String
    let duty: SamplePost.Duty
    let standing: SamplePost.Standing

    func fits(_ post: SamplePost) -> Bool {
        post.unit == unit && post.duty == duty && post.standing == standing
    }

    static let all: [SampleSeat] = [
        SampleSeat(
            username: "vanthu.tinh", label: "Văn thư, Ủy ban nhân dân tỉnh", unit: "vp.hctc", duty: .clerk,
            standing: .member),
        SampleSeat(
            username: "lanhdao.tinh", label: "Chủ tịch Ủy ban nhân dân tỉnh", unit: "ubnd", duty: .leader,
            standing: .head),
        SampleSeat(
            username: "vanthu.khcn", label: "Văn thư, Sở Khoa học và Công nghệ", unit: "skhcn.vp", duty: .clerk,
            standing: .member),
        SampleSeat(
            username: "lanhdao.khcn", label: "Giám đốc Sở Khoa học và Công nghệ", unit: "skhcn", duty: .leader,
            standing: .head),
        SampleSeat(
            username: "thuongtruc", label: "Trưởng phòng Chuyển đổi số (cơ quan thường trực Ban Chỉ đạo)",
            unit: "stttt.cntt", duty: .roomHead, standing: .head),
        SampleSeat(
            username: "chuyenvien.khcn", label: "Chuyên viên Phòng Chuyển đổi số, Sở Khoa học và Công nghệ",
            unit: "stttt.cntt", duty: .specialist, standing: .member),
        SampleSeat(
            username: "vanthu.xa", label: "Văn thư, Ủy ban nhân dân phường An Hòa", unit: "x2.phuong-an-hoa.vp",
            duty: .clerk, standing: .member),
    ]

    /// The administrator sits beside the tree, in a post of the province itself.
    static let administrator = (username: "quantri", label: "Quản trị hệ thống")

    /// The same for all, everywhere: it says that it is a sample. 14 characters and four classes at least.
    static let password = "Du-lieu-mau-2026!"
}
