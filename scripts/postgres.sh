# shellcheck shell=bash
# A PostgreSQL for the tests, thrown away after them: own files, a unix socket, no network.
# Sourced after scripts/setup.sh. Sets YUANSHU_TEST_POSTGRES where it could be had, and for tests
# that stop one of their own: YUANSHU_TEST_POSTGRES_BIN, where its programs are, and
# YUANSHU_TEST_POSTGRES_AS, the words before a command that is not to be root's.

postgres_folder=
postgres_user=

# Where initdb and pg_ctl are: Debian keeps them out of PATH, a folder a version.
find_postgres() {
    local folder
    folder=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    if [ -x "$folder/initdb" ]; then
        postgres_bin=$folder
    elif have initdb; then
        postgres_bin=$(dirname "$(command -v initdb)")
    else
        return 1
    fi
}

# Runs a command as who owns the database: PostgreSQL refuses to be root's.
as_owner() {
    if [ -n "$postgres_user" ]; then
        setpriv --reuid "$postgres_user" --regid "$(id -g "$postgres_user")" --clear-groups "$@"
    else
        "$@"
    fi
}

# Starts it; where that cannot be done it says so, and the tests on PostgreSQL pass without a check.
start_postgres() {
    [ -z "${YUANSHU_TEST_POSTGRES:-}" ] || return 0
    if { find_postgres || { debian postgresql && find_postgres; }; } && make_postgres; then
        return 0
    fi
    stop_postgres
    say "没有 PostgreSQL，跳过它的测试（SQLite 的照做）。" \
        "There is no PostgreSQL: its tests are skipped, those on SQLite are not."
}

make_postgres() {
    postgres_folder=$(mktemp -d) || return 1
    if [ "$(id -u)" -eq 0 ]; then
        postgres_user=postgres
        id "$postgres_user" >/dev/null 2>&1 || postgres_user=nobody
        have setpriv && chown "$postgres_user" "$postgres_folder" || return 1
    fi
    (
        cd "$postgres_folder"
        as_owner "$postgres_bin/initdb" --pgdata="$postgres_folder/data" --username=yuanshu \
            --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-instructions >initdb.log 2>&1 ||
            as_owner "$postgres_bin/initdb" --pgdata="$postgres_folder/data" --username=yuanshu \
                --auth=trust --encoding=UTF8 --locale=C --no-instructions >initdb.log 2>&1
    ) || return 1
    as_owner "$postgres_bin/pg_ctl" --pgdata="$postgres_folder/data" --wait --silent \
        --log="$postgres_folder/data/server.log" \
        --options="-c listen_addresses= -c unix_socket_directories=$postgres_folder \
            -c max_connections=200 -c track_wal_io_timing=on" start >/dev/null 9>&- || return 1
    export YUANSHU_TEST_POSTGRES_BIN=$postgres_bin YUANSHU_TEST_POSTGRES_AS=
    if [ -n "$postgres_user" ]; then
        YUANSHU_TEST_POSTGRES_AS="setpriv --reuid $postgres_user --regid $(id -g "$postgres_user") --clear-groups"
    fi
    export YUANSHU_TEST_POSTGRES="postgres://yuanshu@/postgres?host=$postgres_folder"
}

stop_postgres() {
    [ -n "$postgres_folder" ] || return 0
    if [ -f "$postgres_folder/data/postmaster.pid" ]; then
        as_owner "$postgres_bin/pg_ctl" --pgdata="$postgres_folder/data" --mode=immediate --silent \
            stop >/dev/null 2>&1 || true
    fi
    rm -rf "$postgres_folder"
    postgres_folder=
}
