#!/bin/sh
# Fetches onnxruntime's CUDA provider and the libraries of CUDA 12 and cuDNN 9 that it loads, from the wheels of cuda-wheels.txt:
# into /opt/cuda/lib, licences into /opt/cuda/notices, and a list of them into /opt/cuda/NOTICES.
# Use: fetch-cuda-wheels.sh wheels|cuda12|skip, beside package-lock.json. Only for `wheels` there is anything to do.
set -eu
mkdir -p /opt/cuda
if [ "$1" != wheels ]; then exit 0; fi
list=docker/cuda-wheels.txt wheels=/tmp/wheels

installed=$(node -p "require('./package-lock.json').packages['node_modules/onnxruntime-node'].version")
if ! grep -q "^onnxruntime-gpu==$installed " "$list"; then
  echo "FAILED: package-lock.json has onnxruntime-node $installed, $list has $(grep -o '^onnxruntime-gpu==[^ ]*' "$list")." >&2
  echo "A provider works with the onnxruntime of its own release only: docs/decisions/0024-cuda-from-wheels.md" >&2
  exit 1
fi

if ! command -v pip >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-pip >/dev/null
fi
# Which Python and which system the wheels are for is said here, so that neither depends on the build image.
pip install --quiet --no-cache-dir --no-compile --no-deps --require-hashes --only-binary :all: \
  --implementation cp --python-version 3.11 \
  --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux2014_x86_64 \
  --target "$wheels" -r "$list"

mkdir -p /opt/cuda/lib /opt/cuda/notices
while read -r library; do
  mv "$wheels/$library" /opt/cuda/lib/
done <<'LIBRARIES'
onnxruntime/capi/libonnxruntime_providers_cuda.so
onnxruntime/capi/libonnxruntime_providers_shared.so
nvidia/cublas/lib/libcublas.so.12
nvidia/cublas/lib/libcublasLt.so.12
nvidia/cuda_nvrtc/lib/libnvrtc-builtins.so.12.8
nvidia/cuda_nvrtc/lib/libnvrtc.so.12
nvidia/cuda_runtime/lib/libcudart.so.12
nvidia/cudnn/lib/libcudnn.so.9
nvidia/cudnn/lib/libcudnn_cnn.so.9
nvidia/cudnn/lib/libcudnn_engines_precompiled.so.9
nvidia/cudnn/lib/libcudnn_engines_runtime_compiled.so.9
nvidia/cudnn/lib/libcudnn_graph.so.9
nvidia/cudnn/lib/libcudnn_heuristic.so.9
nvidia/cudnn/lib/libcudnn_ops.so.9
nvidia/cufft/lib/libcufft.so.11
nvidia/curand/lib/libcurand.so.10
LIBRARIES

# onnxruntime keeps its licence and those of what it is made of beside its modules, the others in their dist-info.
cp "$wheels"/onnxruntime/LICENSE "$wheels"/onnxruntime/ThirdPartyNotices.txt "$wheels"/onnxruntime_gpu-*.dist-info/
for information in "$wheels"/*.dist-info; do
  package=$(basename "$information" .dist-info)
  to=/opt/cuda/notices/$package
  mkdir "$to"
  find "$information" -type f \( -iname 'licen[cs]e*' -o -iname '*notice*' \) -exec cp {} "$to" \;
  if [ -z "$(ls "$to")" ]; then echo "FAILED: the wheel of $package holds no licence" >&2; exit 1; fi
  for text in "$to"/*; do printf '%s\t%s\tsee its text\t%s\n' "${package%-*}" "${package##*-}" "$text"; done >>/opt/cuda/NOTICES
done
rm -rf "$wheels"
chmod -R a+rX /opt/cuda
