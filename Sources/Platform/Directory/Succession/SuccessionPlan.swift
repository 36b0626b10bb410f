public import Essentials

/// What a reorganisation moves, and to whom: shown before it is carried out, and carried out as shown.
public struct SuccessionPlan: Sendable {
    /// A post that goes to a successor.
    public struct PostMove: Sendable {
        public let holder: PostHolder
        public let to: Unit
        /// A head does not become the head of a unit that has one; that takes a new decision of appointment.
        public let standing: Standing
        public var needsAppointment: Bool { standing != holder.post.standing }
        let grants: [Grant]
    }

    /// A unit that comes to stand below a successor.
    public struct ChildMove: Sendable {
        public let unit: Unit
        public let to: Unit
        /// The successor has a unit of this name below it, so this one is to be renamed first or merged.
        public let nameIsTaken: Bool
    }

    /// A grant over a closed unit that becomes one over its main successor.
    public struct GrantMove: Sendable {
        public let grant: Grant
        public let to: Unit
    }

    /// What one unit leaves behind.
    public struct Closing: Sendable {
        public let unit: Unit
        public let to: Unit
        public let openWork: [OpenWork]
    }

    public let decision: SuccessionDecision
    public let closings: [Closing]
    public let posts: [PostMove]
    public let children: [ChildMove]
    public let grants: [GrantMove]
    /// Authorisations to sign that lapse: they name a person in an office that ends.
    public let lapsing: [WrittenAuthorisation]
    public let endingSubstitutions: [Substitution]
}

/// Why a reorganisation cannot be carried out so.
public enum SuccessionRefusal: Refusal, Equatable {
    case noSource
    case noSuccessor
    case wrongNumberOfSuccessors
    case sourceIsSuccessor(String)
    case sourceIsClosed(String)
    case sourceIsTooYoung(String)
    case sourceIsTheTop
    case successorIsNotThere(String)
    case successorIsBelowSource(String)
    case childNameIsTaken(String)
    case notYetInForce(CivilDate)
    case dutyIsMissing
    case unknownDestination

    public var message: Wording {
        switch self {
        case .noSource: Wording("Chưa chọn đơn vị được sắp xếp", en: "Choose the units it is about")
        case .noSuccessor: Wording("Chưa chọn đơn vị tiếp nhận", en: "Choose who carries on")
        case .wrongNumberOfSuccessors:
            Wording(
                "Sáp nhập có một đơn vị tiếp nhận; chia tách có một đơn vị nguồn và từ hai đơn vị tiếp nhận",
                en: "A merger has one successor; a split has one source and two successors or more")
        case .sourceIsSuccessor(let name):
            Wording("\(name) không thể vừa kết thúc vừa tiếp nhận", en: "\(name) cannot both end and carry on")
        case .sourceIsClosed(let name):
            Wording("\(name) đã kết thúc hoạt động trước đó", en: "\(name) ended before")
        case .sourceIsTooYoung(let name):
            Wording("\(name) chưa tồn tại trước ngày này", en: "\(name) did not exist before that day")
        case .sourceIsTheTop: Wording("Không thể kết thúc gốc của cây đơn vị", en: "The top of the tree cannot end")
        case .successorIsNotThere(let name):
            Wording("\(name) không tồn tại vào ngày này", en: "\(name) does not exist on that day")
        case .successorIsBelowSource(let name):
            Wording(
                "\(name) đang thuộc đơn vị kết thúc; hãy chuyển ra trước",
                en: "\(name) stands below a unit that ends; move it first")
        case .childNameIsTaken(let name):
            Wording(
                "Nơi tiếp nhận đã có đơn vị tên \(name); hãy đổi tên hoặc sáp nhập trước",
                en: "There is a unit named \(name) already; rename or merge first")
        case .notYetInForce(let day):
            Wording("Quyết định có hiệu lực từ \(day.vietnamese)", en: "The decision takes effect on \(day)")
        case .dutyIsMissing: Wording("Chưa ghi nhiệm vụ được chuyển", en: "Say which duty is moved")
        case .unknownDestination:
            Wording("Nơi đến phải là một đơn vị tiếp nhận", en: "The destination must be one of the successors")
        }
    }
}
