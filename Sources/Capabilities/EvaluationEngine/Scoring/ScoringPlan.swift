/// A set prepared for scoring: where everything is, found once.
struct ScoringPlan: Sendable {
    let set: CriteriaSet
    let leaves: [Leaf]
    /// By field: the leaves that belong to it.
    let fieldLeaves: [[Int]]
    let adjustmentLeaves: [Int]
    let groupIndex: [String: Int]
    let eligibility: Question?

    /// One criterion with a rule.
    struct Leaf: Sendable {
        let criterion: Criterion
        let rule: Rule
        /// Nil for bonus and penalty.
        let field: Int?
        /// By group.
        let applies: [Bool]
        let gate: Gate?
        /// Leaves whose gate is here.
        var opens: [Int] = []
    }

    /// A question whose answer decides over something else.
    struct Question: Sendable {
        let leaf: Int
        let input: Int
        let answer: Rational

        init?(_ condition: Condition, leaf: Int, of criterion: Criterion) {
            guard let input = criterion.inputs.firstIndex(where: { $0.code == condition.input }),
                let answer = try? criterion.inputs[input].value(condition.equals)
            else { return nil }
            self.leaf = leaf
            self.input = input
            self.answer = answer
        }
    }

    /// A gate and what a shut one is worth.
    struct Gate: Sendable {
        let question: Question
        let otherwise: Rational
    }

    init(_ issued: IssuedSet) {
        set = issued.set
        let criteria = set.leaves
        let position = Dictionary(criteria.enumerated().map { ($1.code, $0) }) { first, _ in first }
        var fields: [[Int]] = []
        var fieldOf: [Int: Int] = [:]
        for (index, field) in set.fields.enumerated() {
            let own = field.leaves.compactMap { position[$0.code] }
            for leaf in own { fieldOf[leaf] = index }
            fields.append(own)
        }
        let groups = set.groups
        func question(_ condition: Condition) -> Question? {
            position[condition.criterion].flatMap { Question(condition, leaf: $0, of: criteria[$0]) }
        }
        var leaves = criteria.enumerated().map { index, criterion in
            let gate = criterion.gate.flatMap { gate in
                question(gate.condition).map { Gate(question: $0, otherwise: gate.otherwise) }
            }
            return Leaf(
                criterion: criterion, rule: criterion.rule ?? .notScored, field: fieldOf[index],
                applies: groups.map { criterion.applies(to: $0.code) }, gate: gate)
        }
        for (index, leaf) in leaves.enumerated() {
            if let gate = leaf.gate { leaves[gate.question.leaf].opens.append(index) }
        }
        self.leaves = leaves
        fieldLeaves = fields
        adjustmentLeaves = leaves.indices.filter { fieldOf[$0] == nil }
        groupIndex = Dictionary(groups.enumerated().map { ($1.code, $0) }) { first, _ in first }
        eligibility = set.eligibility.flatMap(question)
    }
}
