# shellcheck shell=bash
# The register of the invented zone, which ./run shows. Sourced after scripts/setup.sh, with the
# root of the clone in `root` and the program in `yuanshu`.

# Makes it in folder $1 unless one is there: the program gives the folder its name when the
# register is whole, so that an interrupted try is begun anew.
make_register() {
    [ ! -e "$1/zone.toml" ] || return 0
    "${yuanshu:?}" demo --data "$1" --packs "${root:?}/packs/national" "$root/packs/demo"
}
