/** What becomes of a lesion between two studies. */
export type TrueFate = 'stable' | 'grown' | 'shrunk' | 'gone' | 'new' | 'split' | 'merged';
