import type { PreparedChannel } from './channel-job.js';
import type { FramedRegion } from './frame.js';

/** PET and CT of one study as networks have taken them: the last of each channel of each configuration. */
export type KeptChannels = Map<
  string,
  { readonly grid: string; readonly channel: PreparedChannel }
>;

/**
 * Takes a channel that was prepared before on the same grid, or prepares it and keeps it. Clicks may widen the crop, and then it
 * is prepared anew.
 *
 * @param kept of this study; null where nothing is kept
 * @param name of configuration and channel
 */
export async function keptOrPrepared(
  kept: KeptChannels | null,
  name: string,
  { frame, newShape }: FramedRegion,
  prepare: () => PreparedChannel | Promise<PreparedChannel>,
): Promise<PreparedChannel> {
  const grid = JSON.stringify([frame, newShape]);
  const found = kept?.get(name);
  if (found?.grid === grid) return found.channel;
  // Let go before there is another.
  kept?.delete(name);
  const channel = await prepare();
  kept?.set(name, { grid, channel });
  return channel;
}
