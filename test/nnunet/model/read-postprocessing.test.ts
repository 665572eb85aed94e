import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../../src/errors.js';
import { readPostprocessing } from '../../../src/nnunet/model/read-postprocessing.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const keepLargest = 'remove_all_but_largest_component_from_segmentation';

function folderWith(name: string, content: unknown): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'postprocessing.json'), JSON.stringify(content));
  return folder;
}

describe('readPostprocessing', () => {
  test('has no rules without the file', async () => {
    expect(await readPostprocessing(root)).toEqual([]);
  });

  test('reads labels, lists of labels and lists of regions as nnU-Net writes them', async () => {
    const folder = folderWith('all', {
      input_folder: { foreground_mean: { Dice: 0.5 } },
      postprocessing_fns: [keepLargest, keepLargest, keepLargest],
      postprocessing_kwargs: [
        { labels_or_regions: [1, 2, 3] },
        { labels_or_regions: 2 },
        { labels_or_regions: [[1, 2], 3] },
      ],
    });
    expect(await readPostprocessing(folder)).toEqual([
      { labels: [1, 2, 3] },
      { labels: [2] },
      { labels: [1, 2, 3] },
    ]);
  });

  test('refuses what it does not know, by name', async () => {
    const other = folderWith('other', {
      postprocessing_fns: [keepLargest, 'fill_holes'],
      postprocessing_kwargs: [{ labels_or_regions: 1 }, { labels_or_regions: 1 }],
    });
    await expect(readPostprocessing(other)).rejects.toThrow(ModelError);
    await expect(readPostprocessing(other)).rejects.toThrow('the function "fill_holes"');
    const argument = folderWith('argument', {
      postprocessing_fns: [keepLargest],
      postprocessing_kwargs: [{ labels_or_regions: 1, background_label: 4 }],
    });
    await expect(readPostprocessing(argument)).rejects.toThrow('background_label');
    const short = folderWith('short', {
      postprocessing_fns: [keepLargest],
      postprocessing_kwargs: [],
    });
    await expect(readPostprocessing(short)).rejects.toThrow('1 functions, but arguments for 0');
  });
});
