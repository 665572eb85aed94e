import { z } from 'zod';

/** The slug of a socket. It becomes a folder name: nothing that could lead out of the output folder. */
export const socketSlug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a socket slug');
