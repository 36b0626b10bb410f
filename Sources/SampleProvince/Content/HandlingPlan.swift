import Essentials

/// Plans how an agency handles a document it received: registered, presented, handed on level by level to whoever does the work,
/// reported, and approved level by level on the way back.
struct HandlingPlan {
    let offices: SampleOffices
    let days: WorkingDays

    /// The levels below the agency's leader: who hands on to whom.
    private struct Level {
        let by: Int
        let to: SampleAct.Target
        let coordinators: [SampleAct.Target]
    }

    /// What came of a handling: the acts up to the last hand-over, and who then has the work and until when.
    struct Handed {
        var acts: [SampleAct]
        let handler: Int
        let dueOn: CivilDate
        let assignedAt: Instant
        /// The levels to approve a report on, innermost first.
        let approvals: [(by: Int, target: SampleAct.Target)]
    }

    /// - Parameters:
    ///   - room: the inner unit whose duty the matter is, where the agency has such a one.
    ///   - isCurrent: whether it is recent work, which goes to the heads and to the first in each room.
    func hand(
        _ receipt: SampleReceipt, arrivedAt: Instant, room: String, isUrgent: Bool, isCurrent: Bool,
        _ random: inout SeededRandom
    ) -> Handed? {
        guard let clerk = offices.clerk(of: receipt.agency) else { return nil }
        let levels = levels(receipt.agency, room: room, isCurrent: isCurrent, &random)
        guard let first = levels.first, let last = levels.last else { return nil }
        var moment = days.moment(random.number(in: 10...90), after: arrivedAt)
        var acts = [act(receipt, at: moment, by: clerk, .register(agency: receipt.agency))]
        // Most are presented as they are registered, some with the next round of the clerk's folder.
        if random.happens(inPercent: 30) { moment = days.moment(random.number(in: 15...60), after: moment) }
        acts.append(act(receipt, at: moment, by: clerk, .present(agency: receipt.agency, to: first.by)))
        let term = isUrgent ? random.number(in: 1...3) : random.number(in: 5...15)
        let dueOn = days.day(term, after: moment.date)
        for level in levels {
            moment = days.moment(random.number(in: isUrgent ? 5...40 : 30...240), after: moment)
            let direction = SampleAct.Direction(
                lead: level.to, coordinators: level.coordinators, opinion: opinion(&random), dueOn: dueOn)
            acts.append(act(receipt, at: moment, by: level.by, .direct(agency: receipt.agency, direction)))
        }
        let handler =
            switch last.to {
            case .person(let person): person
            case .unit(let unit): offices.head(of: unit) ?? last.by
            }
        return Handed(
            acts: acts, handler: handler, dueOn: dueOn, assignedAt: moment,
            approvals: levels.reversed().map { ($0.by, $0.to) })
    }

    /// The handler reports, mostly in time, and each level above approves.
    func report(
        _ handed: Handed, _ receipt: SampleReceipt, _ text: String, _ random: inout SeededRandom
    ) -> [SampleAct] {
        var moment = reportMoment(handed, &random)
        var acts = [act(receipt, at: moment, by: handed.handler, .report(agency: receipt.agency, text: text))]
        for approval in handed.approvals {
            moment = days.moment(random.number(in: 20...200), after: moment)
            acts.append(act(receipt, at: moment, by: approval.by, .close(agency: receipt.agency, approval.target)))
        }
        return acts
    }

    /// Nine of ten are in time.
    func reportMoment(_ handed: Handed, _ random: inout SeededRandom) -> Instant {
        let from = days.index(onOrAfter: handed.assignedAt.date)
        let due = days.index(onOrAfter: handed.dueOn)
        let isLate = random.happens(inPercent: 10)
        let day = isLate ? due + random.number(in: 1...6) : from + random.below(max(1, due - from)) + 1
        let moment = days.opening(day, minutes: random.below(WorkingDays.minutesOfDay - 5))
        return max(moment, days.moment(30, after: handed.assignedAt))
    }

    private func levels(
        _ agency: String, room: String, isCurrent: Bool, _ random: inout SeededRandom
    ) -> [Level] {
        guard let leader = leader(of: agency, isCurrent: isCurrent, &random) else { return [] }
        if agency == "ubnd" { return levelsOfCommittee(leader, room: room, isCurrent: isCurrent, &random) }
        let below = levelsOfRooms(of: agency, leader, room: room, isCurrent: isCurrent, &random)
        if !below.isEmpty { return below }
        let hands = offices.specialists(of: agency) + [offices.clerk(of: agency)].compactMap { $0 }
        guard let person = random.one(of: hands) else { return [] }
        return [Level(by: leader, to: .person(person), coordinators: [])]
    }

    /// The People's Committee hands on to the department in charge, which hands on to its room.
    private func levelsOfCommittee(
        _ leader: Int, room: String, isCurrent: Bool, _ random: inout SeededRandom
    ) -> [Level] {
        guard let department = offices.tree.agency(of: room) else { return [] }
        if department.key == "ubnd" {
            return levelsOfRooms(of: "ubnd", leader, room: room, isCurrent: isCurrent, &random)
        }
        guard
            let head = self.leader(of: department.key, isCurrent: true, &random)
        else { return [] }
        let others = offices.tree.all(.department).filter { $0.isAgency && $0.key != department.key }
        let coordinators = random.some(random.below(3), of: others).map { SampleAct.Target.unit($0.key) }
        return [Level(by: leader, to: .unit(department.key), coordinators: coordinators)]
            + levelsOfRooms(of: department.key, head, room: room, isCurrent: isCurrent, &random)
    }

    private func levelsOfRooms(
        of agency: String, _ leader: Int, room: String, isCurrent: Bool, _ random: inout SeededRandom
    ) -> [Level] {
        let rooms = offices.rooms(of: agency)
        let led = rooms.filter { offices.head(of: $0.key) != nil }
        let isInCharge = offices.tree.agency(of: room)?.key == agency
        guard let unit = isInCharge ? room : random.one(of: led)?.key, let head = offices.head(of: unit) else {
            return []
        }
        let first = Level(by: leader, to: .unit(unit), coordinators: [])
        let specialists = offices.specialists(of: unit)
        guard let person = isCurrent ? specialists.first : random.one(of: specialists) else { return [first] }
        return [first, Level(by: head, to: .person(person), coordinators: [])]
    }

    /// Mostly a deputy whose field it is; the head for what is new.
    func leader(of agency: String, isCurrent: Bool, _ random: inout SeededRandom) -> Int? {
        let leaders = offices.leaders(of: agency)
        return isCurrent || random.happens(inPercent: 40) ? leaders.first : random.one(of: leaders)
    }

    private func act(
        _ receipt: SampleReceipt, at moment: Instant, by person: Int, _ deed: SampleAct.Deed
    ) -> SampleAct {
        SampleAct(at: moment, document: receipt.document, by: person, deed: deed)
    }

    private func opinion(_ random: inout SeededRandom) -> String {
        random.one(of: Self.opinions) ?? ""
    }

    private static let opinions = [
        "Chủ trì tham mưu, báo cáo kết quả đúng thời hạn.", "Nghiên cứu, đề xuất phương án thực hiện.",
        "Phối hợp với các đơn vị liên quan triển khai thực hiện.", "Xem xét, giải quyết theo thẩm quyền.",
        "Tham mưu văn bản trả lời.", "Thực hiện đúng chỉ đạo; báo cáo khó khăn, vướng mắc (nếu có).",
    ]
}
