import Essentials

/// Makes the units of 2023 and the reorganisation of 2025 out of the sources.
struct SampleUnits: Sendable {
    /// The units' first day: the beginning of the term of office.
    static let founded = CivilDate(dayNumber: 18_809)  // 2021-07-01

    let before: SampleTree
    let reorganisation: SampleReorganisation
    let after: SampleTree

    /// The units on a day.
    func tree(on date: CivilDate) -> SampleTree {
        date < reorganisation.on ? before : after
    }

    init(_ sources: SampleSources) {
        before = SampleTree(Self.founding(sources))
        reorganisation = Self.reorganisation(sources)
        after = reorganisation.applied(to: before)
    }

    static let steeringCommittee = "bcd"

    private static func founding(_ sources: SampleSources) -> [SampleUnit] {
        let agencies = sources.agencies
        return top(agencies) + agencies.departments.enumerated().flatMap { department($1, number: $0 + 1) }
            + agencies.sectorBodies.flatMap { sectorBody($0) }
            + agencies.publicServices.enumerated().map { publicService($1, number: $0 + 1) }
            + sources.districts.enumerated().flatMap { district($1, number: $0 + 32, rooms: agencies.districtRooms) }
    }

    private static func top(_ agencies: SampleSources.Agencies) -> [SampleUnit] {
        let province = agencies.province
        let place = provincePlace
        func unit(
            _ key: String, _ kind: SampleUnit.Kind, _ name: String, _ symbol: String?, below parent: String = "",
            isAgency: Bool = true, code: [Int]? = nil
        ) -> SampleUnit {
            SampleUnit(
                key: key, parent: parent, kind: kind, name: name, symbol: symbol, isAgency: isAgency, place: place,
                code: code)
        }
        let party = agencies.party
        return [
            unit("hdnd", .peoplesCouncil, "Hội đồng nhân dân tỉnh \(place)", "HĐND"),
            unit(province.key, .peoplesCommittee, province.name, province.abbreviation, code: []),
            unit(
                steeringCommittee, .steeringCommittee, "Ban Chỉ đạo ứng dụng công nghệ thông tin tỉnh", "BCĐ",
                below: province.key, isAgency: false),
            unit(party.key, .partyOrgan, party.name, party.abbreviation),
            unit("mttq", .massOrganisation, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh \(place)", "MTTQ"),
        ] + party.bodies.map { unit($0.key, .partyOrgan, $0.name, $0.abbreviation, below: party.key) }
    }

    /// The province's name, without "tỉnh".
    static let provincePlace = "Hòa An"

    /// The office of the People's Committee is the clerk's and drafting office of the committee itself: it writes under
    /// the committee's symbols and keeps the committee's registers.
    private static let office = "vp"

    private static func department(_ source: SampleSources.Agency, number: Int) -> [SampleUnit] {
        agency(source, kind: .department, isAgency: source.key != office, code: [number])
    }

    private static func sectorBody(_ source: SampleSources.Agency) -> [SampleUnit] {
        agency(source, kind: .centralAgency, isAgency: true, code: nil)
    }

    private static func agency(
        _ source: SampleSources.Agency, kind: SampleUnit.Kind, isAgency: Bool, code: [Int]?
    ) -> [SampleUnit] {
        let unit = SampleUnit(
            key: source.key, parent: source.parent ?? "ubnd", kind: kind, name: source.name,
            symbol: source.abbreviation, isAgency: isAgency, place: provincePlace, code: code)
        return [unit] + (source.rooms ?? []).map { room($0, of: source.key, place: provincePlace) }
    }

    static func room(_ source: SampleSources.Room, of parent: String, place: String) -> SampleUnit {
        SampleUnit(
            key: "\(parent).\(source.key)", parent: parent, kind: .innerUnit, name: source.name,
            symbol: source.abbreviation, isAgency: false, place: place)
    }

    private static func publicService(_ source: SampleSources.Agency, number: Int) -> SampleUnit {
        SampleUnit(
            key: source.key, parent: source.parent ?? "ubnd", kind: .publicServiceUnit, name: source.name,
            symbol: source.abbreviation, isAgency: true, place: provincePlace, code: [95, number])
    }

    private static func district(
        _ source: SampleSources.District, number: Int, rooms: [SampleSources.Room]
    ) -> [SampleUnit] {
        let key = "h.\(source.key)"
        let district = SampleUnit(
            key: key, parent: "ubnd", kind: .district, name: source.name, symbol: "UBND", isAgency: true,
            place: source.place, code: [number])
        let committee = SampleUnit(
            key: "\(key).bcd", parent: key, kind: .steeringCommittee,
            name: "Ban Chỉ đạo ứng dụng công nghệ thông tin \(source.name.droppingCommittee)", symbol: "BCĐ",
            isAgency: false, place: source.place)
        let communes = source.wards.flatMap(\.from).enumerated().map { index, name in
            commune(name, key: communeKey(name, before: true), parent: key, code: [number, index + 1])
        }
        return [district, committee] + rooms.map { room($0, of: key, place: source.place) } + communes
    }

    static func commune(_ name: String, key: String, parent: String, code: [Int]) -> SampleUnit {
        SampleUnit(
            key: key, parent: parent, kind: .commune, name: "Ủy ban nhân dân \(name.startingSmall)", symbol: "UBND",
            isAgency: true, place: name.droppingFirstWords, code: code)
    }

    /// `x1.phuong-an-hoa` before the reorganisation, `x2.phuong-an-hoa` after it.
    static func communeKey(_ name: String, before: Bool) -> String {
        (before ? "x1." : "x2.") + VietnameseText.words(of: name).joined(separator: "-")
    }
}

extension String {
    /// `huyện Lâm Giang` of `Ủy ban nhân dân huyện Lâm Giang`.
    var droppingCommittee: String {
        let words = "Ủy ban nhân dân "
        return hasPrefix(words) ? String(dropFirst(words.count)) : self
    }

    /// `phường An Hòa` of `Phường An Hòa`.
    var startingSmall: String {
        prefix(1).lowercased() + dropFirst()
    }

    /// `An Hòa` of `Phường An Hòa` and `Thị trấn An Hòa`.
    fileprivate var droppingFirstWords: String {
        for kind in ["Phường ", "Xã ", "Thị trấn "] where hasPrefix(kind) {
            return String(dropFirst(kind.count))
        }
        return self
    }
}
