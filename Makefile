# Everything that is done to the platform from a shell. `make` or `make help` lists it.

.DEFAULT_GOAL := help
.PHONY: help run run-nodes build test fuzz imports lint format sbom screenshots bench soak clean

help: ## list what can be made
	@echo "Liên Thông"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## install what is missing, build a release, serve the sample province (ARGS="--port 8090" is passed on)
	@Scripts/setup run
	@swift build -c release --product lienthong
	@exec .build/release/lienthong serve --demo $(ARGS)

run-nodes: ## the sample province on several servers over one PostgreSQL, behind nginx (ARGS="--nodes 3" is passed on)
	@Scripts/setup nodes
	@swift build -c release --product lienthong
	@exec Scripts/run-nodes $(ARGS)

build: ## compile everything, tests too, for development
	@Scripts/setup test
	@swift build --build-tests

test: ## run every test: unit, both database engines, API, browser
	@Scripts/test

fuzz: ## damage documents and signatures for the readers, guided by libFuzzer (RUNS=20000)
	@Scripts/fuzz $(RUNS)

imports: ## refuse every import that Package.swift does not declare; quick after a build
	@swift build --build-tests --explicit-target-dependency-import-check error

lint: ## check form, words and lengths, and name expressions that are slow to compile
	@Scripts/lint

format: ## bring all Swift files into form
	@swift format --in-place --recursive Sources Tests Package.swift

sbom: ## what the platform is made of, CycloneDX, in var/sbom.cdx.json
	@Scripts/setup run
	@swift build -c release --product lienthong
	@.venv/bin/python Scripts/sbom

screenshots: ## a picture of every page at three widths, in var/screenshots
	@Scripts/screenshots

bench: ## measure speed and memory on both engines (DOCUMENTS=100000)
	@Scripts/setup bench
	@swift build -c release --product lienthong
	@Scripts/bench $(if $(DOCUMENTS),--documents $(DOCUMENTS))

soak: ## the long tests: a thousand kills, hours of load (KILLS=1000)
	@Scripts/soak $(if $(KILLS),--kills $(KILLS))

clean: ## remove what was built; the data in var stay, but for pictures, logs and assets
	rm -rf .build .venv var/assets var/screenshots var/test
