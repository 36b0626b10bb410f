public import Web

extension Evaluation {
    /// Every page and what it needs. Whether a caller may know of the very form or result is for commands and queries.
    public var routes: Routes {
        var routes = Routes()
        routes.route(.get, "/evaluation", .needs(.readEvaluation), handler: showEvaluation)
        addSets(to: &routes)
        addRounds(to: &routes)
        addForms(to: &routes)
        routes.route(.get, "/evaluation/published", .public, handler: showPublishedRounds)
        routes.route(.get, "/evaluation/published/{id}/table", .public, handler: publishedTable)
        routes.route(.get, "/evaluation/published/{id}", .public, handler: showPublished)
        routes.route(.get, "/evaluation/published/{id}/package", .public, handler: publishedPackage)
        routes.call(typedWords)
        return routes
    }

    private func addSets(to routes: inout Routes) {
        routes.route(.get, "/evaluation/sets/import", .needs(.manageCriteriaSets), handler: showImportSet)
        routes.route(
            .post, "/evaluation/sets/import", .needs(.manageCriteriaSets),
            .uploads(maxBytes: ImportCriteriaSet.largestFile + (1 << 16)), handler: importSet)
        routes.route(.get, "/evaluation/sets/{id}", .needs(.readEvaluation), handler: showSet)
        routes.route(.get, "/evaluation/sets/{id}/file", .needs(.readEvaluation), handler: setFile)
        routes.route(.post, "/evaluation/sets/{id}/issue", .needs(.manageCriteriaSets), .needsStepUp, handler: issueSet)
    }

    private func addRounds(to routes: inout Routes) {
        routes.route(.get, "/evaluation/sets/{id}/rounds/new", .needs(.runEvaluation), handler: showNewRound)
        routes.route(.post, "/evaluation/sets/{id}/rounds", .needs(.runEvaluation), handler: openRound)
        routes.route(.get, "/evaluation/units", .needs(.runEvaluation), handler: unitChoices)
        routes.route(.get, "/evaluation/rounds/{id}", .needs(.readEvaluation), handler: showRound)
        routes.route(.post, "/evaluation/rounds/{id}/reminder", .needs(.runEvaluation), handler: remindUnits)
        routes.route(.post, "/evaluation/rounds/{id}/closing", .needs(.runEvaluation), handler: closeDeclaration)
        routes.route(.post, "/evaluation/rounds/{id}/proposal", .needs(.runEvaluation), handler: proposeResults)
        routes.route(
            .post, "/evaluation/rounds/{id}/decision", .needs(.decideEvaluation), .needsStepUp, handler: decideResults)
        routes.route(
            .post, "/evaluation/rounds/{id}/publication", .needs(.runEvaluation), .needsStepUp, handler: publishResults)
        routes.route(.get, "/evaluation/rounds/{id}/results", .needs(.readEvaluation), handler: showResults)
        routes.route(.get, "/evaluation/rounds/{id}/package", .needs(.readEvaluation), handler: wholePackage)
    }

    private func addForms(to routes: inout Routes) {
        routes.route(.get, "/evaluation/rounds/{id}/units/{unit}", .needs(.readEvaluation), handler: showForm)
        routes.route(
            .post, "/evaluation/rounds/{id}/units/{unit}", .needs(.declareEvaluation), handler: saveDeclaration)
        routes.route(
            .post, "/evaluation/rounds/{id}/units/{unit}/signature", .needs(.signDeclarations), .needsStepUp,
            handler: signDeclaration)
        routes.route(
            .post, "/evaluation/rounds/{id}/units/{unit}/exception", .needs(.runEvaluation), handler: unlockForm)
        routes.route(
            .post, "/evaluation/rounds/{id}/units/{unit}/verification", .needs(.verifyEvaluation),
            handler: saveVerification)
        routes.route(
            .get, "/evaluation/rounds/{id}/units/{unit}/result", .needs(.readEvaluation), handler: showUnitResult)
    }
}
