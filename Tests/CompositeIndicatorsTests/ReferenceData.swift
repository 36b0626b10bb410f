import Testing

@testable import CompositeIndicators

/// Reference columns computed with COINr 1.1.14 (github.com/bluefoxr/COINr, MIT) on made-up values.
struct ReferenceColumn: Sendable {
    let name: String
    let method: Normalisation
    let direction: Direction
    let values: Column

    static let raw: Column = [3.2, 7.5, nil, 1.1, 9.9, 7.5, 4.4, 0, 5, 6.25]

    static let all: [ReferenceColumn] = [
        ReferenceColumn(
            name: "minmax01", method: .minMax(lower: 0, upper: 1), direction: .higherIsBetter,
            values: [
                0.323232323232323, 0.757575757575758, nil, 0.111111111111111, 1,
                0.757575757575758, 0.444444444444444, 0, 0.505050505050505, 0.631313131313131,
            ]),
        ReferenceColumn(
            name: "minmax1_100", method: .minMax(lower: 1, upper: 100), direction: .higherIsBetter,
            values: [
                33, 76, nil, 12, 100,
                76, 45, 1, 51, 63.5,
            ]),
        ReferenceColumn(
            name: "zscore", method: .zScore(mean: 0, deviation: 1, population: false), direction: .higherIsBetter,
            values: [
                -0.557427774048515, 0.786650410105848, nil, -1.21383805003088, 1.53683358265712,
                0.786650410105848, -0.182336187772878, -1.55767200411688, 0.00520960536493937, 0.395930007735393,
            ]),
        ReferenceColumn(
            name: "zscore10_2", method: .zScore(mean: 10, deviation: 2, population: false), direction: .higherIsBetter,
            values: [
                8.88514445190297, 11.5733008202117, nil, 7.57232389993825, 13.0736671653142,
                11.5733008202117, 9.63532762445424, 6.88465599176625, 10.0104192107299, 10.7918600154708,
            ]),
        ReferenceColumn(
            name: "dist2max", method: .distanceToMaximum, direction: .higherIsBetter,
            values: [
                0.323232323232323, 0.757575757575758, nil, 0.111111111111111, 1,
                0.757575757575758, 0.444444444444444, 0, 0.505050505050505, 0.631313131313131,
            ]),
        ReferenceColumn(
            name: "dist2ref_i2", method: .distanceToReference(unit: 1, capped: false), direction: .higherIsBetter,
            values: [
                0.426666666666667, 1, nil, 0.146666666666667, 1.32,
                1, 0.586666666666667, 0, 0.666666666666667, 0.833333333333333,
            ]),
        ReferenceColumn(
            name: "dist2ref_i2cap", method: .distanceToReference(unit: 1, capped: true), direction: .higherIsBetter,
            values: [
                0.426666666666667, 1, nil, 0.146666666666667, 1,
                1, 0.586666666666667, 0, 0.666666666666667, 0.833333333333333,
            ]),
        ReferenceColumn(
            name: "dist2targ8", method: .distanceToTarget(8, capped: false), direction: .higherIsBetter,
            values: [
                0.4, 0.9375, nil, 0.1375, 1.2375,
                0.9375, 0.55, 0, 0.625, 0.78125,
            ]),
        ReferenceColumn(
            name: "dist2targ8cap", method: .distanceToTarget(8, capped: true), direction: .higherIsBetter,
            values: [
                0.4, 0.9375, nil, 0.1375, 1,
                0.9375, 0.55, 0, 0.625, 0.78125,
            ]),
        ReferenceColumn(
            name: "dist2targ2neg", method: .distanceToTarget(2, capped: false), direction: .lowerIsBetter,
            values: [
                0.848101265822785, 0.30379746835443, nil, 1.11392405063291, 0,
                0.30379746835443, 0.69620253164557, 1.25316455696203, 0.620253164556962, 0.462025316455696,
            ]),
        ReferenceColumn(
            name: "fracmax", method: .fractionOfMaximum, direction: .higherIsBetter,
            values: [
                0.323232323232323, 0.757575757575758, nil, 0.111111111111111, 1,
                0.757575757575758, 0.444444444444444, 0, 0.505050505050505, 0.631313131313131,
            ]),
        ReferenceColumn(
            name: "rank", method: .rank, direction: .higherIsBetter,
            values: [
                3, 7, nil, 2, 9,
                7, 4, 1, 5, 6,
            ]),
        ReferenceColumn(
            name: "borda", method: .borda, direction: .higherIsBetter,
            values: [
                2, 6, nil, 1, 8,
                6, 3, 0, 4, 5,
            ]),
        ReferenceColumn(
            name: "prank", method: .percentileRank, direction: .higherIsBetter,
            values: [
                0.25, 0.75, nil, 0.125, 1,
                0.75, 0.375, 0, 0.5, 0.625,
            ]),
        ReferenceColumn(
            name: "scaled", method: .scaled(from: 0, to: 10, factor: 100), direction: .higherIsBetter,
            values: [
                32, 75, nil, 11, 99,
                75, 44, 0, 50, 62.5,
            ]),
        ReferenceColumn(
            name: "goalposts", method: .goalposts(low: 1, high: 8, factor: 1), direction: .higherIsBetter,
            values: [
                0.314285714285714, 0.928571428571429, nil, 0.0142857142857143, 1,
                0.928571428571429, 0.485714285714286, 0, 0.571428571428571, 0.75,
            ]),
        ReferenceColumn(
            name: "goalposts_neg", method: .goalposts(low: 1, high: 8, factor: 1), direction: .lowerIsBetter,
            values: [
                0.685714285714286, 0.0714285714285714, nil, 0.985714285714286, 0,
                0.0714285714285714, 0.514285714285714, 1, 0.428571428571429, 0.25,
            ]),
    ]
}

/// Reference in the manner of the UN E-Government Development Index (publicadministration.un.org/egovkb, Methodology).
enum ReferenceIndex {
    static let inputs: [Column] = [
        [10, 20, 30, 40, 55, 61],
        [3, 9, 9, 1, 7, 4],
        [50, 20, 65, 80, 95, 40],
        [0.1, 0.9, 0.4, 0.35, 0.7, 0.2],
    ]
    static let populationScores: [Column] = [
        [
            -1.434880917961823, -0.883003641822660, -0.331126365683498,
            0.220750910455665, 1.048566824664409, 1.379693190347907,
        ],
        [
            -0.821994936526786, 1.150792911137501, 1.150792911137501,
            -1.479590885748216, 0.493196961916072, -0.493196961916072,
        ],
        [
            -0.334076552390531, -1.536752140996440, 0.267261241912424,
            0.868599036215379, 1.469936830518334, -0.734968415259167,
        ],
        [
            -1.231170167753319, 1.651569737230062, -0.150142703384551,
            -0.330313947446012, 0.930884760984216, -0.870827679630396,
        ],
    ]
    static let sampleScores: [Column] = [
        [
            -1.309861076835684, -0.806068354975805, -0.302275633115927,
            0.201517088743951, 0.957206171533769, 1.259481804649696,
        ],
        [
            -0.750375281484580, 1.050525394078412, 1.050525394078412,
            -1.350675506672244, 0.450225168890748, -0.450225168890748,
        ],
        [
            -0.304968772796417, -1.402856354863517, 0.243975018237133,
            0.792918809270683, 1.341862600304233, -0.670931300152117,
        ],
        [
            -1.123899455009854, 1.507670000622974, -0.137060909147543,
            -0.301534000124595, 0.849777636714767, -0.794953273055750,
        ],
    ]
    static let normalised: Column = [
        0.000000000000000, 0.541518041088774, 0.612889459280956,
        0.399444216961771, 1.000000000000000, 0.399605848290740,
    ]
}
