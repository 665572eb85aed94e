#!/bin/sh
# Drops what the image never opens: onnxruntime for other platforms, type declarations, source maps.
# Use: prune-modules.sh, in the folder that holds node_modules and dist.
set -eu
find node_modules/onnxruntime-node/bin/napi-v6 -mindepth 2 -maxdepth 2 -type d ! -path '*/linux/x64' \
  -exec rm -rf {} +
find node_modules dist -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete
