// What a model folder says, taken out of its files here once more, in the form that loadModel gives it.

/** Of a model that was accepted: what it must be by its files. */
export function expectedModel(
  { plans, dataset, modelJson, postprocessing },
  { mirrorAxes, configuration: trained },
) {
  const json = modelJson ?? {};
  const all = plans.configurations;
  const names = Object.keys(all);
  const name = json.configuration ?? trained ?? (names.length === 1 ? names[0] : '3d_fullres');
  const configuration = inherited(all, name);
  const properties =
    plans.foreground_intensity_properties_per_channel ??
    plans.foreground_intensity_properties_by_modality ??
    {};
  const { ignore, ...declared } = dataset.labels;
  return {
    name,
    spacing: configuration.spacing,
    patchSize: configuration.patch_size,
    schemes: configuration.normalization_schemes,
    useMask: configuration.use_mask_for_norm,
    resampling: ['data', 'seg', 'probabilities'].map((what) => resampling(configuration, what)),
    transposeForward: plans.transpose_forward,
    transposeBackward: plans.transpose_backward,
    properties: Object.fromEntries(
      Object.entries(properties).map(([channel, p]) => [channel, statistics(p)]),
    ),
    channelNames: Object.entries(dataset.channel_names ?? dataset.modality)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, channel]) => channel),
    foreground: [...new Set(Object.values(declared).flat())]
      .filter((v) => v > 0)
      .sort((a, b) => a - b),
    regionsClassOrder: Object.values(declared).some((v) => Array.isArray(v) && v.length > 1)
      ? dataset.regions_class_order
      : null,
    mirrorAxes: json.mirror_axes ?? mirrorAxes,
    orientation:
      json.orientation ?? (/WithReorient$/.test(plans.image_reader_writer ?? '') ? 'RAS' : null),
    channels: json.channels ?? null,
    suvFloor: json.suv_floor ?? null,
    minimumLesionMl: json.minimum_lesion_volume_ml ?? null,
    certainty: (json.lesion_certainty ?? [])
      .map(({ from_ml, probability }) => [from_ml, probability])
      .sort(([a], [b]) => a - b),
    rules: (postprocessing?.postprocessing_kwargs ?? []).map(({ labels_or_regions }) =>
      [labels_or_regions].flat(3),
    ),
  };
}

/** The same of a model that autopet has loaded. */
export function foundModel(model) {
  const { configuration: c, plans } = model;
  return {
    name: c.name,
    spacing: c.spacing,
    patchSize: c.patchSize,
    schemes: c.normalizationSchemes,
    useMask: c.useMaskForNorm,
    resampling: [c.resamplingData, c.resamplingSeg, c.resamplingProbabilities],
    transposeForward: plans.transposeForward,
    transposeBackward: plans.transposeBackward,
    properties: Object.fromEntries(
      Object.entries(plans.intensityProperties).map(([channel, p]) => [channel, statistics(p)]),
    ),
    channelNames: model.dataset.channelNames,
    foreground: model.dataset.foregroundLabels,
    regionsClassOrder: model.dataset.labels.regionsClassOrder ?? null,
    mirrorAxes: model.mirrorAxes,
    orientation: model.orientation,
    channels: null,
    suvFloor: model.suvFloor,
    minimumLesionMl: model.minimumLesionMl,
    certainty: model.lesionCertainty.map(({ fromMl, probability }) => [fromMl, probability]),
    rules: model.postprocessing.map(({ labels }) => labels),
  };
}

function inherited(all, name) {
  const own = all[name];
  return typeof own.inherits_from === 'string'
    ? { ...inherited(all, own.inherits_from), ...own }
    : own;
}

function statistics(p) {
  return ['mean', 'std', 'percentile_00_5', 'percentile_99_5'].map((key) => p[key] ?? Number.NaN);
}

function resampling(configuration, what) {
  const name = configuration[`resampling_fn_${what}`] ?? 'resample_data_or_seg_to_shape';
  const given = configuration[`resampling_fn_${what}_kwargs`] ?? {};
  const forceSeparateZ = given.force_separate_z ?? null;
  if (name === 'no_resampling_hack') return { kind: 'none' };
  if (name === 'resample_torch_fornnunet') return { kind: 'torch', forceSeparateZ };
  return {
    kind: 'default',
    order: given.order ?? (what === 'data' ? 3 : 1),
    orderZ: given.order_z ?? 0,
    forceSeparateZ,
  };
}
