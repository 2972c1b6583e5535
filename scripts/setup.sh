# shellcheck shell=bash
# What ./run and ./test share: a Rust that is new enough, a linker, one place for built files.
# Sourced after `set -euo pipefail`, with the root of the clone in `root`.

: "${root:?}"
wanted=$(sed -n 's/^channel *= *"\(.*\)"$/\1/p' "$root/rust-toolchain.toml")

# Both languages, one below the other, on standard error: standard output is for results.
say() { printf '%s\n' "$@" >&2; }

fail() {
    say "$@"
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Whether version $1 is at least version $2.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# The number in “rustc 1.95.0 (59807616e 2026-04-14)”.
number() { sed -n 's/^[a-z]* \([0-9][0-9.]*\).*/\1/p'; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        return 1
    fi
}

# Reads apt's lists once; false where there is no apt-get or no right to use it.
apt_lists() {
    [ -z "${apt_read:-}" ] || return 0
    have apt-get && as_root apt-get update -qq >&2 && apt_read=yes
}

# Installs Debian packages; false where that cannot be done.
debian() {
    apt_lists || return 1
    say "正在用 apt 安装 $*（通常一两分钟）…" "Installing $* with apt (usually a minute or two)…"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >&2
}

# The version that apt would install of package $1, empty if there is none.
candidate() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9][0-9.]*\).*/\1/p'; }

# The first of rustup's toolchains that will do: the named one, else a newer released one,
# else, asked with “any”, a newer one of any kind.
installed_toolchain() {
    local name version
    local -a names
    mapfile -t names < <(rustup toolchain list 2>/dev/null | awk '{ print $1 }')
    for name in "${names[@]}"; do
        case $name in "$wanted" | "$wanted"-*) printf '%s\n' "$name" && return ;; esac
    done
    for name in "${names[@]}"; do
        case $name in nightly* | beta*) [ "${1:-}" = any ] || continue ;; esac
        version=$(rustup run "$name" rustc --version 2>/dev/null | number)
        if [ -n "$version" ] && at_least "$version" "$wanted"; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

download_toolchain() {
    say "正在用 rustup 下载 Rust $wanted（通常一两分钟）…" \
        "Downloading Rust $wanted with rustup (usually a minute or two)…"
    rustup toolchain install "$wanted" --profile minimal --component rustfmt --component clippy >&2
}

# A Rust that rustup manages. RUSTUP_TOOLCHAIN keeps rustup from downloading the named one
# where a newer one is there.
rust_by_rustup() {
    have rustup || return 1
    local chosen=${RUSTUP_TOOLCHAIN:-} version
    version=$(rustup run "${chosen:-none}" rustc --version 2>/dev/null | number || true)
    if [ -z "$version" ] || ! at_least "$version" "$wanted"; then
        chosen=$(installed_toolchain) || {
            if download_toolchain; then
                chosen=$wanted
            else
                chosen=$(installed_toolchain any) || return 1
            fi
        }
    fi
    PATH="$(dirname "$(command -v rustup)"):$PATH"
    export PATH RUSTUP_TOOLCHAIN="$chosen"
    have cargo
}

# A cargo and a rustc without rustup, such as Debian's.
rust_by_itself() {
    have cargo && have rustc || return 1
    local version
    version=$(rustc --version 2>/dev/null | number)
    [ -n "$version" ] && at_least "$version" "$wanted"
}

rust_by_debian() {
    local version
    apt_lists || return 1
    if [ -n "$(candidate rustup)" ] && debian rustup && rust_by_rustup; then
        return 0
    fi
    version=$(candidate rustc)
    [ -n "$version" ] && at_least "$version" "$wanted" &&
        debian cargo rustc rustfmt rust-clippy && rust_by_itself
}

# The file at address $1, written to $2.
download() {
    if have curl; then curl --fail --silent --show-error --location --output "$2" "$1" >&2
    elif have wget; then wget --quiet --output-document "$2" "$1" >&2
    else return 1; fi
}

# rustup by its own installer, compared with its published checksum.
# RUSTUP_UPDATE_ROOT and RUSTUP_DIST_SERVER name a mirror, as everywhere with rustup.
rust_by_installer() {
    local from folder
    from=${RUSTUP_UPDATE_ROOT:-https://static.rust-lang.org/rustup}/dist/$(uname -m)-unknown-linux-gnu
    [ "$(uname -s)" = Linux ] || return 1
    say "正在下载 rustup 的安装程序和 Rust $wanted（通常两三分钟）：$from" \
        "Downloading rustup's installer and Rust $wanted (usually two or three minutes)."
    folder=$(mktemp -d)
    download "$from/rustup-init" "$folder/rustup-init" &&
        download "$from/rustup-init.sha256" "$folder/published" &&
        [ "$(cut -d ' ' -f 1 "$folder/published")" = "$(sha256sum "$folder/rustup-init" | cut -d ' ' -f 1)" ] &&
        chmod +x "$folder/rustup-init" &&
        "$folder/rustup-init" -y --no-modify-path --profile minimal \
            --default-toolchain "$wanted" --component rustfmt --component clippy >&2
    rm -rf "$folder"
    hash -r
    rust_by_rustup
}

find_rust() {
    PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
    rust_by_rustup || rust_by_itself || rust_by_debian || rust_by_installer || fail \
        "没有可用的 Rust：需要 $wanted 或更新的版本，rustup 和 apt 都没有装成。" \
        "请按 https://rustup.rs 的说明安装 Rust，再运行一次。" \
        "No usable Rust: version $wanted or newer is needed, and neither rustup nor apt could install it." \
        "Please install Rust as https://rustup.rs says, then run this again."
}

# Rust needs a C compiler to link programs.
find_linker() {
    have cc || debian build-essential || fail \
        "没有 C 编译器（cc），链接程序时要用。请安装 gcc 或 clang，再运行一次。" \
        "There is no C compiler (cc), which links the program. Please install gcc or clang, then run this again."
}

# rustfmt and clippy, which only ./test needs.
find_checkers() {
    cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
    if [ -n "${RUSTUP_TOOLCHAIN:-}" ]; then
        rustup component add --toolchain "$RUSTUP_TOOLCHAIN" rustfmt clippy >&2 && return
    else
        debian rustfmt rust-clippy && return
    fi
    fail "没有 rustfmt 或 clippy，检查格式和代码要用。请安装这两个组件，再运行一次。" \
        "rustfmt or clippy is missing, and the gate needs both. Please install these two components, then run this again."
}

# strace, which counts how often the register is synced to the disk; only ./test needs it.
find_tracer() {
    have strace || debian strace || say "没有 strace，跳过落盘次数的检查。" \
        "There is no strace: how often the register is synced is not counted."
}

# Built files go outside the clone, so that a second clone finds the dependencies built.
# Cargo takes two clones that share this place for one and would run the other's program:
# so our own crates are built anew when the clone changes, and clones take turns.
find_place() {
    export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${YUANSHU_CACHE:-$HOME/.cache/yuanshu}/target}"
    mkdir -p "$CARGO_TARGET_DIR"
    CARGO_TARGET_DIR=$(cd "$CARGO_TARGET_DIR" && pwd)
    exec 9>"$CARGO_TARGET_DIR/turn"
    if have flock && ! flock --nonblock 9; then
        say "另一个 ./run 或 ./test 还没有结束，等它…" "Another ./run or ./test has not ended; waiting for it…"
        flock 9
    fi
    if [ "$(cat "$CARGO_TARGET_DIR/clone" 2>/dev/null || true)" != "$root" ]; then
        rm -rf "$CARGO_TARGET_DIR"/*/.fingerprint/yuanshu*
        printf '%s\n' "$root" >"$CARGO_TARGET_DIR/clone"
    fi
}

set_up() {
    : "${HOME:=$(cd ~ && pwd)}"
    find_rust
    find_linker
    find_place
}
