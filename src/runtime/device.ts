/** Where a network runs. */
export type Device = 'cuda' | 'webgpu' | 'cpu';

/** What a user may ask for. */
export const deviceChoices = ['auto', 'cpu', 'cuda', 'webgpu'] as const;

/** What a user asked for; `auto` takes the first that works. */
export type DeviceChoice = (typeof deviceChoices)[number];

/** The order in which `auto` tries. */
export const autoOrder: readonly Device[] = ['cuda', 'webgpu', 'cpu'];
