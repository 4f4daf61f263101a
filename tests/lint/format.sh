#!/bin/sh
# format.sh - every source file is as clang-format would have it.
find src tests -name '*.[ch]' | xargs clang-format --dry-run -Werror
