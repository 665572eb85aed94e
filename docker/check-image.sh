#!/bin/sh
# The last step of a build: everything that a run loads is there and loads, as the user who will run it.
# Use: check-image.sh wheels|cuda12|skip
set -eu
libraries=/opt/autopet/node_modules/onnxruntime-node/bin/napi-v6/linux/x64
cd /opt/autopet
# npm may leave an empty folder and still report success; only loading tells.
node --input-type=module -e "
  import ort from 'onnxruntime-node';
  import '@itk-wasm/image-io';
  if (typeof ort.InferenceSession.create !== 'function') throw new Error('onnxruntime-node is not whole');"
autopet --version
test -s weights/plans.json
if [ "$1" = skip ]; then exit 0; fi
# Only the driver's own library, libcuda, comes with the machine.
missing=$(find "$libraries/" /opt/cuda/lib/ -name '*.so*' ! -name '*providers_shared*' -exec ldd {} + 2>/dev/null |
  grep 'not found' | grep -v 'libcuda\.so' | sort -u || true)
if [ -n "$missing" ]; then
  echo "FAILED: the image lacks libraries of CUDA 12 or cuDNN 9, or what they need:" >&2
  echo "$missing" >&2
  exit 1
fi
node docker/check-cuda.mjs
