#!/usr/bin/env bash
# Packs the image, and a model if one is given, into the files to upload to grand-challenge.org. Needs docker.
#
#   ./export.sh [--image IMAGE] [MODEL_FOLDER]      default image: autopet:cuda
#
# Writes export/autopet-<version>-<commit>.tar.gz and, from an nnU-Net model folder (plans.json, dataset.json,
# fold_*/checkpoint_final.pth or .onnx), export/model.tar.gz. Third parties' licences in the image are listed in a .notices.txt.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

image=autopet:cuda
if [ "${1:-}" = --image ]; then image=${2:?usage: ./export.sh [--image IMAGE] [MODEL_FOLDER]}; shift 2; fi
model=${1:-}
fail() { echo "FAILED: $*" >&2; exit 1; }
label() { docker image inspect -f "{{index .Config.Labels \"org.opencontainers.image.$1\"}}" "$image"; }
describe() { echo "  $1: $(du -h "$1" | cut -f1), sha256 $(sha256sum "$1" | cut -d' ' -f1)"; }

docker image inspect "$image" >/dev/null 2>&1 || fail "there is no image $image; ./build.sh makes it"
# What the platform turns down after the upload is better turned down before.
user=$(docker image inspect -f '{{.Config.User}}' "$image")
[[ $user =~ ^[1-9][0-9]*(:[0-9]+)?$ ]] || fail "the image's user is '$user': expected a number other than 0"
platform=$(docker image inspect -f '{{.Os}}/{{.Architecture}}' "$image")
[ "$platform" = linux/amd64 ] || fail "the image is for $platform: expected linux/amd64"
if [ -n "$model" ]; then
  [ -f "$model/plans.json" ] || fail "$model holds no plans.json: give nnU-Net's <trainer>__<plans>__<configuration> folder"
  [ -n "$(find "$model" -path '*/fold_*/checkpoint_final.*' -print -quit)" ] ||
    fail "$model holds no fold_*/checkpoint_final.pth or .onnx"
fi

folder=$here/export
mkdir -p "$folder"
archive=$folder/autopet-$(label version)-$(label revision).tar.gz
docker save "$image" | gzip -c >"$archive.partial"
images=$(tar -xzOf "$archive.partial" manifest.json | grep -o '"Config"' | wc -l)
[ "$images" = 1 ] || fail "the archive holds $images images: expected exactly one"
mv "$archive.partial" "$archive"
notices=${archive%.tar.gz}.notices.txt
docker run --rm --network none --entrypoint sh "$image" -c 'cat /opt/autopet/NOTICES; if [ -f /opt/cuda/NOTICES ]; then cat /opt/cuda/NOTICES; fi' >"$notices"
if [ -n "$model" ]; then
  # What training leaves beside the weights is of no use to inference.
  tar -C "$model" --exclude='checkpoint_best.pth' --exclude='checkpoint_latest.pth' --exclude='validation' \
    --exclude='*.png' --exclude='training_log_*' -czf "$folder/model.tar.gz" .
fi

echo "exported:"
describe "$archive"
if [ -n "$model" ]; then describe "$folder/model.tar.gz"; fi
echo "third parties' licences: $(wc -l <"$notices") lines in $notices; NVIDIA's and onnxruntime's texts, which go with the image:"
{ grep -E '/opt/cuda/|/NGC-DL|/usr/share/doc/(cuda|libcu|libnv)' "$notices" || echo 'none, as there is no CUDA in this image'; } | awk -F '\t' '{ print "  " $1, $2, $4 }'
cat <<TEXT

Three clicks are left, on the page of your algorithm on grand-challenge.org:
  1. Containers > Upload a Container: $(basename "$archive")
  2. Models > Upload a Model: $([ -n "$model" ] && echo model.tar.gz || echo 'your model.tar.gz, or none for the bundled weights')
  3. the challenge's phase > Submit: choose the algorithm
An unverified account may hold 2 GB of uploads; a verified one 128 GB.
TEXT
