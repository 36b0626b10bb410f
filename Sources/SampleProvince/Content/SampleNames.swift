/// Invents names of people: surnames as frequent as they are, none given twice.
struct SampleNames {
    private let source: SampleSources.Names
    private var random: SeededRandom
    private var given: Set<String> = []

    init(_ source: SampleSources.Names, seed: UInt64) {
        self.source = source
        random = SeededRandom(seed: seed, stream: "names")
    }

    /// - Parameter isHighland: whether many families there have the surnames of the Tày, Thái, Mông and others.
    mutating func next(isHighland: Bool) -> String {
        for _ in 0..<50 {
            let name = draw(isHighland: isHighland)
            if given.insert(name).inserted { return name }
        }
        return draw(isHighland: isHighland)
    }

    private mutating func draw(isHighland: Bool) -> String {
        let isWoman = random.happens(inPercent: 42)
        let surnames = isHighland && random.happens(inPercent: 55) ? source.highlandSurnames : source.surnames
        let parts = [
            random.one(of: surnames, weight: \.weight)?.text,
            random.one(of: isWoman ? source.femaleMiddle : source.maleMiddle),
            random.one(of: isWoman ? source.femaleGiven : source.maleGiven),
        ]
        return parts.compactMap { $0 }.joined(separator: " ")
    }
}
