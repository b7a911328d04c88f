# make without a target lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/sh

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# Without cgo the program is one static file; see docs/adr/0001-sqlite.md.
BUILD   := CGO_ENABLED=0 go build -tags nomsgpack -trimpath -ldflags "-s -w -X main.version=$(VERSION)"
TARGETS := windows/amd64 linux/amd64 linux/arm64 linux/loong64
FUZZTIME ?= 30s
FUZZRUNS ?= 500x

.PHONY: costs fuzzgate docs-test help soak crash colleagues day pictures run dev demo build dist unit cover golden corpus corpusfiles lint tidy e2e browser fuzz bench sizes check test format

help: ## list the targets
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-8s %s\n", $$1, $$2}'

run: build ## build, serve the real data folder and open the browser
	./bin/nianbao serve

dev: ## serve the demonstration, templates and styles read from disk
	go run -tags nomsgpack ./cmd/nianbao serve --demo --dev . --verbose

demo: build ## a fictional town with two years of reports, nothing kept
	./bin/nianbao serve --demo

build: ## one static binary in bin/
	$(BUILD) -o bin/ ./cmd/nianbao

dist: ## binaries for every platform in dist/, with their sizes
	@for t in $(TARGETS); do os=$${t%/*}; arch=$${t#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  GOOS=$$os GOARCH=$$arch $(BUILD) -o dist/nianbao-$$os-$$arch$$ext ./cmd/nianbao || exit 1; \
	  ls -l dist/nianbao-$$os-$$arch$$ext | awk '{printf "%-40s %.1f MB\n", $$9, $$5/1e6}'; done

unit: ## all tests but the browser's, with the race detector
	go test -race -tags nomsgpack ./...

cover: ## coverage by package
	go test -tags nomsgpack -cover ./...

golden: ## rewrite the golden files and show what changed
	go test -tags nomsgpack ./internal/exporter ./internal/compare -update
	git diff --stat -- '*.golden'

corpus: ## made-up reports in every layout: cells right, wrong, absent
	go test -tags nomsgpack -count 1 -run TestCorpus -v ./internal/recognise ./internal/importer

docs-test: ## measure the pages of exports; what LibreOffice, Chromium, poppler-utils, npx have to say
	go test -tags nomsgpack,documents -count 1 -v -run 'TestRendered|TestSchema' ./internal/exporter

corpusfiles: ## make the files of the corpus anew; needs LibreOffice, Chromium and poppler-utils
	go test -tags nomsgpack,corpus -count 1 -run TestMakeCorpus ./internal/importer

lint: ## gofmt, vet, staticcheck
	@test -z "$$(gofmt -l cmd forms internal static templates)" || { gofmt -l cmd forms internal static templates; echo 'run gofmt -w on these'; exit 1; }
	go vet -tags nomsgpack,e2e ./...
	go tool staticcheck -tags nomsgpack,e2e ./...

tidy: ## go.mod and go.sum are as go mod tidy leaves them
	go mod tidy -diff

browser: ## a headless browser for the end-to-end tests; installs it on Debian-like systems
	@sh scripts/browser.sh

e2e: browser ## the whole program in a real browser
	go test -race -tags nomsgpack,e2e -count=1 -timeout 30m ./internal/e2e

fuzz: ## every parser, FUZZTIME each (30s)
	@for p in $$(grep -rl 'func Fuzz' --include='*_test.go' internal cmd | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -hoE 'func Fuzz[A-Za-z0-9]+' $$p/*_test.go | cut -c6-); do echo "== $$p $$f"; \
	  go test -tags nomsgpack -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./$$p $(FUZZARGS) || exit 1; done; done

costs: ## time and memory of reading files, usual ones and those made to harm
	go test -tags nomsgpack -count=1 -run 'TestCost$$' -v ./internal/importer

fuzzgate: ## every parser, the kept inputs and FUZZRUNS more (500x); in runs, since a time ends with a false alarm now and then
	@d=$$(mktemp -d) && $(MAKE) --no-print-directory fuzz FUZZTIME=$(FUZZRUNS) FUZZARGS="-args -test.fuzzcachedir=$$d"; s=$$?; rm -rf $$d; exit $$s

soak: ## start-up time and memory of the built program, measured from outside
	go test -tags nomsgpack,soak -count=1 -run TestSoak -v ./internal/e2e

crash: ## the built program killed 200 times while saving: nothing acknowledged may be lost
	go test -tags nomsgpack,soak -count=1 -run TestCrash -timeout 30m -v ./internal/e2e

colleagues: ## 200 simulated colleagues saving at once
	go test -tags nomsgpack,soak -count=1 -run TestColleagues -v ./internal/e2e

day: browser ## a clerk's working day in a real browser: kills, cuts, colleagues, pastes, two whole reports
	go test -tags nomsgpack,e2e,soak -count=1 -timeout 40m -v ./internal/e2e \
	  -run 'TestNilReport|TestByKeyboard|TestImbalance|TestPaste|TestTwo|TestExpired|TestOffline|TestCutForAMinute|TestKilledWhileTyping'

pictures: browser ## take the pictures in docs/pictures anew
	NIANBAO_SHOTS=$(CURDIR)/docs/pictures go test -tags nomsgpack,e2e -count=1 -run TestPictures ./internal/e2e

bench: ## benchmarks of the hot paths
	go test -tags nomsgpack -run '^$$' -bench . -benchmem ./...

check: lint tidy unit ## what you run before you push

test: ## everything, the browser included: the README's test command
	@$(MAKE) --no-print-directory lint tidy browser
	go test -race -tags nomsgpack,e2e -count=1 -timeout 30m ./...
	@$(MAKE) --no-print-directory fuzzgate
