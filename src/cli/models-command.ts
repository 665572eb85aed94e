import { Command } from 'commander';
import { type KnownModel, knownModels, lookedUp } from '../nnunet/known/known-models.js';
import { openConsole } from '../process/console.js';
import { type ModelTrial, tryModel } from '../segment/try-model.js';
import { addNetworkOptions, type NetworkArguments } from './network-options.js';

/** `autopet models`: which public models there are, and what a folder is. It downloads nothing. */
export function modelsCommand(): Command {
  return new Command('models')
    .description('list known public models, or look at one (models check); nothing is downloaded')
    .option('--json', 'as JSON')
    .action(({ json }: { readonly json?: boolean }) => {
      console.log(json ? JSON.stringify(knownModels.map(plain), null, 2) : modelTable());
    })
    .addCommand(checkCommand());
}

function checkCommand(): Command {
  const command = new Command('check')
    .description(
      'say what a model folder is, whether it runs, how long and how much memory it takes',
    )
    .argument('<model-folder>', 'nnU-Net model folder, or a folder or .zip with one in it');
  return addNetworkOptions(command).action(
    async (
      folder: string,
      { device, precision, folds, configuration, threads }: NetworkArguments,
    ) => {
      const { log } = openConsole();
      const trial = await tryModel({
        ...{ device, precision, folds, configuration, threads, log },
        model: folder,
      });
      const { known, ...rest } = trial;
      for (const line of trialLines(trial)) log.info({}, line);
      log.info({ ...rest, known: known?.id ?? null }, `${trial.folder} runs`);
    },
  );
}

/** The known models, a line each. */
export function modelTable(): string {
  const columns = [
    'id',
    'name',
    'licence',
    'tracers',
    'channels',
    'size',
    'checksum',
    'needs',
    'source',
  ] as const;
  const rows = [
    columns,
    ...knownModels.map((model) => columns.map((column) => model[column] ?? 'in the package')),
  ];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n\nAs of ${lookedUp}; docs/models.md tells more of each, and how to cite it. Licences are the authors' to change: look there.`;
}

/** What a trial says, in words. */
export function trialLines(trial: ModelTrial): string[] {
  const { known, secondsPerTile, tiles, passes, seconds, memoryMb, memoryLimitMb } = trial;
  const organs = trial.organs.length > 0 ? `; other labels: ${trial.organs.join(', ')}` : '';
  return [
    known === null
      ? 'it is none of the known models'
      : `it seems to be ${known.name}; run it with ${known.needs}, and cite ${known.cite}`,
    `nnU-Net v${trial.nnunetVersion}, ${trial.configuration}, fold(s) ${trial.folds.join(', ')}; takes ${trial.channels.join(', ')}`,
    `lesions: ${trial.lesions.join(', ')}${organs}`,
    `${secondsPerTile.toPrecision(2)} s a tile on ${trial.device}; a whole body has ${tiles} tiles: about ${inMinutes(seconds.onePass)} for one pass, ${inMinutes(seconds.full)} as nnU-Net does (${passes} passes; --tta full); --tta auto skips air and keeps --time-limit`,
    `about ${(memoryMb / 1000).toFixed(1)} GB of memory at its peak, of ${(memoryLimitMb / 1000).toFixed(1)} GB that there are${memoryMb > memoryLimitMb ? ': a whole body does not fit' : ''}`,
  ];
}

function inMinutes(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

function plain({ marks: _, ...facts }: KnownModel) {
  return facts;
}
