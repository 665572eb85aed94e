import { Command, Option } from 'commander';
import { bundledModel } from '../model/bundled-model.js';
import type { FoldChoice } from '../model/find-folds.js';
import { type Tta, ttaChoices } from '../predict/plan-passes.js';
import { writeReport } from '../report/write-report.js';
import { type DeviceChoice, deviceChoices } from '../runtime/device.js';
import { segment } from '../segment.js';
import { openConsole } from './console.js';
import { parseCount, parseFolds, parseSeconds, parseStepSize } from './options.js';

interface SegmentArguments {
  readonly pet: string;
  readonly ct: string;
  readonly output: string;
  readonly model: string;
  readonly device: DeviceChoice;
  readonly tta: Tta;
  readonly folds: FoldChoice;
  readonly stepSize: number;
  readonly timeLimit?: number;
  readonly threads?: number;
  readonly probabilities?: string;
  readonly report?: string;
}

/** `autopet segment`: one study in, one mask out. */
export function segmentCommand(): Command {
  return new Command('segment')
    .description('find the lesions in a PET/CT study and write them as a mask')
    .requiredOption('--pet <file>', 'PET in SUV: .mha, .mhd, .nii, .nii.gz or .nrrd')
    .requiredOption('--ct <file>', 'CT in HU, on any grid that overlaps the PET')
    .requiredOption('--output <file.mha>', 'where the mask goes, on the grid of the PET')
    .addOption(
      new Option('--model <folder>', 'nnU-Net v2 model folder').default(
        bundledModel,
        'the bundled weights',
      ),
    )
    .addOption(
      new Option('--device <device>', 'where the network runs; auto takes the first that works')
        .choices(deviceChoices)
        .default('auto'),
    )
    .addOption(
      new Option(
        '--tta <amount>',
        'mirrored passes: full and none as in nnU-Net; auto skips tiles without body and keeps the time limit',
      )
        .choices(ttaChoices)
        .default('auto'),
    )
    .option('--folds <list>', 'fold numbers such as 0,1, or all for fold_all', parseFolds, 'auto')
    .option('--step-size <share>', 'step between tiles as a share of the patch', parseStepSize, 0.5)
    .option('--time-limit <seconds>', 'seconds the study may take (with --tta auto)', parseSeconds)
    .option('--threads <number>', 'processor threads (default: all that may be used)', parseCount)
    .option('--probabilities <file.mha>', 'also write the probability of the last label or region')
    .option('--report <file.json>', 'also write what was done, timings and lesion volumes')
    .action(run);
}

async function run(args: SegmentArguments): Promise<void> {
  const { log, onProgress, finish } = openConsole();
  const report = await segment({
    ...args,
    timeLimit: args.timeLimit ?? null,
    threads: args.threads ?? null,
    probabilities: args.probabilities ?? null,
    log,
    onProgress,
  }).finally(finish);
  if (args.report !== undefined) await writeReport(args.report, report);
  const { count, tmtv_ml } = report.lesions;
  log.info(
    { output: args.output, ...report.lesions },
    `${count} lesion(s), ${tmtv_ml.toFixed(1)} ml in all, written to ${args.output} after ${report.seconds.total} s on ${report.device}`,
  );
}
