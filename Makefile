# make             build the program and the libraries; build/lectern runs
# make demo        install what is missing, build, convert a fixture, validate
# make check       install what tests need; tests, golden files, judges, lint
# make check-all   the same under sanitizers and valgrind, clang, Ace, linters
# make bench       CPU and memory, as ratios to wc and to a SAX parse
# make exams       the measurements of ../shared/exams where they are there
# make fuzz-NAME   fuzz one target for FUZZ_SECONDS (needs clang)
# make metrics     sizes to look at, never a failure
# make install     PREFIX=/usr/local DESTDIR=; make uninstall takes it back
# A variant builds beside the others:  make check VARIANT=asan

CC      ?= cc
VARIANT ?= release
O       := build/$(VARIANT)
FUZZ_SECONDS ?= 60
PREFIX  ?= /usr/local
export LC_ALL := C.UTF-8

packages := libxml-2.0 libzip jansson libpcre2-8 yaml-0.1 uchardet libutf8proc \
            nettle
ifneq ($(shell pkg-config --exists $(packages) 2>/dev/null && echo yes),yes)
missing-packages := yes
endif

warn   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
          -Wmissing-prototypes -Wswitch-enum -Wvla -Wformat=2 -Wundef
flags-release := -O2 -g -DNDEBUG
flags-debug   := -O1 -g
flags-asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
flags-fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined

CFLAGS  += -std=c17 $(warn) $(WERROR) $(flags-$(VARIANT)) -fPIC \
           -fvisibility=hidden
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -Isrc \
            $(shell pkg-config --cflags $(packages) 2>/dev/null)
LDFLAGS += $(flags-$(VARIANT))
LDLIBS  += $(shell pkg-config --libs $(packages) 2>/dev/null)

lib    := $(O)/liblectern.a
lib-c  := $(filter-out src/cli/%,$(wildcard src/*/*.c src/*/*/*.c src/*/*/*/*.c))
lib-o  := $(lib-c:%.c=$(O)/%.o) $(O)/resources.o
cli-o  := $(patsubst %.c,$(O)/%.o,$(wildcard src/cli/*.c))
units  := $(patsubst %.c,$(O)/%,$(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
fuzzes := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
# Data compiled into the program, found by ltn_resource_find("schemas/...").
data   := $(shell find schemas src -type f \( -name '*.rng' -o -name '*.rnc' \
            -o -name '*.schema.json' -o -name '*.cites' -o -name '*.tsv' \
            -o -name '*.words' -o -name '*.css' -o -name '*.jsonld' \) | LC_ALL=C sort)

.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all check check-fast check-unit check-corpus lint check-all metrics clean
all: $(lib) $(if $(cli-o),$(O)/lectern build/lectern)

$(lib): $(lib-o)
	@rm -f $@
	$(AR) rcs $@ $^

$(O)/lectern: $(cli-o) $(lib)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

ifeq ($(VARIANT),release)
build/lectern: $(O)/lectern
	@ln -f $< $@
endif

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
.PHONY: FORCE
FORCE:

$(O)/tests/unit/%: $(O)/tests/unit/%.o $(lib)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka
$(O)/tests/unit/fail/%: LDFLAGS += -Wl,--wrap=calloc,--wrap=realloc

$(O)/replay_%: $(O)/tests/fuzz/fuzz_%.o $(O)/tests/fuzz/replay.o $(lib)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

check: check-fast
check-fast: check-unit check-corpus lint

check-unit: $(units)
	@for t in $^; do $(RUNNER) ./$$t >$$t.log 2>&1 \
	  && echo "ok   $$t" || { cat $$t.log; echo "FAIL $$t"; exit 1; }; done

check-corpus: $(fuzzes:%=$(O)/replay_%)
	@for f in $(fuzzes); do echo "replay $$f"; \
	  $(RUNNER) $(O)/replay_$$f $$(find tests/fuzz/corpus/$$f -type f) || exit 1; done

lint: $(lib)
	tests/lint/layers.sh
	tests/lint/banned.sh
	tests/lint/exports.sh $(lib)
	clang-format --dry-run -Werror $$(find src tests -name '*.[ch]')

fuzz-%:
	$(MAKE) CC=clang VARIANT=fuzz build/fuzz/liblectern.a
	clang $(CPPFLAGS) -std=c17 -g -fsanitize=fuzzer,address,undefined \
	  -o build/fuzz/$* tests/fuzz/fuzz_$*.c build/fuzz/liblectern.a $(LDLIBS)
	mkdir -p tests/fuzz/corpus/$*
	build/fuzz/$* -max_total_time=$(FUZZ_SECONDS) tests/fuzz/corpus/$*

metrics:
	@ctags -x --languages=C --kinds-C=f --fields=+ne \
	  --_xformat='%{end} %{line} %{name} %{input}' $$(find src -name '*.c') \
	| awk '{ print $$1 - $$2 + 1, $$3, $$4 }' | sort -n \
	| awk '{ l[NR] = $$1; s = $$0 } END { print NR " functions: median " \
	  l[int((NR + 1) / 2)] ", p90 " l[int(NR * .9 + .5)] ", longest " s }'

clean:
	rm -rf build

-include $(shell find build -name '*.d' 2>/dev/null)
