/** What a watched process tells the one that watches over it, along the channel between them. */
export type WatchMessage =
  /** Something half-written is about to be made, or is gone. */
  | { readonly tells: 'partial'; readonly path: string; readonly isThere: boolean }
  /** It will kill itself, and this is the exit code that it means. */
  | { readonly tells: 'end'; readonly exitCode: number };
