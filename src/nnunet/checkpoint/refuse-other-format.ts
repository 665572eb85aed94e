import { ModelError } from '../../errors.js';

/** Legacy torch.save: a protocol 2 pickle of the integer 0x1950a86a20f9469cfc6c. */
const legacyMagic = Buffer.from('80028a0a6cfc9c46f9206aa85019', 'hex');

/**
 * Returns if a file's first bytes (512 or the whole file) can begin a zip archive.
 *
 * @throws ModelError that says what the file is and what to do about it.
 */
export function refuseOtherFormat(head: Buffer): void {
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return;
  if (head.length === 0) throw new ModelError('the file is empty: copy or download it again');
  const isTar = head.toString('latin1', 257, 262) === 'ustar';
  if (isTar || head.subarray(0, legacyMagic.length).equals(legacyMagic)) {
    throw new ModelError(
      'it was saved before PyTorch 1.6 or in the legacy format: load and save it once with a newer PyTorch',
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
