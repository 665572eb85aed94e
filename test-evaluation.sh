#!/usr/bin/env bash
# Runs the evaluation image as Grand Challenge would, and stricter, and checks what comes out. Needs docker only.
#
#   ./test-evaluation.sh [IMAGE]          default: autopet-evaluation:latest
#
# Environment: MEMORY (4g), KEEP=1 keeps test/evaluation-run.
set -euo pipefail
cd "$(dirname "$0")"

image=${1:-autopet-evaluation:latest}
work=$PWD/test/evaluation-run checks=$PWD/docker/test
memory=${MEMORY:-4g}
restrictions=(--network none --cap-drop ALL --security-opt no-new-privileges --read-only --tmpfs /tmp
  --memory "$memory" --memory-swap "$memory" --shm-size 128m --pids-limit 256)
started=$SECONDS

fail() { echo "FAILED: $*" >&2; exit 1; }
say() { printf '\n%s\n' "$*"; }
# In the image's own Node, without restrictions: for making inputs and checking outputs.
node_in_image() { docker run --rm --user "$(id -u):$(id -g)" -v "$checks:/checks:ro" -v "$work:/work" --entrypoint node "$image" "$@"; }
# What the container's user wrote only that user can remove.
empty() { docker run --rm --user 0 -v "$work:/work" --entrypoint /bin/sh "$image" -c "rm -rf $1"; }
finish() {
  docker image rm "$image-linked" >/dev/null 2>&1 || true
  if [ -z "${KEEP:-}" ]; then empty '/work/*'; rmdir "$work"; fi
}

# run INPUT [docker run options]: into a fresh output folder; leaves code, log and errors behind.
run() {
  local from=$1; shift
  empty /work/output; mkdir "$work/output"; chmod 777 "$work/output"
  code=0
  docker run --rm "${restrictions[@]}" -v "$from" -v "$truth:/opt/ml/input/data/ground_truth:ro" \
    -v "$work/output:/output" "$@" "${run_image:-$image}" >"$work/log" 2>"$work/errors" || code=$?
}
succeeded() { [ "$code" = 0 ] || { tail -5 "$work/errors" >&2; fail "$1: exit code $code"; }; }
outputs() { (cd "$work/output" && find . -type f | sort | tr '\n' ' '); }
# All but the time stamp.
timeless() { sed -E 's/("created": ")[^"]*/\1/' "$work/output/metrics.json"; }

docker image inspect "$image" >/dev/null 2>&1 || fail "there is no image $image; ./build.sh evaluation makes it"
say "image $image: $(docker image inspect -f '{{.Size}}' "$image" | awk '{printf "%.0f MB", $1 / 1e6}')"
user=$(docker image inspect -f '{{.Config.User}}' "$image")
[[ $user =~ ^[1-9][0-9]*(:[0-9]+)?$ ]] || fail "the image's user is '$user', which is not numeric or is root"
mkdir -p "$work"
trap finish EXIT
empty '/work/*'
node_in_image /checks/make-evaluation.mjs /work
truth=$work/ground_truth

say '1. three jobs, one of them failed, under all restrictions'
run "$work/input:/input:ro"
succeeded 'an evaluation'
[ "$(outputs)" = './metrics.json ' ] || fail "the output folder holds $(outputs)"
node_in_image /checks/check-evaluation.mjs /work/output/metrics.json || fail 'metrics.json is wrong'
timeless >"$work/first.json"

say '2. the same again, /input a symbolic link as in production: the same bytes but for the time stamp'
docker build --quiet --tag "$image-linked" - >/dev/null <<DOCKERFILE
FROM $image
USER 0
RUN rmdir /input && ln -s /opt/ml/input/data/job-input /input
USER $user
DOCKERFILE
run_image=$image-linked run "$work/input:/opt/ml/input/data/job-input:ro"
succeeded 'a linked input folder'
timeless | cmp - "$work/first.json" || fail 'a second run gave other metrics'
echo '  the same metrics, byte for byte'

say '3. settings that came with the ground truth: groups, a table and a report'
cp -r "$truth" "$work/truth_with_settings"; truth=$work/truth_with_settings
printf 'case,tracer\ncase_a,FDG\ncase_b,PSMA\ncase_c,PSMA\n' >"$truth/groups.csv"
echo '{"subsets": "groups.csv", "csv": true, "report": true}' >"$truth/autopet-evaluation.json"
run "$work/input:/input:ro"
succeeded 'an evaluation with settings'
[ "$(outputs)" = './cases.csv ./metrics.json ./report.html ' ] || fail "the output folder holds $(outputs)"
grep -q '>By tracer<' "$work/output/report.html" || fail 'the report has no groups'
[ "$(grep -c '<img' "$work/output/report.html")" = 3 ] || fail 'the report has no pictures'
! grep -Eq 'https?://' "$work/output/report.html" || fail 'the report refers to something outside'
echo '  cases.csv, metrics.json and report.html'
truth=$work/ground_truth

say '4. what cannot be evaluated: an exit code, one clear last line, an empty output folder'
refused() {
  [ "$code" = 2 ] || fail "$1: exit code $code, expected 2"
  last=$(grep -v '^[[:space:]]*$' "$work/errors" | tail -1)
  [[ $last == "autopet: "* && $last == *"$2"* ]] || fail "$1: the last line on stderr is: $last"
  [ "$(outputs)" = '' ] || fail "$1: output was left behind: $(outputs)"
  echo "  $last"
}
run "$work/input:/input:ro" -e AUTOPET_FAILED_JOBS=fail; refused 'a failed job' 'job 22bb ended as Failed'
cp -r "$work/input" "$work/bad"; sed -i 's/case_a/case_x/' "$work/bad/predictions.json"
run "$work/bad:/input:ro"; refused 'an unknown case' 'is about case_x'
echo '[' >"$work/bad/predictions.json"
run "$work/bad:/input:ro"; refused 'no JSON' 'is not JSON'
truth=$work/bad run "$work/input:/input:ro"; refused 'no ground truth' 'no reference mask'

say "all checks passed in $((SECONDS - started)) s"
