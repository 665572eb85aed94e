#!/bin/sh
# Fetches onnxruntime's CUDA provider, which is too large for the npm registry, into onnxruntime-node.
# Use: fetch-cuda-provider.sh cuda12|skip, in the folder that holds node_modules. Fails if it is not there after.
set -eu
if [ "$1" = skip ]; then exit 0; fi
folder=node_modules/onnxruntime-node
libraries=$folder/bin/napi-v6/linux/x64
ONNXRUNTIME_NODE_INSTALL=$1 node "$folder/script/install.js" || true
for library in libonnxruntime_providers_cuda.so libonnxruntime_providers_shared.so; do
  if [ ! -s "$libraries/$library" ]; then
    echo "FAILED: $library was not fetched. The build needs onnxruntime's CUDA package, from the registry that" >&2
    echo "onnxruntime-node names in script/install-metadata.js. Is it reachable from this build? Without a GPU," >&2
    echo "build the CPU variant (./build.sh cpu)." >&2
    exit 1
  fi
done
# TensorRT is a provider of its own, for which the image has no libraries.
rm -f "$libraries/libonnxruntime_providers_tensorrt.so"
