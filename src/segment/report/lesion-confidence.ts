import type { Calibration } from '../../nnunet/model/calibration.js';

/**
 * The calibrated confidence in a lesion: how likely it is one, by how sure the network is of it and by its volume.
 *
 * @param certainty the network's highest probability in it, 0 to 1
 * @param volumeMl above 0
 * @returns 0 to 1
 */
export function lesionConfidence(
  { intercept, perLogit, perLogMl }: Calibration['confidence'],
  certainty: number,
  volumeMl: number,
): number {
  // A probability of 1 is one that a double cannot tell from it.
  const logit = Math.min(most, Math.max(-most, Math.log(certainty / (1 - certainty))));
  return 1 / (1 + Math.exp(-(intercept + perLogit * logit + perLogMl * Math.log(volumeMl))));
}

const most = 36;
