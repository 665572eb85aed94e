import { Command } from 'commander';
import { runExample } from '../phantom/run-example.js';
import { openConsole } from '../process/console.js';

interface ExampleArguments {
  readonly output: string;
  readonly dicom: boolean;
}

/** `autopet example`: makes a study with known lesions, segments it, scores it, draws it. */
export function exampleCommand(): Command {
  return new Command('example')
    .description('make a synthetic PET/CT study, segment it with the bundled weights and score it')
    .option('--output <folder>', 'where the images go', 'example')
    .option('--dicom', 'by way of DICOM: two series in, SEG, SR and RTSTRUCT out', false)
    .action(async ({ output, dicom }: ExampleArguments) => {
      const { log, onProgress, finish } = openConsole();
      await runExample(output, { dicom, log, onProgress }).finally(finish);
    });
}
