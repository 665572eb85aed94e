import { z } from 'zod';
import { staysBelow } from '../files/stays-below.js';

const socket = z.object({
  slug: z.string(),
  relative_path: z.string().refine(staysBelow, 'expected a path below its folder'),
  super_kind: z.string().nullish(),
});

/**
 * A value in one of the platform's lists: its socket, which older lists call `interface` and newer ones `socket`,
 * and the name that its image was given. Only what is needed is asked for, so that a platform that adds fields
 * breaks nothing.
 */
export const socketValue = z
  .object({
    interface: socket.nullish(),
    socket: socket.nullish(),
    image: z.object({ name: z.string().nullish() }).nullish().catch(null),
  })
  .transform((value, context) => {
    const found = value.socket ?? value.interface;
    if (found) return { socket: found, name: value.image?.name ?? null };
    context.addIssue({ code: 'custom', message: 'expected a socket, or an interface' });
    return z.NEVER;
  });

/** As it is read. */
export type SocketValue = z.infer<typeof socketValue>;
