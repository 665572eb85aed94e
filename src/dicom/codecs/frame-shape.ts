/** What a decoder must know of a frame. */
export interface FrameShape {
  readonly transferSyntax: string;
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: number;
}
