#!/usr/bin/env bash
# Runs the container image as Grand Challenge would, and stricter, and checks what comes out. Needs docker only.
#
#   ./test.sh [IMAGE]          default: autopet:cuda
#
# Environment: MEMORY (16g), GPUS (such as all: docker run --gpus), KEEP=1 keeps test/input and test/output.
set -euo pipefail
cd "$(dirname "$0")"

image=${1:-autopet:cuda}
input=$PWD/test/input output=$PWD/test/output checks=$PWD/docker/test kit=$PWD/test/parity/kits/plain
memory=${MEMORY:-16g}
restrictions=(--network none --cap-drop ALL --security-opt no-new-privileges --read-only --tmpfs /tmp
  --memory "$memory" --memory-swap "$memory" --shm-size 128m --pids-limit 256)
# All mirrored passes are made, however slow the machine, so that masks can be compared.
restrictions+=(--env AUTOPET_TIME_LIMIT=7200)
if [ -n "${GPUS:-}" ]; then restrictions+=(--gpus "$GPUS"); fi
started=$SECONDS
running=()

fail() { echo "FAILED: $*" >&2; exit 1; }
say() { printf '\n%s\n' "$*"; }
# In the image's own Node, without restrictions: for making inputs and checking outputs.
node_in_image() { docker run --rm --user "$(id -u):$(id -g)" -v "$checks:/checks:ro" -v "$PWD/test:/test" --entrypoint node "$image" "$@"; }
# What the container's user wrote only that user can remove.
empty_output() {
  docker run --rm --user 0 -v "$PWD/test:/test" --entrypoint /bin/sh "$image" -c 'rm -rf /test/output'
  mkdir -p "$output" && chmod 777 "$output"
}
finish() {
  for id in ${running[@]+"${running[@]}"}; do docker rm -f "$id" >/dev/null 2>&1 || true; done
  docker image rm "$image-linked" >/dev/null 2>&1 || true
  if [ -n "${KEEP:-}" ]; then return; fi
  docker run --rm --user 0 -v "$PWD/test:/test" --entrypoint /bin/sh "$image" -c 'rm -rf /test/input /test/output'
}
trap finish EXIT

# run INPUT [docker run options]: one study in a fresh output folder; leaves code, log and errors behind.
# mount and run_image: where the input goes, /input, and another image.
run() {
  local from=$1; shift
  empty_output
  code=0
  docker run --rm "${restrictions[@]}" -v "$from:${mount:-/input}:ro" -v "$output:/output" "$@" "${run_image:-$image}" \
    >"$input/log" 2>"$input/errors" || code=$?
}
succeeded() { [ "$code" = 0 ] || { tail -5 "$input/errors" >&2; fail "$1: exit code $code"; }; }
mask() { find "$output" -name '*.mha'; }
check_mask() { node_in_image /checks/check-mask.mjs /test/output "$@" || fail 'the output is not what the platform needs'; }

docker image inspect "$image" >/dev/null 2>&1 || fail "there is no image $image; ./build.sh makes it"
say "image $image: $(docker image inspect -f '{{.Size}}' "$image" | awk '{printf "%.0f MB", $1 / 1e6}')"
user=$(docker image inspect -f '{{.Config.User}}' "$image")
[[ $user =~ ^[1-9][0-9]*(:[0-9]+)?$ ]] || fail "the image's user is '$user', which is not numeric or is root"
mkdir -p "$input" && rm -rf "${input:?}"/*
node_in_image /checks/make-study.mjs /test/input

say '1. a study, PET and CT named differently, under all restrictions'
run "$input/study"
succeeded 'a study'
check_mask /test/input/study
docker run --rm -i -v "$checks:/checks:ro" --entrypoint node "$image" /checks/print-run.mjs <"$input/log"
cp "$(mask)" "$input/first.mha"

say '2. the same again: the same bytes; with inputs.json, clicks, and the answer that edition III asks for'
cp -r "$input/study" "$input/sockets"
cat >"$input/sockets/inputs.json" <<'JSON'
[{"file": null, "image": {"name": "ct"}, "value": null, "interface": {"slug": "ct", "kind": "Image", "super_kind": "Image", "relative_path": "images/ct"}},
 {"file": null, "image": {"name": "pet"}, "value": null, "interface": {"slug": "pet", "kind": "Image", "super_kind": "Image", "relative_path": "images/pet"}},
 {"file": null, "image": null, "value": null, "interface": {"slug": "lesion-clicks", "kind": "Multiple points", "super_kind": "File", "relative_path": "lesion-clicks.json"}}]
JSON
echo '{"type": "Multiple points", "points": [], "version": {"major": 1, "minor": 0}}' >"$input/sockets/lesion-clicks.json"
run "$input/sockets" -e AUTOPET_DATA_CENTRIC=false
succeeded 'a study with sockets'
check_mask /test/input/sockets tumor-lesion-segmentation
cmp "$(mask)" "$input/first.mha" || fail 'a second run gave another mask'
[ "$(cat "$output/data-centric-model.json")" = false ] || fail 'data-centric-model.json does not say false'
echo '  the same mask, byte for byte'

say "3. the stock image with a participant's nnU-Net folder as model tarball: nnU-Net's own answer"
mkdir -p "$input/kit/images/pet" "$input/kit/images/ct" "$input/model"
cp "$kit/pet.mha" "$input/kit/images/pet/a.mha"; cp "$kit/ct.mha" "$input/kit/images/ct/b.mha"; cp "$kit/expected.mha" "$input/"
tar -C "$kit/model" -czf "$input/model.tar.gz" . && tar -C "$input/model" -xzf "$input/model.tar.gz"
ls "$input"/model/fold_*/checkpoint_final.pth >/dev/null || fail 'the tarball holds no .pth'
uploaded=(-v "$input/model:/opt/ml/model:ro")
check_kit() { check_mask /test/input/kit automated-petct-lesion-segmentation /test/input/expected.mha; }
run "$input/kit" "${uploaded[@]}"
succeeded 'a model tarball'
check_kit

say '4. /input as a symbolic link, as in production'
docker build --quiet --tag "$image-linked" - >/dev/null <<DOCKERFILE
FROM $image
USER 0
RUN rmdir /input && ln -s /opt/ml/input/data/job-input /input
USER $user
DOCKERFILE
mount=/opt/ml/input/data/job-input run_image=$image-linked run "$input/kit" "${uploaded[@]}"
succeeded 'a linked input folder'
check_kit

say '5. inputs that cannot be used: an exit code, one clear last line, an empty output folder'
refused() {
  [ "$code" = 2 ] || fail "$1: exit code $code, expected 2"
  last=$(grep -v '^[[:space:]]*$' "$input/errors" | tail -1)
  [[ $last == "autopet: "* && $last == *"$2"* ]] || fail "$1: the last line on stderr is: $last"
  [ -z "$(find "$output" -type f)" ] || fail "$1: output was left behind"
  echo "  $last"
}
cp -r "$input/study" "$input/bad"; rm "$input"/bad/images/pet/*
run "$input/bad"; refused 'no PET' 'exactly one PET'
rm -r "$input/bad"; cp -r "$input/study" "$input/bad"; for file in "$input"/bad/images/ct/*; do head -c 100000 "$file" >"$file.cut"; mv "$file.cut" "$file"; done
run "$input/bad"; refused 'a truncated CT' 'truncated'
rm -r "$input/bad"; cp -r "$input/study" "$input/bad"; for file in "$input"/bad/images/pet/*; do cp "$file" "${file%.mha}-again.mha"; done
run "$input/bad"; refused 'two PETs' 'exactly one PET'

say '6. a study that does not fit into memory is refused with figures, not killed'
memory_before=$memory
for i in "${!restrictions[@]}"; do [ "${restrictions[$i]}" != "$memory" ] || restrictions[i]=200m; done
run "$input/whole"
[ "$code" = 4 ] || fail "too little memory: exit code $code, expected 4"
last=$(tail -1 "$input/errors"); [[ $last == *"does not fit into memory"* ]] || fail "the last line on stderr is: $last"
echo "  $last"
for i in "${!restrictions[@]}"; do [ "${restrictions[$i]}" != 200m ] || restrictions[i]=$memory_before; done

say '7. SIGTERM in the middle of a study, as first process and with --init'
for init in '' --init; do
  empty_output
  id=$(docker run -d $init "${restrictions[@]}" -v "$input/whole:/input:ro" -v "$output:/output" "$image"); running+=("$id")
  for _ in $(seq 300); do if docker logs "$id" 2>&1 | grep -q '"stage":"preprocess"'; then break; fi; sleep 0.2; done
  before=$(date +%s%N); docker stop --time 10 "$id" >/dev/null; took=$((($(date +%s%N) - before) / 1000000))
  code=$(docker inspect -f '{{.State.ExitCode}}' "$id")
  [ "$took" -lt 5000 ] || fail "SIGTERM took $took ms"
  [ "$code" = 143 ] || fail "SIGTERM: exit code $code, expected 143"
  [ -z "$(find "$output" -type f)" ] || fail 'SIGTERM left a file behind'
  echo "  ${init:-first process}: ended after $took ms with code $code, nothing left behind"
done

say '8. server: health, two studies with a warm model, a call beside another refused'
empty_output
id=$(docker run -d "${restrictions[@]}" "${uploaded[@]}" -e AUTOPET_API_METHOD=invoke -v "$input/kit:/input:ro" -v "$output:/output" -v "$checks:/checks:ro" "$image"); running+=("$id")
call() { docker exec "$id" node /checks/request.mjs "$@"; }
for _ in $(seq 300); do health=$(call GET /health); [[ $health == 200* ]] && break; sleep 0.2; done
[[ $health == 200* ]] || { docker logs "$id" >&2; fail "GET /health: $health"; }
answers=$(call POST /invoke 2 | cut -c1-3 | sort | xargs)
[ "$answers" = '201 409' ] || { docker logs "$id" >&2; fail "two POST /invoke at once: $answers"; }
check_kit
[[ $(call POST /invoke) == 201* ]] || fail 'a second POST /invoke'
check_kit
docker stop --time 5 "$id" >/dev/null
code=$(docker inspect -f '{{.State.ExitCode}}' "$id"); [ "$code" = 143 ] || fail "the server ended with code $code"

say "9. clicks: a participant's five-channel folder, two iterations, the second shown the first: nnU-Net's own answers"
clicks=$PWD/test/parity/click-kits/cones
mkdir -p "$input/clicks/images/pet" "$input/clicks/images/ct"
cp "$clicks/pet.mha" "$input/clicks/images/pet/a.mha"; cp "$clicks/ct.mha" "$input/clicks/images/ct/b.mha"
empty_output
for set in none one; do
  cp "$clicks/$set/clicks.json" "$input/clicks/lesion-clicks.json"; cp "$clicks/$set/expected.mha" "$input/expected.mha"
  docker run --rm "${restrictions[@]}" -v "$clicks/model:/opt/ml/model:ro" -v "$input/clicks:/input:ro" -v "$output:/output" "$image" \
    >"$input/log" 2>"$input/errors" || { tail -5 "$input/errors" >&2; fail "clicks ($set)"; }
  check_mask /test/input/clicks tumor-lesion-segmentation /test/input/expected.mha
done
grep -q '"previous":"mask"' "$input/log" || fail 'the second iteration was not shown the first'

say "all checks passed in $((SECONDS - started)) s"
