import Documents
import Essentials
import Testing

/// What the first page tells about the document (layout of NĐ 30/2020 PL I).
struct SuggestedFieldsTests {
    private let types: DocumentTypes

    init() throws {
        types = try DocumentTypes.bundled()
    }

    @Test func `a decision tells its number, date, issuer, type and subject`() {
        let text = """
            ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
              TỈNH AN HẢI                 Độc lập - Tự do - Hạnh phúc

            Số: 05/QĐ-UBND             An Hải, ngày 05 tháng 01 năm 2026

                                QUYẾT ĐỊNH
                Về việc ban hành Kế hoạch chuyển đổi số
                            năm 2026

            Căn cứ Luật Tổ chức chính quyền địa phương;
            """
        let fields = SuggestedFields(text: text, types: types)
        #expect(fields.symbol == DocumentSymbol(number: "05", notation: "QĐ-UBND"))
        #expect(fields.issuedOn == CivilDate("2026-01-05"))
        #expect(fields.typeKey == "quyet-dinh")
        #expect(fields.subject == "Về việc ban hành Kế hoạch chuyển đổi số năm 2026")
        #expect(fields.issuerName == "Tỉnh an hải")
    }

    @Test func `an official letter tells its subject after V/v`() {
        let text = """
            SỞ NỘI VỤ                   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            Số: 128/SNV-VP                 Độc lập - Tự do - Hạnh phúc
            V/v cử cán bộ tập huấn
                               An Hải, ngày 10 tháng 6 năm 2026
            Kính gửi: Các sở, ban, ngành
            """
        let fields = SuggestedFields(text: text, types: types)
        #expect(fields.symbol == DocumentSymbol(number: "128", notation: "SNV-VP"))
        #expect(fields.typeKey == "cong-van")
        #expect(fields.subject == "cử cán bộ tập huấn")
        #expect(fields.issuerName == "Sở nội vụ")
    }

    @Test func `a text that is no document suggests nothing`() {
        let fields = SuggestedFields(text: "Danh sách đi chợ\nTrứng, sữa", types: types)
        #expect(fields == SuggestedFields(text: "", types: types))
    }
}
