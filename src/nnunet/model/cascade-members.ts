import type { Model } from './load-model.js';

/** The models of a cascade in the order in which their networks run; a model that is none by itself. */
export function cascadeMembers(model: Model): readonly [Model, ...Model[]] {
  const { earlierModel } = model;
  if (earlierModel === null) return [model];
  const [first, ...others] = cascadeMembers(earlierModel);
  return [first, ...others, model];
}
