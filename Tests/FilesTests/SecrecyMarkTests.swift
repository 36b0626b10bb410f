import Testing

@testable import Files

struct SecrecyMarkTests {
    @Test(arguments: [
        ("ỦY BAN NHÂN DÂN\nMẬT\nSố: 1/BC", SecrecyMark.confidential),
        ("TỐI MẬT", .secret), ("  [ TUYỆT MẬT ]  \n", .topSecret), ("M Ậ T\n", .confidential),
        ("│ TỐI  MẬT │", .secret), ("Độ mật: Mật", .confidential), ("ĐỘ MẬT: TỐI MẬT.", .secret),
        ("M\u{0041}\u{0323}\u{0302}T", .confidential),
        ("UBND\nTèI MËT\n", .secret), ("tuyÖt mËt", .topSecret), ("MAÄT", .confidential),
    ])
    func `a mark alone in its line is found`(page: String, mark: SecrecyMark) {
        #expect(SecrecyMark.found(on: page) == mark)
    }

    @Test(arguments: [
        "V/v bảo vệ bí mật nhà nước", "Độ mật: Thường", "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "QUY CHẾ BẢO VỆ BÍ\nMẬT\n",
        "tài liệu có độ\nmật\ncao", "MẮT", "MÁT", "Mật ong", "MẬT ONG", "TỐI", "12 MẬT", "",
        "Danh mục tài liệu Mật, Tối mật, Tuyệt mật",
    ])
    func `the same words in running text or a heading are no mark`(page: String) {
        #expect(SecrecyMark.found(on: page) == nil)
    }
}
