#!/bin/sh
# Gives onnxruntime-node its CUDA provider, which is too large for the npm registry.
# Use: fetch-cuda-provider.sh wheels|cuda12|skip, in the folder that holds node_modules. For `wheels` it is a link to what
# fetch-cuda-wheels.sh fetches; for `cuda12` onnxruntime-node's own script fetches it, and this fails if it is not there after.
set -eu
folder=node_modules/onnxruntime-node
libraries=$folder/bin/napi-v6/linux/x64
case $1 in
  skip) exit 0 ;;
  wheels)
    for library in libonnxruntime_providers_cuda.so libonnxruntime_providers_shared.so; do
      ln -s "/opt/cuda/lib/$library" "$libraries/$library"
    done
    exit 0 ;;
  cuda12) ;;
  *) echo "FAILED: ORT_CUDA is '$1', expected wheels, cuda12 or skip" >&2; exit 1 ;;
esac
ONNXRUNTIME_NODE_INSTALL=$1 node "$folder/script/install.js" || true
for library in libonnxruntime_providers_cuda.so libonnxruntime_providers_shared.so; do
  if [ ! -s "$libraries/$library" ]; then
    echo "FAILED: $library was not fetched. The build needs onnxruntime's CUDA package, from the registry that" >&2
    echo "onnxruntime-node names in script/install-metadata.js. Is it reachable from this build? ORT_CUDA=wheels, the" >&2
    echo "default, takes it from Python's package index instead; without a GPU, build the CPU variant (./build.sh cpu)." >&2
    exit 1
  fi
done
# TensorRT is a provider of its own, for which the image has no libraries.
rm -f "$libraries/libonnxruntime_providers_tensorrt.so"
