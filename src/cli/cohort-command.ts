import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { collectCohort } from '../cohort/collect/collect-cohort.js';
import { lookAtCohort } from '../cohort/collect/look-at-cohort.js';
import { tellState } from '../cohort/collect/tell-state.js';
import { findCohort } from '../cohort/find-cohort.js';
import { planCohort } from '../cohort/plan/plan-cohort.js';
import type { PlanOptions } from '../cohort/plan/plan-options.js';
import { readPlan } from '../cohort/plan/read-plan.js';
import { runShard } from '../cohort/run/run-shard.js';
import { parseShard } from '../cohort/run/shard.js';
import { type Engine, engines, jobScript } from '../cohort/script/job-script.js';
import { OptionError, UsageError } from '../errors.js';
import { openConsole } from '../process/console.js';
import { addNetworkOptions, type NetworkArguments } from './network-options.js';
import { toNumber } from './options.js';
import { type RefineArguments, refineOption } from './refine-option.js';
import { addSourceOptions, checkSources, type SourceArguments } from './source-options.js';
import { petUnitOption } from './uptake-options.js';

/** `autopet cohort`: a thousand studies, planned once and run in shards, here or on a cluster. */
export function cohortCommand(): Command {
  const command = new Command('cohort').description(
    'many studies in shards, for a cluster: plan, then run each shard, then collect',
  );
  for (const part of [plan(), run(), status(), collect(), script()]) command.addCommand(part);
  return command;
}

interface PlanArguments extends SourceArguments, NetworkArguments, RefineArguments {
  readonly output: string;
  readonly shards?: number;
  readonly dicomOutput?: boolean;
  readonly replace?: boolean;
  readonly pages?: boolean;
  readonly petUnit?: PlanOptions['petUnit'];
}

function plan(): Command {
  const command = addSourceOptions(new Command('plan'))
    .description('freeze studies, weights and options, and spread the studies over shards')
    .requiredOption(
      '--output <folder>',
      'where the plan and all results go; every node must see it',
    )
    .option('--shards <number>', 'how many shards (default: one for every 12 studies)', toNumber)
    .option('--dicom-output', 'with --dicom: also make SEG, SR, RTSTRUCT and a picture of each')
    .option('--replace', 'take the place of another plan; its results are used where they hold')
    .option('--pages', 'also make a page of each study, some MB')
    .addOption(petUnitOption())
    .addOption(refineOption());
  return addNetworkOptions(command).action(async (given: PlanArguments) => {
    const { studies, pet, ct, dicom, timeLimit, device, precision, ...options } = given;
    checkSources(given, given.dicomOutput);
    if (timeLimit !== undefined) {
      throw new OptionError(
        '--time-limit',
        'a cohort has none: how much is done in a given time depends on the node, and so would the masks.',
      );
    }
    if (dicom?.toLowerCase().endsWith('.zip')) {
      throw new UsageError('--dicom: a cohort takes no .zip. Unpack it where all nodes see it.');
    }
    const { log, finish } = openConsole();
    const sources = { studies, pet, ct, dicom, keepUids: options.keepUids };
    const found = await findCohort(sources, log);
    try {
      const planned = await planCohort(found.studies, {
        ...options,
        device: device === 'auto' ? null : device,
        precision: precision === 'auto' ? null : precision,
        log,
      }).finally(finish);
      const { threads, device: chosen } = planned.options;
      log.info(
        { studies: planned.studies, shards: planned.shards },
        `${planned.studies} studies in ${planned.shards} shards, each on ${chosen} with ${threads} threads; ${planned.broken.length} will fail. autopet cohort script prints a job file.`,
      );
    } finally {
      await found.close();
    }
  });
}

interface RunArguments {
  readonly output: string;
  readonly shard: string;
  readonly retryFailed: boolean;
}

function run(): Command {
  return new Command('run')
    .description('segment the studies of one shard')
    .requiredOption('--output <folder>', 'the folder of the plan')
    .requiredOption('--shard <K/N>', 'which shard, from 1, and of how many')
    .option('--retry-failed', 'also take studies that failed before', false)
    .action(async ({ output, shard, retryFailed }: RunArguments) => {
      const { log, onProgress, finish } = openConsole();
      const options = { output, shard: parseShard(shard), retryFailed, log, onProgress };
      await runShard(options).finally(finish);
    });
}

function status(): Command {
  return new Command('status')
    .description('say what is done, what failed and what is missing')
    .requiredOption('--output <folder>', 'the folder of the plan')
    .action(async ({ output }: { readonly output: string }) => {
      console.log(tellState(await lookAtCohort(output)));
    });
}

function collect(): Command {
  return new Command('collect')
    .description(
      'write lesions.csv, lesions-each.csv, failed.csv, runs.csv and index.html of all shards',
    )
    .requiredOption('--output <folder>', 'the folder of the plan')
    .action(async ({ output }: { readonly output: string }) => {
      console.log(tellState(await collectCohort(output)));
    });
}

interface ScriptArguments {
  readonly output: string;
  readonly engine: Engine;
  readonly command: string;
}

function script(): Command {
  return new Command('script')
    .description('print a job file that runs all shards, to be read, edited and submitted')
    .requiredOption('--output <folder>', 'the folder of the plan')
    .addOption(
      new Option('--engine <engine>', 'what runs the shards')
        .choices(engines)
        .makeOptionMandatory(),
    )
    .option('--command <command>', 'how autopet is called on a node', 'npx autopet')
    .action(async ({ output, engine, command }: ScriptArguments) => {
      const parts = { plan: await readPlan(output), output: resolve(output), command };
      process.stdout.write(await jobScript(engine, parts));
    });
}
