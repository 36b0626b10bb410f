import Foundation

/// The day in Việt Nam on which a new moon falls; a lunar month begins on it.
///
/// Series of Jean Meeus, *Astronomical Formulae for Calculators*, in the arrangement of Hồ Ngọc Đức.
enum NewMoon {
    /// Mean length of a lunar month in days.
    static let meanMonth = 29.530588853

    /// Julian day number, in UTC+7, of new moon number `k`, counted from the one near 1 January 1900.
    ///
    /// The seven hours decide: with China's eight some months begin a day later.
    static func day(_ k: Int) -> Int {
        Int((instant(Double(k)) + 0.5 + 7.0 / 24).rounded(.down))
    }

    /// Julian date of the new moon, in universal time.
    private static func instant(_ k: Double) -> Double {
        let t = k / 1236.85
        let t2 = t * t
        let t3 = t2 * t
        var mean: Double = 2_415_020.75933 + 29.53058868 * k
        mean += 0.0001178 * t2 - 0.000000155 * t3
        mean += 0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t2)
        let sun: Double = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3
        let moon: Double = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3
        let latitude: Double = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3
        let deltaT: Double = -0.000278 + 0.000265 * t + 0.000262 * t2
        return mean + correction(t: t, sun: sun, moon: moon, latitude: latitude) - deltaT
    }

    /// From the mean to the true new moon, in days. `sun` and `moon` are the mean anomalies, `latitude` the moon's
    /// argument of latitude, in degrees.
    private static func correction(t: Double, sun: Double, moon: Double, latitude: Double) -> Double {
        var sum: Double = (0.1734 - 0.000393 * t) * sine(sun)
        sum += 0.0021 * sine(2 * sun)
        sum -= 0.4068 * sine(moon)
        sum += 0.0161 * sine(2 * moon)
        sum -= 0.0004 * sine(3 * moon)
        sum += 0.0104 * sine(2 * latitude)
        sum -= 0.0051 * sine(sun + moon)
        sum -= 0.0074 * sine(sun - moon)
        sum += 0.0004 * sine(2 * latitude + sun)
        sum -= 0.0004 * sine(2 * latitude - sun)
        sum -= 0.0006 * sine(2 * latitude + moon)
        sum += 0.0010 * sine(2 * latitude - moon)
        sum += 0.0005 * sine(2 * moon + sun)
        return sum
    }
}

/// Where the sun stands, in twelfths of its way; the winter solstice begins sector 9.
enum SolarSector {
    /// The sector, 0…11, at the midnight in Việt Nam that opens Julian day `number`.
    static func atMidnight(opening number: Int) -> Int {
        let t = (Double(number) - 0.5 - 7.0 / 24 - 2_451_545) / 36_525
        let t2 = t * t
        let anomaly: Double = 357.52910 + 35_999.05030 * t - 0.0001559 * t2 - 0.00000048 * t2 * t
        let mean: Double = 280.46645 + 36_000.76983 * t + 0.0003032 * t2
        var centre: Double = (1.914600 - 0.004817 * t - 0.000014 * t2) * sine(anomaly)
        centre += (0.019993 - 0.000101 * t) * sine(2 * anomaly)
        centre += 0.000290 * sine(3 * anomaly)
        let longitude = mean + centre
        let turn = longitude - 360 * (longitude / 360).rounded(.down)
        return Int((turn / 30).rounded(.down))
    }
}

/// Sine of an angle in degrees.
private func sine(_ degrees: Double) -> Double {
    sin(degrees * .pi / 180)
}
