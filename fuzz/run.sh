#!/usr/bin/env bash
# Fuzzes each target for ten minutes, or as many seconds as are given; with names behind that, these targets alone.
# Needs a nightly toolchain and cargo-fuzz:
#   rustup toolchain install nightly --profile minimal && cargo install cargo-fuzz
# What is found goes to fuzz/artifacts: put it, made small by `cargo +nightly fuzz tmin`, into fuzz/regressions.
# Without these, on any toolchain:
#   FUZZ_SECONDS=600 cargo test --features cli --test fuzz_replay -- --ignored --nocapture
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-600}
shift || true
if [ $# -gt 0 ]; then targets=("$@"); else mapfile -t targets < <(cargo +nightly fuzz list); fi

for target in "${targets[@]}"; do
    grown=$(mktemp -d)
    echo "== $target, $seconds s"
    folders=("$grown")
    for folder in "fuzz/corpus/$target" "fuzz/regressions/$target"; do
        if [ -d "$folder" ]; then folders+=("$folder"); fi
    done
    cargo +nightly fuzz run "$target" "${folders[@]}" -- \
        -max_total_time="$seconds" -rss_limit_mb=1024 -timeout=10 -max_len=65536
    rm -rf "$grown"
done
