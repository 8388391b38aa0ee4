# Entry point of the project: `make help` lists what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help tools tools-fabric tools-test setup build demo bench studies test test-full test-unit test-embedded test-fabric unit-packages unit-embedded \
  test-lanes test-processes test-community test-periods test-kills test-cli test-demo test-network test-stories test-fabric-kills test-differential \
  full-community full-cli full-kills full-differential lint format format-check clean

# Measured household data: a folder beside the checkout if there is one, else ./data, else the built-in model.
ACEQUIA_DATA ?= $(if $(wildcard ../shared/data),../shared/data,./data)
export ACEQUIA_DATA := $(abspath $(ACEQUIA_DATA))

MOCHA := node_modules/.bin/mocha
REPORT = --reporter .ci/spec-and-counts.cjs --reporter-option output=build/counts/$(1).json
# Fails with the name of a missing tool and the command that installs it.
NEED = command -v $(1) >/dev/null 2>&1 || { echo "TOOL_MISSING: $(1) is missing. On Debian or Ubuntu: $(2)" >&2; exit 1; }

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

tools: ## check that what the demo needs is installed: Node.js and npm
	@$(call NEED,node,install Node.js 20.19 or newer$(comma) the official download at nodejs.org)
	@$(call NEED,npm,sudo apt-get install npm$(comma) or Node's official download$(comma) which has it)
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
	  || { echo "TOOL_OUTDATED: Node.js $$(node --version) is too old: 20.19 or newer is needed, from the official download at nodejs.org" >&2; exit 1; }

tools-fabric: tools ## check that what real Fabric needs is installed too
	@if [ -z "$${FABRIC_BIN:-}" ]; then \
	  $(call NEED,git,sudo apt-get install git); \
	  $(call NEED,gcc,sudo apt-get install gcc libc6-dev); \
	  $(call NEED,go,sudo apt-get install golang-go$(comma) or the official download at go.dev; or set FABRIC_BIN to the bin folder of an official Fabric release); \
	fi

tools-test: tools-fabric ## check that what the tests need is installed too: an MQTT broker
	@PATH="$$PATH:/usr/sbin"; $(call NEED,mosquitto,sudo apt-get install mosquitto)

comma := ,

# Set-up speaks on standard error: the first line of the demo's output is the demo's.
node_modules/.package-lock.json: package-lock.json
	@echo 'installing packages …' >&2
	@npm ci --no-audit --no-fund >&2
	@touch $@

setup: tools node_modules/.package-lock.json build ## install packages, and build

build: tools node_modules/.package-lock.json ## compile every package
	@node_modules/.bin/tsc --build >&2

demo: build ## a month of three homes on the embedded network; NETWORK=fabric for the real one, DEMO_ONCE=1 ends after printing
	@node cli/bin/acequia.js demo

test: tools-test test-unit test-embedded test-fabric ## every test: all on the embedded network, what needs it on real Fabric

test-full: test full-community full-cli full-kills full-differential ## what `test` has, all of it on real Fabric too, and every kill several times

test-unit: unit-packages unit-embedded ## tests of the code, with coverage

unit-packages: build
	node_modules/.bin/c8 --reporter text-summary --reporter lcovonly --reports-dir build/coverage \
	  $(MOCHA) --parallel --jobs 3 --ignore '**/*.network.test.js' $(call REPORT,unit)

# Apart: fabric-shim brings Fabric's messages in another version, and both put them into one global.
unit-embedded: build
	$(MOCHA) --config network/embedded/.mocharc.json $(call REPORT,unit-embedded)

# One after the other, also under --jobs: each starts networks of its own. --keep-going runs what follows a failure too.
.NOTPARALLEL:

test-embedded: test-lanes test-demo ## on embedded networks, with real processes

# Tests on embedded networks wait most of their time, for clocks and blocks: three of them run at once. The demonstration does not: it is
# told by a clock that a loaded machine cannot follow. Nor does real Fabric, which leaves no core idle.
test-lanes: build
	@MAKE='$(MAKE)' .ci/side-by-side test-community 'test-periods test-processes' 'test-kills test-cli'

test-processes: build
	$(MOCHA) --config network/embedded/.mocharc.network.json $(call REPORT,processes)

test-community: build
	$(MOCHA) --config network/acceptance/.mocharc.json $(call REPORT,community)

test-periods: build ## stories that wait for the ends of periods
	$(MOCHA) --config network/acceptance/.mocharc.periods.json $(call REPORT,periods)

test-kills: build
	$(MOCHA) --config network/acceptance/.mocharc.kills.json $(call REPORT,kills)

test-cli: build
	$(MOCHA) --config cli/.mocharc.network.json $(call REPORT,cli)

test-demo: build
	$(MOCHA) --config cli/.mocharc.demo.json $(call REPORT,demo)

test-fabric: test-network test-stories test-fabric-kills test-differential ## on real Fabric networks

test-network: build tools-fabric
	$(MOCHA) --config network/fabric/.mocharc.network.json $(call REPORT,network)

test-stories: build tools-fabric
	$(MOCHA) --config network/acceptance/.mocharc.fabric.json $(call REPORT,stories)

test-fabric-kills: build tools-fabric
	$(MOCHA) --config network/acceptance/.mocharc.fabric-kills.json $(call REPORT,fabric-kills)

test-differential: build tools-fabric ## the same steps on both networks
	$(MOCHA) --config network/differential/.mocharc.json $(call REPORT,differential)

full-community: build tools-fabric
	ACEQUIA_NETWORK=fabric $(MOCHA) --config network/acceptance/.mocharc.json $(call REPORT,full-community)
	ACEQUIA_NETWORK=fabric $(MOCHA) --config network/acceptance/.mocharc.periods.json $(call REPORT,full-periods)

full-cli: build tools-fabric
	NETWORK=fabric $(MOCHA) --config cli/.mocharc.network.json $(call REPORT,full-cli)
	NETWORK=fabric $(MOCHA) --config cli/.mocharc.demo.json $(call REPORT,full-demo)

full-kills: build tools-fabric
	ACEQUIA_THOROUGH=1 $(MOCHA) --config network/acceptance/.mocharc.kills.json $(call REPORT,full-kills)
	ACEQUIA_THOROUGH=1 $(MOCHA) --config network/acceptance/.mocharc.fabric-kills.json $(call REPORT,full-fabric-kills)

full-differential: build tools-fabric
	STEPS=2000 $(MOCHA) --config network/differential/.mocharc.json $(call REPORT,full-differential)

bench: build tools-fabric ## measure the embedded network against real Fabric; BENCH='--only NAME' for some of it
	@node network/bench/dist/src/main.js $(BENCH)

studies: build ## compute Fig. 11 of paper 000 anew; STUDY='--seeds 5' for a quick one
	@node network/studies/dist/src/main.js $(STUDY)

lint: build ## ESLint, and the borders between packages
	node_modules/.bin/eslint . --max-warnings 0
	node_modules/.bin/depcruise --config .dependency-cruiser.cjs protocol/src chaincode/src edge-agent/src gateway-app/src network cli/src

format: ## rewrite every file in the one format
	node_modules/.bin/prettier --write .

format-check: node_modules/.package-lock.json ## fail on files that are not in the one format
	node_modules/.bin/prettier --check .

clean: ## stop what the demo and `acequia network` left running, and remove everything that is built
	@for dir in build/demo-network build/network; do \
	  if [ -d $$dir ] && [ -f cli/dist/src/main.js ]; then node cli/bin/acequia.js network clean --dir $$dir || true; fi; \
	done
	rm -rf build coverage
	find . -name node_modules -prune -o -type d -name dist -print -prune | xargs rm -rf
	find . -name node_modules -prune -o -name '*.tsbuildinfo' -print | xargs rm -f
