import Deadlines
import Essentials
import Foundation
import Testing

@Suite struct ReportsTests {
    @Test func `the list of a year has every day that its weekday does not explain`() throws {
        let csv = try CalendarReport(national).csv(year: 2026)
        let lines = csv.split(separator: "\n").map(String.init)
        #expect(lines.first == "date,kind,name,source")
        #expect(lines.count == 1 + 17)
        #expect(
            lines.contains(
                "2026-08-22,make-up,Làm bù cho ngày 31/08/2026,Công văn 9859/VPCP-KGVX"))
        #expect(lines.contains("2026-04-26,holiday,Giỗ Tổ Hùng Vương,Bộ luật Lao động 2019 Đ. 112 k. 1"))
        #expect(
            lines.contains("2026-04-27,compensatory,Nghỉ bù Giỗ Tổ Hùng Vương,Bộ luật Lao động 2019 Đ. 111 k. 3"))
        #expect(lines.contains("2026-11-24,holiday,Ngày Văn hóa Việt Nam,Nghị quyết 28/2026/QH16 Đ. 2"))
        #expect(!csv.contains("weekly-rest") && !csv.contains(",working,"))
        #expect(csv.hasSuffix("\n"))
    }

    @Test func `the spellings that files and other programs keep are frozen`() {
        #expect(
            DayKind.allCases.map(\.rawValue) == [
                "local-day-off", "local-working", "make-up", "decreed", "swapped", "holiday", "compensatory",
                "weekly-rest", "working",
            ])
        #expect(DeadlinePolicy.DayTermEnd.closing.rawValue == "closing")
        #expect(DeadlinePolicy.DayTermEnd.acceptanceTime.rawValue == "acceptance-time")
        #expect(CalendarEntry.Audience.stateOffices.rawValue == "state-offices")
        #expect(
            [CalendarScope.nation, .province("a"), .unit("b")].map(\.description) == ["nation", "province:a", "unit:b"])
        #expect(CalendarScope("unit:b") == .unit("b") && CalendarScope("unit") == nil && CalendarScope("x:b") == nil)
    }

    @Test func `a name with comma and quotation marks is quoted`() throws {
        let entry = CalendarEntry(
            id: "quoted", .dayOff(places: nil), name: #"Lễ "hội", mưa"#.wording,
            appliesTo: .dates([day("13/10/2026")]), source: local, decidedOn: day("01/01/2026"),
            recordedAt: moment("01/01/2026 00:00"))
        let csv = try CalendarReport(nationalCalendar.adding([entry]).snapshot()).csv(year: 2026)
        #expect(csv.contains(#"2026-10-13,decreed,"Lễ ""hội"", mưa",Quyết định 12/QĐ-UBND"#))
    }

    @Test func `a year outside the calendar is refused`() {
        #expect(throws: CalendarError.self) { try CalendarReport(national).csv(year: 1899) }
        #expect(throws: CalendarError.self) { try CalendarReport(national).csv(year: 2100) }
    }

    @Test func `a deadline as JSON has due, provisional, version, citations and trace`() throws {
        let result = try deadline(start: moment("10/10/2025 16:00"), term: .workingHours(8), calendar: national)
        let json = DeadlineReport(result).json
        #expect(json.contains(#""due":"2025-10-13T16:00:00+07:00""#))
        #expect(json.contains(#""provisional":false"#))
        #expect(!json.contains("\n"))
        let fields = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(fields["calendarVersion"] as? String == national.version.description)
        #expect(fields["term"] as? String == "8wh")
        let trace = try #require(fields["trace"] as? [[String: Any]])
        #expect(trace.count == result.trace.count)
        #expect(trace.compactMap { $0["countedSeconds"] as? Int }.reduce(0, +) == 8 * 3600)
        #expect((fields["citations"] as? [String])?.contains("Bộ luật Dân sự 2015 Đ. 147 k. 1") == true)
    }

    @Test func `the explanation of 2 working days from 29 April 2025 names every day`() throws {
        let policy = national.policy(on: day("29/04/2025")).starting(by: .oneStopDecree("Đ. 17 k. 3"))
        let result = try deadline(
            start: moment("29/04/2025 09:00"), term: .workingDays(2), calendar: national, policy: policy)
        let lines = DeadlineReport(result).explanation(in: .vietnamese).split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "Bắt đầu lúc 09:00 ngày 29/04/2025, thời hạn 2 ngày làm việc [Nghị định 118/2025/NĐ-CP Đ. 17 k. 3]",
                "Không tính ngày đầu 29/04/2025 [Bộ luật Dân sự 2015 Đ. 147 k. 2]",
                "30/04/2025: nghỉ lễ (Ngày Chiến thắng), không tính [Bộ luật Lao động 2019 Đ. 112 k. 1]",
                "01/05/2025: nghỉ lễ (Ngày Quốc tế Lao động), không tính [Bộ luật Lao động 2019 Đ. 112 k. 1]",
                "02/05/2025: nghỉ hoán đổi (làm bù ngày 26/04/2025), không tính [Công văn 8726/VPCP-KGVX]",
                "03/05/2025–04/05/2025: nghỉ hằng tuần, không tính [Quyết định 188/1999/QĐ-TTg Đ. 1]",
                "05/05/2025: ngày làm việc, tính, ngày thứ 1",
                "06/05/2025: ngày làm việc, tính, ngày thứ 2",
                "Hạn 17:00 ngày 06/05/2025 [Bộ luật Dân sự 2015 Đ. 148 k. 1]",
                "Phiên bản lịch \(national.version)",
            ])
    }

    @Test func `the English explanation tells the same in hours`() throws {
        let result = try deadline(start: moment("21/08/2026 16:00"), term: .workingHours(8), calendar: national)
        #expect(
            result.trace.map(\.wording.english) == [
                "Starts 2026-08-21 16:00, term 8 working hours",
                "2026-08-21, 16:00–17:00: working day, 1 h counted, 1 h in all",
                "2026-08-22, 07:00–16:00: make-up day for 2026-08-31, 7 h counted, 8 h in all",
                "Due 2026-08-22 16:00",
            ])
    }

    @Test func `long runs of ordinary days become one line, and every other day keeps its own`() throws {
        let result = try deadline(start: moment("01/08/2025 09:00"), term: .workingDays(60), calendar: national)
        #expect(result.trace.count < 10)
        let named = result.trace.compactMap { step -> String? in
            if case .days(let stretch) = step.fact { "\(stretch.dates.lowerBound) \(stretch.kind)" } else { nil }
        }
        #expect(named == ["2025-09-01 decreed"])
        let runs = result.trace.filter { $0.rule == "days-ordinary" }
        #expect(runs.map(\.counted.days).reduce(0, +) == 60)
        #expect(runs.allSatisfy { $0.wording.vietnamese.contains("tính") })
    }

    @Test func `a pause, a roll and a month's end are told`() throws {
        let result = try deadline(
            start: moment("31/08/2025 09:00"), term: .months(1), calendar: national,
            ledger: [
                .suspend(at: moment("10/09/2025 09:00"), reason: "chờ giám định", source: local),
                .resume(at: moment("14/09/2025 09:00")),
            ])
        #expect(written(result.due) == "06/10/2025 17:00")
        let told = result.trace.map(\.wording.vietnamese).joined(separator: "\n")
        #expect(told.contains("Tháng không có ngày tương ứng, lấy ngày cuối tháng 30/09/2025"))
        #expect(told.contains("Tạm dừng từ 09:00 ngày 10/09/2025 đến 09:00 ngày 14/09/2025: chờ giám định"))
        #expect(told.contains("Ngày cuối 04/10/2025 không làm việc, chuyển sang ngày làm việc tiếp theo 06/10/2025"))
        #expect(result.citations.contains(local))
    }
}
