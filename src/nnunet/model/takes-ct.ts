import { cascadeMembers } from './cascade-members.js';
import type { Model } from './load-model.js';

/** Whether a model, or an earlier one of its cascade, takes a CT. */
export function takesCt(model: Model): boolean {
  return cascadeMembers(model).some(({ channels }) => channels.includes('CT'));
}
