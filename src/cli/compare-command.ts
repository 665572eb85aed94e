import { Command, Option } from 'commander';
import { compare } from '../compare/compare.js';
import type { CompareOptions } from '../compare/compare-options.js';
import { fates } from '../compare/tell-fates.js';
import { openConsole } from '../process/console.js';
import { sexes } from '../suv/patient.js';
import { toLabel, toNumber } from './options.js';

/** `autopet compare`: two studies of a patient, and what became of each lesion. */
export function compareCommand(): Command {
  return new Command('compare')
    .description('compare two studies of a patient: which lesions are new, gone, grown, shrunk')
    .argument('<baseline>', 'a folder with PET, CT and mask, or the report (.json) of a study')
    .argument('<followup>', 'the same of the later study')
    .option('--pet <name>', 'what the PET is called in the folders (default: pet or SUV)')
    .option('--ct <name>', 'what the CT is called (default: ct, CT or CTres)')
    .option('--mask <name>', 'what the mask is called (default: mask or SEG)')
    .option('--label <number>', 'which label is lesion, or any (default: any)', toLabel)
    .option('--report <file.json>', 'write the comparison')
    .option('--lesions <file.csv>', 'write a table, a line a lesion')
    .option(
      '--carried <file>',
      "write the baseline's lesions where they lie in the follow-up's PET",
    )
    .option('--page <file.html>', 'write a page to look at in a browser')
    .option('--weight <kg>', 'of the patient at baseline: for SUL', toNumber)
    .option('--followup-weight <kg>', 'at follow-up (default: as at baseline)', toNumber)
    .option('--height <cm>', 'of the patient: for SUL', toNumber)
    .addOption(new Option('--sex <sex>', 'of the patient: for SUL').choices(sexes))
    .option('--accept-input', 'compare even images that look wrong (see autopet check)')
    .action(run);
}

async function run(
  baseline: string,
  followup: string,
  options: Omit<CompareOptions, 'baseline' | 'followup' | 'log'>,
): Promise<void> {
  const { log } = openConsole();
  const { counts, percist, tmtv } = await compare({ ...options, baseline, followup, log });
  const told = fates.filter((fate) => counts[fate] > 0).map((fate) => `${counts[fate]} ${fate}`);
  const volume = `TMTV ${tmtv.before!.toFixed(1)} to ${tmtv.after!.toFixed(1)} ml`;
  log.info({ counts, percist }, [told.join(', ') || 'no lesion in either', volume].join('; '));
}
