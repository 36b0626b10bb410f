import Directory
import Essentials
import HTTPTypes
import SignIn
import Web

extension Administration {
    func addSecondStep(to routes: inout Routes) {
        let limit = RateLimit(burst: 20, perMinute: 20)
        routes.route(.post, "/sign-in/second-step", .public, .limited(limit), handler: secondStep)
        routes.route(.post, "/sign-in/second-step/passkey", .public, .limited(limit), handler: secondStepByPasskey)
    }

    /// `POST /sign-in/second-step`.
    @Sendable private func secondStep(_ visit: Visit) async throws -> Answer {
        try await takeStep(visit, wrongAt: "code") { pending in
            try await SecondStep(desk)(
                code: visit.form.text("code") ?? "", pending: pending, address: visit.networkAddress,
                agent: visit.userAgent, at: visit.now)
        }
    }

    /// `POST /sign-in/second-step/passkey`.
    @Sendable private func secondStepByPasskey(_ visit: Visit) async throws -> Answer {
        try await takeStep(visit, wrongAt: "") { pending in
            try await SecondStep(desk)(
                passkey: visit.form.text("credential") ?? "", pending: pending, address: visit.networkAddress,
                agent: visit.userAgent, at: visit.now)
        }
    }

    private func takeStep(
        _ visit: Visit, wrongAt field: String, _ step: (String) async throws -> SignedIn
    ) async throws -> Answer {
        let (pending, back) = (visit.form.text("pending") ?? "", visit.form.text("back"))
        do {
            return try await enter(visit, try await step(pending), back: back)
        } catch let refusal as SignInRefusal where refusal == .wrongCode || refusal == .wrongPasskey {
            var filling = Filling()
            filling.problems = Problems(field, refusal.message)
            return try await secondStepPage(
                visit, pending: pending, back: back, filling, status: .unprocessableContent)
        } catch let refusal as SignInRefusal {
            return .page(
                signInPage(visit, back: back, problems: Problems("username", refusal.message)),
                status: .unprocessableContent)
        }
    }

    /// The second step, or the door when it is too late for it.
    func secondStepPage(
        _ visit: Visit, pending: String, back: String?, _ filling: Filling, status: HTTPResponse.Status
    ) async throws -> Answer {
        guard let question = try await SecondStep(desk).question(pending: pending, at: visit.now) else {
            let problems = Problems("username", SignInRefusal.expired.message)
            return .page(signInPage(visit, back: back, problems: problems), status: .unprocessableContent)
        }
        return .page(SecondStepPage(question, pending: pending, back: back, filling), status: status)
    }
}
