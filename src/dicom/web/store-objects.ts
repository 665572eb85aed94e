import { ResourceError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { DicomObject } from '../write/make-objects.js';
import { authorization, tokenVariable } from './authorization.js';
import { postObject } from './post-object.js';
import { isUnencrypted, serverUrl, shownUrl } from './server-url.js';

export interface StoreOptions {
  readonly log: Log;
  readonly signal: AbortSignal | null;
  /** Where the token is. */
  readonly environment: NodeJS.ProcessEnv;
  /** Before the second, third, … try of an object. */
  readonly pauses?: readonly number[];
}

/** Seconds. */
const usualPauses = [1, 4, 10];

/**
 * Stores objects on a DICOMweb server (STOW-RS), one request each, so that one that is refused keeps no other
 * from being stored. What may pass is tried again.
 *
 * @param address root of the server, such as https://pacs/dicom-web
 * @throws UsageError for an address or a token that can be none
 * @throws ResourceError that says of each object that was not stored why not
 */
export async function storeObjects(
  address: string,
  objects: readonly DicomObject[],
  { log, signal, environment, pauses = usualPauses }: StoreOptions,
): Promise<void> {
  const root = serverUrl(address);
  const header = authorization(environment);
  if (header !== null && isUnencrypted(root)) {
    log.warn({}, `${tokenVariable} is sent without encryption. Give an https address.`);
  }
  const target = new URL('studies', root);
  const failures: string[] = [];
  for (const object of objects) {
    const reason = await postObject(target, object, { header, signal, pauses });
    if (reason === null) log.info({ object: object.name }, `stored on ${shownUrl(root)}`);
    else failures.push(`${object.name}: ${reason}`);
  }
  if (failures.length === 0) return;
  throw new ResourceError(
    `${failures.length} of ${objects.length} objects were not stored on ${shownUrl(root)}. ${failures.join('; ')}. Those stored already stay; the same command stores the same objects again.`,
  );
}
