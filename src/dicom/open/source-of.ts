import type { Stack } from '../read/stack-slices.js';
import type { SourceSeries } from '../source-series.js';

/** What is written back about a volume must name of the series that it was read from. */
export function sourceOf({ slices }: Stack): SourceSeries {
  const first = slices[0]!;
  const plane = first.plane!;
  return {
    studyInstanceUID: first.studyUid,
    seriesInstanceUID: first.seriesUid,
    frameOfReferenceUID: first.frameOfReferenceUid ?? '',
    modality: first.modality,
    rows: plane.rows,
    columns: plane.columns,
    pixelSpacing: plane.spacing,
    imageOrientationPatient: [...plane.along, ...plane.down],
    slices: slices.map(({ path, sopClassUid, sopInstanceUid, frame, plane: own }) => ({
      path,
      sopClassUID: sopClassUid,
      sopInstanceUID: sopInstanceUid,
      ...(frame === null ? {} : { frame: frame + 1 }),
      imagePositionPatient: own!.position,
    })),
  };
}
