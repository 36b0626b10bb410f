import Deadlines
import Essentials
import Testing

@Suite struct LunarDateTests {
    /// Tết and Giỗ Tổ Hùng Vương of every year, month and day together; from an independent table.
    static let feasts = """
        1976 0131 0409  1977 0218 0427  1978 0207 0416  1979 0128 0406  1980 0216 0424  1981 0205 0414
        1982 0125 0403  1983 0213 0422  1984 0202 0410  1985 0121 0429  1986 0209 0418  1987 0129 0407
        1988 0217 0425  1989 0206 0415  1990 0127 0405  1991 0215 0424  1992 0204 0412  1993 0123 0401
        1994 0210 0420  1995 0131 0409  1996 0219 0427  1997 0207 0416  1998 0128 0406  1999 0216 0425
        2000 0205 0414  2001 0124 0403  2002 0212 0422  2003 0201 0411  2004 0122 0428  2005 0209 0418
        2006 0129 0407  2007 0217 0426  2008 0207 0415  2009 0126 0404  2010 0214 0423  2011 0203 0412
        2012 0123 0331  2013 0210 0419  2014 0131 0409  2015 0219 0428  2016 0208 0416  2017 0128 0406
        2018 0216 0425  2019 0205 0414  2020 0125 0402  2021 0212 0421  2022 0201 0410  2023 0122 0429
        2024 0210 0418  2025 0129 0407  2026 0217 0426  2027 0206 0416  2028 0126 0404  2029 0213 0423
        2030 0202 0412  2031 0123 0401  2032 0211 0419  2033 0131 0409  2034 0219 0428  2035 0208 0417
        2036 0128 0406  2037 0215 0424  2038 0204 0413  2039 0124 0403  2040 0212 0420  2041 0201 0410
        2042 0122 0429  2043 0210 0419  2044 0130 0407  2045 0217 0426  2046 0206 0415  2047 0126 0404
        2048 0214 0422  2049 0202 0411  2050 0123 0401  2051 0211 0420  2052 0201 0409  2053 0218 0428
        2054 0208 0417  2055 0128 0406  2056 0215 0424  2057 0204 0413  2058 0124 0402  2059 0212 0421
        2060 0202 0410  2061 0121 0331  2062 0209 0419  2063 0129 0408  2064 0217 0426  2065 0205 0415
        2066 0126 0404  2067 0214 0423  2068 0203 0411  2069 0123 0401  2070 0211 0420  2071 0131 0409
        2072 0219 0427  2073 0207 0416  2074 0127 0405  2075 0215 0424  2076 0205 0413  2077 0124 0402
        2078 0212 0421  2079 0202 0411  2080 0122 0330  2081 0209 0418  2082 0129 0407  2083 0217 0426
        2084 0206 0414  2085 0126 0403  2086 0214 0422  2087 0203 0412  2088 0124 0401  2089 0210 0420
        2090 0130 0409  2091 0218 0428  2092 0207 0416  2093 0127 0405  2094 0215 0424  2095 0205 0413
        2096 0125 0402  2097 0212 0421  2098 0201 0411  2099 0121 0429
        """

    @Test func `Tết and Giỗ Tổ fall on the days of an independent table in all 124 years`() throws {
        let numbers = Self.feasts.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(numbers.count == 124 * 3)
        for index in stride(from: 0, to: numbers.count, by: 3) {
            let (year, tet, gioTo) = (numbers[index], numbers[index + 1], numbers[index + 2])
            #expect(
                try LunarDate(day: 1, month: 1, year: year).civilDate()
                    == CivilDate(year: year, month: tet / 100, day: tet % 100))
            #expect(
                try LunarDate(day: 10, month: 3, year: year).civilDate()
                    == CivilDate(year: year, month: gioTo / 100, day: gioTo % 100))
        }
    }

    @Test(arguments: [
        (1985, "21/01/1985", "20/02/1985"), (2007, "17/02/2007", "18/02/2007"), (2030, "02/02/2030", "03/02/2030"),
        (2053, "18/02/2053", "19/02/2053"),
    ])
    func `Tết is Việt Nam's where China's clocks give another day`(year: Int, here: String, there: String) throws {
        let tet = try LunarDate(day: 1, month: 1, year: year).civilDate()
        #expect(tet == day(here))
        #expect(tet != day(there))
    }

    @Test(arguments: [
        ("10/02/2024", "1/1/2024"), ("18/04/2024", "10/3/2024"), ("25/01/2025", "26/12/2024"),
        ("29/01/2025", "1/1/2025"), ("02/02/2025", "5/1/2025"), ("14/02/2026", "27/12/2025"),
        ("22/02/2026", "6/1/2026"), ("22/03/2023", "1/2/2023 nhuận"), ("23/05/2020", "1/4/2020 nhuận"),
        ("25/07/2025", "1/6/2025 nhuận"), ("22/08/2025", "29/6/2025 nhuận"), ("23/08/2025", "1/7/2025"),
        ("24/10/2014", "1/9/2014 nhuận"), ("22/12/2033", "1/11/2033 nhuận"), ("01/01/1976", "1/12/1975"),
    ])
    func `a solar day is said in the lunar calendar`(solar: String, lunar: String) throws {
        #expect(try LunarDate(day(solar)).description == lunar)
    }

    @Test func `every day of 124 years goes there and back`() throws {
        let last = day("31/12/2099")
        var date = day("01/01/1976")
        var before: LunarDate?
        while date <= last {
            let lunar = try LunarDate(date)
            #expect(try lunar.civilDate() == date)
            if let before {
                let follows = lunar.day == before.day + 1 || (lunar.day == 1 && (29...30).contains(before.day))
                #expect(follows, "\(before) is followed by \(lunar)")
            }
            before = lunar
            date = date.adding(days: 1)
        }
    }

    @Test func `days that do not exist and years that are not computed are refused`() {
        #expect(throws: LunarDateError.outsideRange(year: 1975)) { try LunarDate(day("31/12/1975")) }
        #expect(throws: LunarDateError.outsideRange(year: 2100)) { try LunarDate(day("01/01/2100")) }
        let noLeap = LunarDate(day: 1, month: 6, year: 2026, isLeapMonth: true)
        #expect(throws: LunarDateError.noSuchMonth(noLeap)) { try noLeap.civilDate() }
        let noMonth = LunarDate(day: 1, month: 13, year: 2026)
        #expect(throws: LunarDateError.noSuchMonth(noMonth)) { try noMonth.civilDate() }
        let noDay = LunarDate(day: 30, month: 12, year: 2024)
        #expect(throws: LunarDateError.noSuchDay(noDay)) { try noDay.civilDate() }
        let outside = LunarDate(day: 1, month: 1, year: 2100)
        #expect(throws: LunarDateError.outsideRange(year: 2100)) { try outside.civilDate() }
        #expect(LunarDateError.noSuchMonth(noLeap).wording.vietnamese.contains("6 nhuận"))
    }
}
