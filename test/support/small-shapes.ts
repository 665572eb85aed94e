import fc from 'fast-check';

/** Shapes [z,y,x] of a few voxels, down to one along any axis. */
export const smallShapes = fc.tuple(
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 1, max: 7 }),
  fc.integer({ min: 1, max: 8 }),
);
