# Entry point of the project: `make help` lists what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help tools setup build demo bench test test-unit test-acceptance test-network test-community test-kills test-cli \
  lint format format-check clean

# Measured household data: a folder beside the checkout if there is one, else ./data, else the built-in model.
ACEQUIA_DATA ?= $(if $(wildcard ../shared/data),../shared/data,./data)
export ACEQUIA_DATA := $(abspath $(ACEQUIA_DATA))

MOCHA := node_modules/.bin/mocha
REPORT = --reporter .ci/spec-and-counts.cjs --reporter-option output=build/counts/$(1).json
# Fails with the name of a missing tool and the command that installs it.
NEED = command -v $(1) >/dev/null 2>&1 || { echo "TOOL_MISSING: $(1) is missing. On Debian or Ubuntu: $(2)" >&2; exit 1; }

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

tools: ## check that everything needed is installed
	@$(call NEED,git,sudo apt-get install git)
	@$(call NEED,gcc,sudo apt-get install gcc libc6-dev)
	@$(call NEED,node,install Node.js 20.19 or newer$(comma) the official download at nodejs.org)
	@$(call NEED,npm,sudo apt-get install npm$(comma) or Node's official download$(comma) which has it)
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
	  || { echo "TOOL_OUTDATED: Node.js $$(node --version) is too old: 20.19 or newer is needed, from the official download at nodejs.org" >&2; exit 1; }
	@if [ -z "$${FABRIC_BIN:-}" ]; then \
	  $(call NEED,go,sudo apt-get install golang-go$(comma) or the official download at go.dev; or set FABRIC_BIN to the bin folder of an official Fabric release); \
	fi

comma := ,

# Set-up speaks on standard error: the first line of the demo's output is the demo's.
node_modules/.package-lock.json: package-lock.json
	@echo 'installing packages …' >&2
	@npm ci --no-audit --no-fund >&2
	@touch $@

setup: tools node_modules/.package-lock.json build ## install packages, and build

build: tools node_modules/.package-lock.json ## compile every package
	@node_modules/.bin/tsc --build >&2

demo: build ## a month of three homes on real Fabric; DEMO_ONCE=1 ends after printing
	@node cli/bin/acequia.js demo

test: test-unit test-acceptance ## every test

test-unit: build ## tests of the code, with coverage
	node_modules/.bin/c8 --reporter text-summary --reporter lcovonly --reports-dir build/coverage \
	  $(MOCHA) --ignore '**/*.network.test.js' $(call REPORT,unit)

# One after the other, also under --jobs: each starts networks of its own. --keep-going runs what follows a failure too.
.NOTPARALLEL:
test-acceptance: test-network test-community test-kills test-cli ## tests on real Fabric networks and real processes

test-network: build
	$(MOCHA) --config network/fabric/.mocharc.network.json $(call REPORT,network)

test-community: build
	$(MOCHA) --config network/acceptance/.mocharc.json $(call REPORT,acceptance)

test-kills: build
	$(MOCHA) --config network/acceptance/.mocharc.kills.json $(call REPORT,kills)

test-cli: build
	$(MOCHA) --config cli/.mocharc.network.json $(call REPORT,cli)

bench: build ## measure the embedded network against real Fabric; BENCH='--only NAME' for some of it
	@node network/bench/dist/src/main.js $(BENCH)

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
