import { join } from 'node:path';
import { z } from 'zod';
import type { SuvThreshold } from '../../lesions/suv-threshold.js';
import { readModelFileIfThere } from '../../nnunet/model/read-model-file.js';
import { type PrecisionChoice, precisionChoices } from '../../runtime/precision.js';
import { socketSlug } from '../socket-slug.js';
import { suvThreshold } from './algorithm-settings.js';

const schema = z.object({
  container: z
    .object({
      time_limit: z.number().positive().nullish(),
      precision: z.enum(precisionChoices).nullish(),
      suv_threshold: suvThreshold.nullish(),
      output_socket: socketSlug.nullish(),
      data_centric: z.boolean().nullish(),
    })
    .nullish(),
});

/** What a model folder says about the container that runs it; null where it says nothing. */
export interface ModelSettings {
  readonly timeLimit: number | null;
  readonly precision: PrecisionChoice | null;
  readonly suvThreshold: SuvThreshold | null;
  readonly outputSocket: string | null;
  readonly dataCentric: boolean | null;
}

/**
 * Reads `container` in a model folder's model.json: the only place for settings where the image is
 * not one's own, since the platform passes no environment variables on.
 *
 * @throws ModelError when it is malformed
 */
export async function readModelSettings(folder: string): Promise<ModelSettings> {
  const path = join(folder, 'model.json');
  const container = (await readModelFileIfThere(path, schema))?.container;
  return {
    timeLimit: container?.time_limit ?? null,
    precision: container?.precision ?? null,
    suvThreshold: container?.suv_threshold ?? null,
    outputSocket: container?.output_socket ?? null,
    dataCentric: container?.data_centric ?? null,
  };
}
