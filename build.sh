#!/usr/bin/env bash
# Builds the container image. Needs docker and nothing else.
#
#   ./build.sh [cuda|cpu]      default: cuda, the variant to submit; it runs without a GPU too
#   ./build.sh evaluation      the evaluation of a challenge, for who organises one
#
# Environment: TAG (autopet:cuda, autopet:cpu, autopet-evaluation:latest), BUILD_IMAGE, RUNTIME_IMAGE, EVALUATION_IMAGE and
# API_METHOD as in the Dockerfile, BUILD_NETWORK (docker build --network), ORT_CUDA: `wheels` (default) takes CUDA from Python's
# package index, `cuda12` from NVIDIA's image and onnxruntime's own package. Proxy variables are passed on where they are set.
set -euo pipefail
cd "$(dirname "$0")"

variant=${1:-cuda}
arguments=()
case $variant in
  cuda)
    if [ "${ORT_CUDA:-wheels}" = cuda12 ]; then RUNTIME_IMAGE=${RUNTIME_IMAGE:-nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04}; fi ;;
  cpu) ORT_CUDA=${ORT_CUDA:-skip} ;;
  evaluation) ORT_CUDA=skip TAG=${TAG:-autopet-evaluation:latest}; arguments+=(--target evaluation) ;;
  *) echo "usage: ./build.sh [cuda|cpu|evaluation]" >&2; exit 2 ;;
esac
tag=${TAG:-autopet:$variant}
for name in BUILD_IMAGE RUNTIME_IMAGE EVALUATION_IMAGE ORT_CUDA API_METHOD HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy; do
  if [ -n "${!name:-}" ]; then arguments+=(--build-arg "$name=${!name}"); fi
done
if [ -n "${BUILD_NETWORK:-}" ]; then arguments+=(--network "$BUILD_NETWORK"); fi
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
revision=$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
if [ -n "$(git status --porcelain 2>/dev/null)" ]; then revision=$revision-changed; fi

# Grand Challenge takes plain images only, without the attestations that buildx adds.
export BUILDX_NO_DEFAULT_ATTESTATIONS=1
docker build --platform linux/amd64 --tag "$tag" --build-arg "VERSION=$version" --build-arg "REVISION=$revision" \
  ${arguments[@]+"${arguments[@]}"} .
echo "built $tag ($variant, $version, $revision): $(docker image inspect -f '{{.Size}}' "$tag" | awk '{printf "%.0f MB", $1 / 1e6}')"
