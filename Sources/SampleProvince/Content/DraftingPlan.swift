import Essentials

/// Plans how a document of the province's own comes about: drafted, put before the signer, approved, numbered, issued.
struct DraftingPlan {
    let offices: SampleOffices
    let days: WorkingDays

    /// Who makes a document.
    struct Makers {
        let agency: String
        let unit: String
        let drafter: Int
        let signer: Int
        let clerk: Int
    }

    /// Those of an agency who make a document about what one of its rooms is in charge of.
    func makers(in agency: String, room: String, isCurrent: Bool, _ random: inout SeededRandom) -> Makers? {
        guard let clerk = offices.clerk(of: agency), let place = drafting(in: agency, room: room, isCurrent, &random)
        else { return nil }
        let leaders = offices.leaders(of: agency)
        guard let signer = isCurrent || random.happens(inPercent: 40) ? leaders.first : random.one(of: leaders) else {
            return nil
        }
        return Makers(agency: agency, unit: place.unit, drafter: place.drafter, signer: signer, clerk: clerk)
    }

    private func drafting(
        in agency: String, room: String, _ isCurrent: Bool, _ random: inout SeededRandom
    ) -> (unit: String, drafter: Int)? {
        let staffed = offices.rooms(of: agency).map(\.key).filter { !offices.specialists(of: $0).isEmpty }
        let isInCharge = offices.tree.agency(of: room)?.key == agency
        if let unit = isInCharge ? room : random.one(of: staffed) {
            let people = offices.specialists(of: unit)
            return (isCurrent ? people.first : random.one(of: people)).map { (unit, $0) }
        }
        let hands = offices.specialists(of: agency) + [offices.clerk(of: agency)].compactMap { $0 }
        return random.one(of: hands).map { (offices.unit(of: $0) ?? agency, $0) }
    }

    /// - Parameter start: when the draft is begun.
    func acts(
        document: Int, by makers: Makers, from start: Instant, isUrgent: Bool, inReplyTo: SampleReceipt?,
        _ random: inout SeededRandom
    ) -> [SampleAct] {
        var moment = start
        func act(_ by: Int, _ deed: SampleAct.Deed) -> SampleAct {
            SampleAct(at: moment, document: document, by: by, deed: deed)
        }
        var acts = [act(makers.drafter, .draft(inReplyTo: inReplyTo))]
        func wait(_ usual: ClosedRange<Int>) {
            moment = days.moment(isUrgent ? random.number(in: 5...30) : random.number(in: usual), after: moment)
        }
        wait(60...400)
        acts.append(act(makers.drafter, .submit))
        if random.happens(inPercent: 6) {
            wait(30...240)
            acts.append(act(makers.signer, .returnDraft(reason: "Bổ sung căn cứ và rà soát lại thời hạn.")))
            wait(30...240)
            acts.append(act(makers.drafter, .submit))
        }
        wait(30...400)
        acts.append(act(makers.signer, .approve))
        wait(15...120)
        acts.append(act(makers.clerk, .takeNumber))
        wait(10...60)
        acts.append(act(makers.clerk, .issue))
        return acts
    }
}
