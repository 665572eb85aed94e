/** An RGB picture: rows from the top, pixels from the left, three bytes each. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
