import { ModelError } from '../../errors.js';

/**
 * Returns if a file's first bytes (512 or the whole file) can begin a zip archive.
 *
 * @throws ModelError that says what the file is and what to do about it.
 */
export function refuseOtherFormat(head: Buffer): void {
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return;
  if (head.length === 0) throw new ModelError('the file is empty: copy or download it again');
  if (head.toString('latin1', 257, 262) === 'ustar') {
    throw new ModelError(
      'it was saved long before PyTorch 1.6, as a tar archive: load and save it once with a newer PyTorch',
    );
  }
  const text = head.toString('latin1').trimStart().toLowerCase();
  if (text.startsWith('version https://git-lfs')) {
    throw new ModelError('it is a Git LFS pointer, not the file itself: run git lfs pull');
  }
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) {
    throw new ModelError('it is a web page, not a checkpoint: download the file itself');
  }
  if (head.toString('latin1', 8, 10) === '{"') {
    throw new ModelError(
      'it is a safetensors file, which lacks the settings of an nnU-Net checkpoint: use the checkpoint_final.pth that nnU-Net wrote',
    );
  }
  throw new ModelError(
    'it is no PyTorch checkpoint (a zip archive made by torch.save was expected)',
  );
}
