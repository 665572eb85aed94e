import { canDecompress, whyNotRead } from '../codecs/decompress.js';
import type { FoundSeries } from '../read/group-series.js';
import { isPicture } from '../read/group-series.js';
import { extentMm } from './extent.js';

/** What a series is, by its headers. */
export interface JudgedSeries {
  readonly found: FoundSeries;
  readonly kind: 'PET' | 'CT' | 'other';
  /** Why it can be no PET or CT volume at all, in a few words; null where it can. */
  readonly unusable: string | null;
  /** Why it is not what is looked for: it is taken if nothing better is there, or if it is asked for. */
  readonly doubts: readonly string[];
  /** What is odd, and keeps nobody from taking it. */
  readonly remarks: readonly string[];
}

// A whole body is 0.9 m or more; the chest alone is 0.3 m.
const shortMm = 300;
const fewSlices = 10;
const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

/** @param takesFrame whether one frame of a dynamic or gated PET has been asked for */
export function judgeSeries(found: FoundSeries, takesFrame: boolean): JudgedSeries {
  const first = found.slices[0]!;
  const { modality, sopClassUid, plane, pixels } = first;
  const kind = modality === 'PT' ? 'PET' : modality === 'CT' ? 'CT' : 'other';
  const unusable = (why: string): JudgedSeries => ({
    found,
    kind,
    unusable: why,
    doubts: [],
    remarks: [],
  });
  if (sopClassUid.startsWith(secondaryCapture)) {
    return unusable('a picture (secondary capture), such as a dose sheet or a screenshot');
  }
  if (kind === 'other') return unusable(`neither PET nor CT, but ${modality || 'nothing named'}`);
  if (isPicture(first)) return unusable('a scout, or a projection');
  if (pixels !== null && pixels.samples !== 1) return unusable('a colour picture');
  if (plane === null || pixels === null) return unusable('no slices with a place in the patient');
  if (!canDecompress(pixels.transferSyntax)) {
    return unusable(whyNotRead(pixels.transferSyntax));
  }
  if (found.slices.length < 2) return unusable('one slice');
  if (kind === 'CT') {
    const { length } = found.slices;
    const doubts = length < fewSlices ? ['too few slices'] : [];
    return { found, kind, unusable: null, doubts, remarks: [] };
  }
  const [type, content] = first.pet!.seriesType;
  if (content === 'REPROJECTION') return unusable('a projection');
  if ((type === 'DYNAMIC' || type === 'GATED') && !takesFrame) {
    return unusable(`${type.toLowerCase()}: several images in one (--frame takes one of them)`);
  }
  const remarks = type === 'STATIC' ? ['SeriesType is STATIC, not WHOLE BODY'] : [];
  return { found, kind, unusable: null, doubts: petDoubts(found), remarks };
}

function petDoubts(found: FoundSeries): string[] {
  const { correctedImage } = found.slices[0]!.pet!;
  const doubts: string[] = [];
  if (!correctedImage.includes('ATTN')) doubts.push('not corrected for attenuation');
  if (!correctedImage.includes('DECY')) doubts.push('not corrected for decay');
  const extent = extentMm(found);
  if (extent < shortMm) doubts.push(`too few slices: ${Math.round(extent)} mm of the patient`);
  return doubts;
}
