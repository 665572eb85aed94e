import { authorization } from './authorization.js';
import { serverUrl } from './server-url.js';

/**
 * Checks, before any work is done, what is said of a DICOMweb server.
 *
 * @throws UsageError when its address or the token in the environment can be none
 */
export function checkServer(address: string, environment: NodeJS.ProcessEnv): void {
  serverUrl(address);
  authorization(environment);
}
