import { fileURLToPath } from 'node:url';

/** The model folder that ships with autopet. */
export const bundledModel = fileURLToPath(new URL('../../../weights', import.meta.url));
