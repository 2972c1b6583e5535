# shellcheck shell=bash
# The program and the registers that ./run serves with it. Sourced after scripts/setup.sh, with
# the root of the clone in `root` and the program in `yuanshu`.

build_program() {
    [ -x "${yuanshu:?}" ] || say "正在编译程序（第一次三到六分钟，以后几秒）…" \
        "Building the program (three to six minutes the first time, then seconds)…"
    cargo build --release --locked --manifest-path "${root:?}/Cargo.toml" --package yuanshu 9>&-
}

# Makes the invented zone in folder $1 unless one is there: the program gives the folder its name
# when the register is whole, so that an interrupted try is begun anew.
make_register() {
    [ ! -e "$1/zone.toml" ] || return 0
    mkdir -p "$(dirname "$1")"
    say "正在建示例园区：14000 家虚构的市场主体（约一分钟）…" \
        "Making the invented zone of 14000 market entities (about a minute)…"
    "$yuanshu" demo --data "$1" --packs "$root/packs/national" "$root/packs/demo"
}

# Makes a register named $2 in folder $1 unless one is there.
found_register() {
    if [ -e "$1/zone.toml" ]; then
        [ -z "$2" ] || say "$1 里已经有登记库，不再建。" "There is a register in $1 already; none is made."
        return
    fi
    "$yuanshu" init --data "$1" --zone "$2" --packs "$root/packs/national" \
        --operator "$(id -un)" --department "$2"
}

# Who may sign in to the invented zone in folder $1, as it was made.
show_logins() {
    [ -r "$1/logins.txt" ] || return 0
    say "" "示例园区的账号（$1/logins.txt，改过的口令以改后的为准）："
    awk -F '\t' '!/^#/ { printf "  %-10s %s  %s · %s · %s\n", $1, $2, $4, $5, $6 }' "$1/logins.txt" >&2
    say ""
}
