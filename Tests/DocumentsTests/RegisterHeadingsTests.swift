import Essentials
import Files
import Spreadsheets
import TestSupport
import Testing

@testable import Documents

/// Which column of an old register holds what: the decree's own headings, and those of former systems.
struct RegisterHeadingsTests {
    @Test(
        arguments: [
            // NĐ 30/2020 PL IV, mục II.2 and I.2.
            (
                .incoming,
                "Ngày đến|Số đến|Tác giả|Số, ký hiệu|Ngày tháng văn bản|Tên loại và trích yếu nội dung văn bản|"
                    + "Đơn vị hoặc người nhận|Ngày chuyển|Ký nhận|Ghi chú",
                [
                    .arrivedOn, .entryNumber, .issuer, .symbol, .issuedOn, .subject, .recipient, .handedOn, .receipt,
                    .note,
                ]
            ),
            (
                .outgoing,
                "Số, ký hiệu văn bản|Ngày tháng văn bản|Tên loại và trích yếu nội dung văn bản|Người ký|"
                    + "Nơi nhận văn bản|Đơn vị, người nhận bản lưu|Số lượng bản|Ngày chuyển|Ký nhận|Ghi chú",
                [
                    .symbol, .issuedOn, .subject, .signerName, .recipient, .copyKeeper, .copies, .handedOn, .receipt,
                    .note,
                ]
            ),
            (
                .incoming, "NGAY DEN|SO DEN|CO QUAN BAN HANH|SO KY HIEU|NGAY VAN BAN|TRICH YEU|DO MAT|TEN FILE",
                [.arrivedOn, .entryNumber, .issuer, .symbol, .issuedOn, .subject, .secrecy, .fileName]
            ),
            (
                .incoming, "STT|Số đến|Ngày đến|Tên cơ quan, tổ chức ban hành|Số|Ký hiệu|Ngày ban hành|Loại|Nội dung",
                [nil, .entryNumber, .arrivedOn, .issuer, .number, .notation, .issuedOn, .type, .subject]
            ),
            (
                .outgoing, "Số/Ký hiệu|Ngày ký|Trích yếu nội dung|Mức độ khẩn|Số trang|Số đến",
                [.symbol, .issuedOn, .subject, .urgency, .pages, nil]
            ),
            (.incoming, "Trích yếu|Trích yếu|x||Số đến của văn bản", [.subject, nil, nil, nil, .entryNumber]),
        ] as [(Document.Flow, String, [RegisterColumn?])])
    func `headings are known with and without diacritics`(
        flow: Document.Flow, headings: String, columns: [RegisterColumn?]
    ) {
        let cells = headings.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        #expect(RegisterHeadings(cells).columns(of: flow) == columns)
    }

    @Test func `every column that a register must have is one of its columns, and every alias is folded`() {
        for flow in [Document.Flow.incoming, .outgoing] {
            let known = RegisterColumn.all(of: flow)
            for choice in RegisterColumn.required(of: flow).flatMap({ $0 }) { #expect(known.contains(choice)) }
        }
        for column in RegisterColumn.allCases {
            for heading in column.headings {
                #expect(VietnameseText.words(of: heading).joined(separator: " ") == heading)
            }
        }
    }

    @Test(arguments: [
        ("15/QĐ-UBND", "15", "QĐ-UBND"), ("Số: 05 / UBND - VX", "05", "UBND-VX"),
        ("15/2019/QĐ-UBND", "15", "2019/QĐ-UBND"),
        ("12", "12", ""), ("12a", "12a", ""), ("CV-SNV", "", "CV-SNV"), ("", "", ""), ("SỐ 7/BC", "7", "BC"),
    ])
    func `number and symbol are read as former systems write them`(text: String, number: String, notation: String) {
        let symbol = DocumentSymbol(written: text)
        #expect(symbol.number == number)
        #expect(symbol.notation == notation)
    }

    @Test(
        arguments: [
            ("Quyết định", "Về việc", "", "quyet-dinh"), ("QĐ", "x", "", "quyet-dinh"), ("Thông tư", "x", "TT", "khac"),
            (nil, "Kế hoạch phòng chống thiên tai", "UBND", "ke-hoach"), (nil, "Về việc họp", "QyĐ-UBND", "quy-dinh"),
            (nil, "Về việc họp", "2019/QĐ-UBND", "quyet-dinh"), (nil, "Về việc họp", "UBND-VX", "cong-van"),
            (nil, "Đơn của ông A", "", "khac"), (nil, "KẾ HOẠCH", "", "ke-hoach"),
        ] as [(String?, String, String, String)])
    func `the type is told by its column, the subject or the symbol`(
        named: String?, subject: String, notation: String, key: String
    ) throws {
        let types = RegisterTypes(try .bundled())
        #expect(types.key(named: named, subject: subject, notation: notation) == key)
    }
}
