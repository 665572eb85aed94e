#!/bin/bash
# Five minutes of a GPU: agreement, seconds per tile, whole studies, memory and utilisation, ours and nnU-Net's in turns on one
# card, into one JSON file that docs/gpu.md is made of.
#
#   bench/gpu.sh [--output FILE.json] [--device cuda] [--python PATH] [--scratch FOLDER] [--rounds 2]
#   bench/gpu.sh --rehearse          tiny sizes, on the CPU
#
# Needs `npm ci`; for the networks and for nnU-Net's side a Python with nnunetv2 and PyTorch (--python), without which it says
# what was not run.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d dist ] || npm run build
exec node bench/gpu.mjs "$@"
