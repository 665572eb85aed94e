#!/bin/sh
# Lists the licences of CUDA where NVIDIA's base image brings it (ORT_CUDA=cuda12), as fetch-cuda-wheels.sh does for wheels: into
# NOTICES of a folder.
# Use: list-cuda-notices.sh wheels|cuda12|skip FOLDER [ROOT]      ROOT: where the image's files lie, for a test
set -eu
if [ "$1" != cuda12 ]; then exit 0; fi
list=$2/NOTICES root=${3:-}
agreement=/NGC-DL-CONTAINER-LICENSE
if [ ! -s "$root$agreement" ]; then
  echo "FAILED: the base image has no $agreement: it is none of NVIDIA's. ORT_CUDA=wheels, the default, needs none." >&2
  exit 1
fi
printf 'nvidia/cuda image\t%s\tsee its text\t%s\n' "${CUDA_VERSION:-of the base image}" "$agreement" >"$list"
# CUDA and cuDNN are packages of the image's system, each with a text.
for text in "$root"/usr/share/doc/cuda-* "$root"/usr/share/doc/libcu* "$root"/usr/share/doc/libnv*; do
  if [ ! -s "$text/copyright" ]; then continue; fi
  printf '%s\tof the base image\tsee its text\t%s\n' "$(basename "$text")" "${text#"$root"}/copyright" >>"$list"
done
# It comes without texts: they are in its repository.
printf "onnxruntime's CUDA provider\tof onnxruntime-node\tMIT and others\tno text in the package\n" >>"$list"
