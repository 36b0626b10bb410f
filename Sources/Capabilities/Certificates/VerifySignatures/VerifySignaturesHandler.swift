import Directory
import Essentials
import Files
import HTTPTypes
import Web

extension Certificates {
    func addVerification(to routes: inout Routes) {
        routes.route(.get, "/verify", .public) { [desk] _ in .page(VerifySignaturesPage(desk.trust)) }
        routes.route(
            .post, "/verify", .public, .uploads(maxBytes: VerificationDesk.largestFile + (64 << 10)),
            .limited(RateLimit(burst: 20, perMinute: 20)), handler: verify)
    }

    /// `POST /verify`. Whatever comes of it, nothing of what was sent stays.
    private func verify(_ visit: Visit) async throws -> Answer {
        let outcome = await outcome(of: visit)
        for file in visit.form.allFiles {
            if case .success(let uploaded) = file.content { try await files.drop(uploaded) }
        }
        return try outcome.get()
    }

    private func outcome(of visit: Visit) async -> Result<Answer, any Error> {
        do {
            guard let sent = visit.form.file("file") else {
                return .success(again(Wording("Chọn tệp PDF cần kiểm tra.", en: "Choose the PDF to check.")))
            }
            return .success(.page(VerifySignaturesPage(desk.trust, judged: try await judge(sent, at: visit.now))))
        } catch let refusal as FileRefusal {
            return .success(again(refusal.message))
        } catch is VerificationDesk.Busy {
            return .success(.page(VerifySignaturesPage(desk.trust, isBusy: true), status: .serviceUnavailable))
        } catch {
            return .failure(error)
        }
    }

    private func judge(_ sent: FormFile, at now: Instant) async throws -> JudgedFile {
        let file = try sent.uploaded()
        let report = try await desk.report(on: file, at: now)
        return JudgedFile(name: file.name.text, size: file.size, hash: file.hash.description, report: report, at: now)
    }

    private func again(_ problem: Wording) -> Answer {
        .page(
            VerifySignaturesPage(desk.trust, problems: Problems("file", problem)), status: .unprocessableContent)
    }
}
