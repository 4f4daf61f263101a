# make             build the program and the libraries; build/lectern runs
# make demo        install what is missing, build, convert a fixture, validate
# make check       install what tests need; tests, golden files, judges, lint
# make check-all   the same under sanitizers and valgrind, clang, Ace, linters
# make soak        minutes of kills, and of every system call failing
# make bench       CPU and memory, as ratios to wc and to a SAX parse; growth
# make exams       the measurements of ../shared/exams where they are there
# make accept      show how golden files change, and change them
# make fuzz-NAME   fuzz one target for FUZZ_SECONDS (needs clang)
# make metrics     sizes to look at, never a failure
# make install     PREFIX=/usr/local DESTDIR=; make uninstall takes it back
# A variant builds beside the others:  make check-tests VARIANT=asan

CC      ?= cc
VARIANT ?= release
O       := build/$(VARIANT)
FUZZ_SECONDS ?= 60
PREFIX  ?= /usr/local
export LC_ALL := C.UTF-8

# What to install on Debian; the rest of the file finds out what is there.
deb-build := gcc libc6-dev make pkg-config libxml2-dev libzip-dev libdeflate-dev \
             libpcre2-dev libyaml-dev libuchardet-dev \
             libutf8proc-dev nettle-dev libseccomp-dev libsqlite3-dev \
             libexttextcat-dev libexttextcat-data
deb-check := $(deb-build) libcmocka-dev libjansson-dev clang-format jing libxml2-utils unzip \
             default-jre-headless:java nodejs:node npm:npm json-schema-test-suite \
              libtest-json-schema-acceptance-perl binutils
deb-all   := $(deb-check) clang clang-tidy libclang-rt-14-dev valgrind chromium

packages := libxml-2.0 libzip libdeflate libpcre2-8 yaml-0.1 uchardet libutf8proc \
            nettle libseccomp sqlite3 libexttextcat
small    := libpcre2-8:pcre2-8 yaml-0.1:yaml uchardet:uchardet \
            libutf8proc:utf8proc nettle:nettle libseccomp:seccomp \
            sqlite3:sqlite3 libexttextcat:exttextcat-2.0 libdeflate:deflate
version  := $(shell sed -n 's/.*return "\([0-9.]*\)".*/\1/p' src/convert/version.c)

warn   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
          -Wmissing-prototypes -Wswitch-enum -Wvla -Wformat=2 -Wundef
flags-release := -O2 -g -DNDEBUG
flags-debug   := -O1 -g
flags-clang   := -O2 -g -DNDEBUG
flags-asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
flags-fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined

CFLAGS  += -std=c17 $(warn) $(WERROR) $(flags-$(VARIANT)) -fPIC \
           -fvisibility=hidden
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -Isrc \
            -DLTN_TEXTCAT_DATA='"$(shell pkg-config --variable=pkgdatadir libexttextcat 2>/dev/null)/"' \
            $(shell pkg-config --cflags $(packages) 2>/dev/null)
LDFLAGS += $(flags-$(VARIANT))
LDLIBS  += $(shell pkg-config --libs $(packages) 2>/dev/null) -lm

lib    := $(O)/liblectern.a
so     := $(O)/liblectern.so.$(version)
lib-c  := $(filter-out src/cli/%,$(wildcard src/*/*.c src/*/*/*.c src/*/*/*/*.c))
lib-o  := $(lib-c:%.c=$(O)/%.o) $(O)/resources.o
cli-o  := $(patsubst %.c,$(O)/%.o,$(wildcard src/cli/*.c))
units  := $(patsubst %.c,$(O)/%,$(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
fuzzes := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
suites := $(wildcard tests/conformance/*.sh)
# Data compiled into the program, found by ltn_resource_find("schemas/...").
data   := $(shell find schemas src -type f \( -name '*.rng' -o -name '*.rnc' \
            -o -name '*.schema.json' -o -name '*.cites' -o -name '*.tsv' \
            -o -name '*.words' -o -name '*.css' -o -name '*.js' -o -name '*.jsonld' \) | LC_ALL=C sort)

.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all demo need-build need-check need-all check check-fast check-tests \
        check-unit check-corpus check-golden check-cli check-fault check-batch soak check-judges \
        conformance lint check-all check-ace tidy bench exams accept metrics \
        install uninstall clean FORCE
all: $(lib) $(O)/lectern $(if $(filter release,$(VARIANT)),build/lectern $(so))

$(lib): $(lib-o)
	@rm -f $@
	$(AR) rcs $@ $^

$(so): $(lib-o)
	$(CC) $(LDFLAGS) -shared -Wl,-soname,liblectern.so.0 -o $@ $^ $(LDLIBS)

# The program takes libraries in, where their archives are there: each shared
# one costs a tenth of a millisecond at every start, libxml2 with ICU two.
archive = $(wildcard $(shell $(CC) -print-file-name=lib$(1).a))
# uchardet is C++: its run-time library has to be there as an archive too;
# libxml2 asks for zlib, liblzma and (src/noicu.c) the headers of ICU. What
# another version of it asks ICU for beyond that is ICU's, shared.
c++-archive := $(call archive,stdc++)
xml-needs   := $(and $(call archive,z),$(call archive,lzma),$(shell pkg-config --exists icu-uc && echo yes))
static := $(if $(filter release,$(VARIANT)),$(foreach l,\
            $(if $(xml-needs),libxml-2.0:xml2) \
            $(if $(c++-archive),$(small),$(filter-out uchardet:%,$(small))),\
            $(if $(call archive,$(word 2,$(subst :, ,$(l)))),$(l))))
noicu  := $(if $(filter libxml-2.0:%,$(static)),$(O)/src/noicu.o)
taken-in := -Wl,-Bstatic
shared   := -Wl,-Bdynamic
LDLIBS-program = $(taken-in) $(foreach l,$(static),-l$(word 2,$(subst :, ,$(l)))) \
                 $(if $(filter uchardet:%,$(static)),-lstdc++) $(if $(noicu),-lz -llzma) \
                 $(shared) $(LDLIBS) $(if $(noicu),-licuuc) $(if $(filter uchardet:%,$(static)),-static-libgcc -lm)
$(O)/lectern: $(cli-o) $(noicu) $(lib)
	$(CC) $(LDFLAGS) -Wl,--as-needed -o $@ $^ $(LDLIBS-program)

build/lectern: build/release/lectern
	@ln -f $< $@

$(O)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The list changes when a file comes or goes; the bytes come in by .incbin.
$(O)/resources.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(data) | cmp -s - $@ || printf '%s\n' $(data) > $@
$(O)/resources.c: $(O)/resources.list src/util/resources.sh
	sh src/util/resources.sh $< > $@
$(O)/resources.o: $(O)/resources.c $(data)
	$(CC) $(CPPFLAGS) -std=c17 -g -fPIC -fvisibility=hidden -c -o $@ $<

# A new user: one command sets up, builds and shows.
need-build:
	@.ci/need $(deb-build)
need-check:
	@.ci/need $(deb-check)
need-all:
	@.ci/need $(deb-all)

demo: need-build
	@mkdir -p build && $(MAKE) --no-print-directory all >build/demo.log 2>&1 \
	  || { cat build/demo.log; exit 1; }
	@tests/demo.sh build/lectern

# Tests. Each prints "ok", "FAIL" or "skip" and what it was.
check: need-check
	@$(MAKE) --no-print-directory all check-tests

check-fast: check-unit check-corpus lint
check-tests: check-fast check-golden check-cli check-fault check-batch conformance check-judges

$(O)/tests/unit/%: $(O)/tests/unit/%.o $(lib)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson -lcmocka
$(O)/tests/unit/fail/%: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

$(O)/replay_%: $(O)/tests/fuzz/fuzz_%.o $(O)/tests/fuzz/replay.o $(lib)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

check-unit: $(units)
	@bad=0; for t in $^; do $(RUNNER) ./$$t >$$t.log 2>&1 \
	  && echo "ok   $$t" || { cat $$t.log; echo "FAIL $$t"; bad=1; }; done; \
	  exit $$bad

check-corpus: $(fuzzes:%=$(O)/replay_%)
	@bad=0; for f in $(fuzzes); do \
	  $(RUNNER) $(O)/replay_$$f $$(find tests/fuzz/corpus/$$f -type f) \
	  && echo "ok   replay $$f" || { echo "FAIL replay $$f"; bad=1; }; done; \
	  exit $$bad

check-golden: $(O)/lectern
	@tests/golden/run.sh $(O)/lectern

accept: $(O)/lectern
	@tests/golden/run.sh $(O)/lectern --accept

# The system fails: memory, disk, clock; `make soak` lets every call fail.
$(O)/fault.so: tests/fault/shim.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(warn) -D_POSIX_C_SOURCE=200809L -O1 -fPIC -shared -o $@ $<
check-fault: $(O)/lectern $(O)/fault.so
	@tests/fault/run.sh $(O)/lectern $(O)/fault.so

# Batches with hostile inputs, and batches that are killed.
check-batch: $(O)/lectern
	@bad=0; tests/batch/hostile.sh $(O)/lectern || bad=1; \
	  tests/batch/kill.sh $(O)/lectern 100 3 || bad=1; exit $$bad

soak: $(O)/lectern $(O)/fault.so
	@bad=0; tests/batch/kill.sh $(O)/lectern 2000 20 || bad=1; \
	  tests/fault/run.sh $(O)/lectern $(O)/fault.so all || bad=1; exit $$bad

check-cli: $(O)/lectern
	@bad=0; for t in run options manual; do \
	  tests/cli/$$t.sh $(O)/lectern || bad=1; done; exit $$bad

$(O)/tests/conformance/%: $(O)/tests/conformance/%.o $(lib)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

conformance: $(O)/lectern $(lib) $(patsubst %.c,$(O)/%,$(wildcard tests/conformance/*.c))
	@bad=0; for s in $(suites); do O=$(O) $$s $(O)/lectern || bad=1; done; \
	  exit $$bad

# Outside judges: jing, and what npm brings.
judges := build/judges/.stamp
$(judges): tests/judges/package-lock.json
	@mkdir -p $(@D) && cp tests/judges/package*.json $(@D)
	@cd $(@D) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@
build/ace/.stamp: tests/judges/ace/package-lock.json
	@mkdir -p $(@D) && cp tests/judges/ace/package*.json $(@D)
	@cd $(@D) && PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 \
	  npm ci --no-audit --no-fund --loglevel=error
	@touch $@

check-judges: $(O)/lectern $(judges)
	@tests/judges/run.sh $(O)/lectern build/judges/node_modules

check-ace: $(O)/lectern build/ace/.stamp
	@tests/judges/ace.sh $(O)/lectern build/ace/node_modules
	@tests/judges/report.sh $(O)/lectern build/ace/node_modules

# docs/cluster.md as it stands; skipped where a cluster cannot be installed.
.PHONY: check-cluster
check-cluster: $(O)/lectern
	-@.ci/need slurm-wlm:sbatch munge:/usr/sbin/munged parallel
	@bad=0; for t in parallel slurm; do \
	  tests/cluster/$$t.sh $(O)/lectern || bad=1; done; exit $$bad

lint: $(lib)
	@bad=0; for l in layers banned "exports $(lib)" format; do \
	  set -- $$l; tests/lint/$$1.sh $$2 && echo "ok   lint $$1" \
	  || { echo "FAIL lint $$1"; bad=1; }; done; exit $$bad

# Findings that are known are counted; one more fails.
# One file per run: clang-tidy 14 misjudges va_list in the second one.
tidy-logs := $(patsubst %.c,build/tidy/%.log,$(lib-c) $(wildcard src/cli/*.c))
build/tidy/%.log: %.c $(wildcard src/*.h src/*/*.h src/*/*/*.h)
	@mkdir -p $(@D); clang-tidy --quiet $< -- -std=c17 $(CPPFLAGS) >$@ \
	  2>/dev/null || true

tidy: $(tidy-logs)
	@cat $^ >build/tidy.log; tests/lint/tidy.sh build/tidy.log

check-all: need-all
	@$(MAKE) --no-print-directory all check-ace check-cluster tidy
	@$(MAKE) --no-print-directory CC=clang VARIANT=clang WERROR=-Werror all
	@echo "ok   clang without warnings"
	@$(MAKE) --no-print-directory VARIANT=asan all check-unit check-corpus \
	  check-golden check-cli check-batch conformance
	@$(MAKE) --no-print-directory VARIANT=debug check-unit check-corpus \
	  RUNNER="valgrind -q --leak-check=full --error-exitcode=9"

$(O)/tests/bench/stages: $(O)/tests/bench/stages.o $(lib)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

bench: all $(O)/tests/bench/stages
	@tests/bench/run.sh build/lectern $(O)/tests/bench/stages

# Only where the measurements lie beside the project.
exams: all
	@tests/exams.sh build/lectern ../shared

fuzz-%:
	$(MAKE) CC=clang VARIANT=fuzz build/fuzz/liblectern.a
	clang $(CPPFLAGS) -std=c17 -g -fsanitize=fuzzer,address,undefined \
	  -o build/fuzz/$* tests/fuzz/fuzz_$*.c build/fuzz/liblectern.a $(LDLIBS) -ljansson
	mkdir -p build/fuzz/corpus/$* tests/fuzz/corpus/$*
	build/fuzz/$* -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 \
	  -artifact_prefix=build/fuzz/ build/fuzz/corpus/$* tests/fuzz/corpus/$*

metrics:
	@ctags -x --languages=C --kinds-C=f --fields=+ne \
	  --_xformat='%{end} %{line} %{name} %{input}' $$(find src -name '*.c') \
	| awk '{ print $$1 - $$2 + 1, $$3, $$4 }' | sort -n \
	| awk '{ l[NR] = $$1; s = $$0 } END { print NR " functions: median " \
	  l[int((NR + 1) / 2)] ", p90 " l[int(NR * .9 + .5)] ", longest " s }'

# Installing.
D := $(DESTDIR)$(PREFIX)
installed := bin/lectern include/lectern.h lib/liblectern.a \
  lib/liblectern.so.$(version) lib/liblectern.so.0 lib/liblectern.so \
  lib/pkgconfig/lectern.pc share/man/man1/lectern.1 \
  share/bash-completion/completions/lectern \
  share/zsh/site-functions/_lectern share/fish/vendor_completions.d/lectern.fish

build/lectern.pc: Makefile src/convert/version.c
	@printf '%s\n' 'prefix=$(PREFIX)' 'Name: lectern' \
	  'Description: documents to TEI, JSON-LD and EPUB, validated' \
	  'Version: $(version)' 'Requires.private: $(packages)' \
	  'Cflags: -I$${prefix}/include' 'Libs: -L$${prefix}/lib -llectern' > $@

install: all build/lectern.pc
	@mkdir -p $(sort $(dir $(installed:%=$(D)/%)))
	install -m 755 build/lectern $(D)/bin/lectern
	install -m 644 src/lectern.h $(D)/include/
	install -m 644 $(lib) $(so) $(D)/lib/
	ln -sf liblectern.so.$(version) $(D)/lib/liblectern.so.0
	ln -sf liblectern.so.0 $(D)/lib/liblectern.so
	install -m 644 build/lectern.pc $(D)/lib/pkgconfig/
	install -m 644 docs/man/lectern.1 $(D)/share/man/man1/
	build/lectern help --complete bash > $(D)/share/bash-completion/completions/lectern
	build/lectern help --complete zsh > $(D)/share/zsh/site-functions/_lectern
	build/lectern help --complete fish > $(D)/share/fish/vendor_completions.d/lectern.fish

uninstall:
	rm -f $(installed:%=$(D)/%)

clean:
	rm -rf build

-include $(shell find build -name '*.d' 2>/dev/null)
