# autopet as a Grand Challenge algorithm. Variants from this one file, see build.sh:
#   CUDA (default)  onnxruntime's CUDA provider and the libraries it loads, from wheels (docs/decisions/0024-cuda-from-wheels.md)
#   cuda12          --build-arg ORT_CUDA=cuda12 --build-arg RUNTIME_IMAGE=nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04
#   CPU             --build-arg ORT_CUDA=skip
# and as the evaluation of a challenge: --target evaluation --build-arg ORT_CUDA=skip
# It needs nothing newer than Docker's classic builder. npm packages are pinned by package-lock.json.
ARG BUILD_IMAGE=node:24-bookworm-slim
ARG EVALUATION_IMAGE=node:24-bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

# Apart from the rest, so that a change of the code fetches nothing anew.
FROM ${BUILD_IMAGE} AS cuda
WORKDIR /opt/fetch
ARG ORT_CUDA=wheels
COPY package-lock.json ./
COPY docker/cuda-wheels.txt docker/fetch-cuda-wheels.sh docker/
RUN sh docker/fetch-cuda-wheels.sh "${ORT_CUDA}"

FROM ${BUILD_IMAGE} AS build
# Networks that inspect TLS have their certificate in the system's store, which Node leaves aside.
ENV NODE_USE_SYSTEM_CA=1
WORKDIR /opt/autopet
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY src src
RUN npm run build && npm prune --omit=dev
# npm does not run onnxruntime-node's install script (docs/decisions/0023); for `cuda12` it is run on purpose.
ARG ORT_CUDA=wheels
COPY docker/fetch-cuda-provider.sh docker/prune-modules.sh docker/list-notices.mjs docker/
RUN sh docker/fetch-cuda-provider.sh "${ORT_CUDA}" && sh docker/prune-modules.sh && node docker/list-notices.mjs >NOTICES
COPY LICENSE ./
COPY weights weights
COPY cluster cluster
RUN rm -rf src docker tsconfig.json package-lock.json .npmrc && chmod -R a+rX . && chmod a+x dist/cli.js

# Scoring masks needs no network and no weights.
FROM build AS evaluation-files
RUN rm -rf weights node_modules/onnxruntime-node node_modules/onnxruntime-common && sed -i '/^onnxruntime-/d' NOTICES

FROM ${EVALUATION_IMAGE} AS evaluation
COPY --from=evaluation-files /opt/autopet /opt/autopet
RUN groupadd --gid 10001 autopet && \
    useradd --uid 10001 --gid 10001 --no-log-init --no-create-home --home-dir /tmp autopet && \
    mkdir -p /input /output /opt/ml/input/data/ground_truth && chown autopet:autopet /output
ENV NODE_ENV=production \
    HOME=/tmp
USER 10001:10001
WORKDIR /opt/autopet
# npm may leave an empty folder and still report success; only loading tells.
RUN node --input-type=module -e "import '@itk-wasm/image-io'; import '/opt/autopet/dist/container/evaluation/run-evaluation.js'"
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="autopet-evaluation" \
      org.opencontainers.image.description="Scores lesion masks of a Grand Challenge phase with the autoPET challenge's metrics" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENTRYPOINT ["/usr/local/bin/node", "/opt/autopet/dist/evaluation-main.js"]

# The runtime image may bring the same Node.js along: then it is linked to, not kept twice.
FROM ${RUNTIME_IMAGE} AS node
COPY --from=build /usr/local/bin/node /opt/node/bin/node
RUN if cmp -s /usr/local/bin/node /opt/node/bin/node; then ln -sf /usr/local/bin/node /opt/node/bin/node; fi && \
    ln -s /opt/autopet/dist/cli.js /opt/node/bin/autopet

FROM ${RUNTIME_IMAGE}
COPY --from=cuda /opt/cuda /opt/cuda
COPY --from=node /opt/node /opt/node
COPY --from=build /opt/autopet /opt/autopet
COPY docker/check-image.sh docker/check-cuda.mjs docker/list-cuda-notices.sh /opt/autopet/docker/
# NVIDIA's container runtime gives the driver to an image that asks for it so. Its base images ask for a driver of their own
# release besides, where CUDA 12 runs on any from 525.60.13 on: autopet tells of one that will not do.
ENV PATH=/opt/node/bin:$PATH \
    NODE_ENV=production \
    HOME=/tmp \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    NVIDIA_DISABLE_REQUIRE=1
ARG ORT_CUDA=wheels
RUN groupadd --gid 10001 autopet && \
    useradd --uid 10001 --gid 10001 --no-log-init --no-create-home --home-dir /tmp autopet && \
    mkdir -p /input /output /opt/ml/model && chown autopet:autopet /output /opt/ml/model && \
    if [ -d /opt/cuda/lib ]; then echo /opt/cuda/lib >/etc/ld.so.conf.d/cuda.conf && ldconfig; fi && \
    sh /opt/autopet/docker/list-cuda-notices.sh "${ORT_CUDA}" /opt/cuda
USER 10001:10001
RUN sh /opt/autopet/docker/check-image.sh "${ORT_CUDA}"
# exec: one study and out. invoke: a server on port 4743, for as many as are asked for.
ARG API_METHOD=exec
ENV AUTOPET_API_METHOD=${API_METHOD}
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="autopet" \
      org.opencontainers.image.description="Finds tumour lesions in whole-body FDG-PET/CT; runs nnU-Net v2 models without Python" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /opt/autopet
ENTRYPOINT ["/opt/node/bin/node", "/opt/autopet/dist/main.js"]
