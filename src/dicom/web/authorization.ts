import { UsageError } from '../../errors.js';

/** Environment variable with what a DICOMweb server asks for; it is never logged. */
export const tokenVariable = 'AUTOPET_DICOMWEB_TOKEN';

/**
 * The header that lets us in: a token alone is a bearer's; `Basic dXNlcjpwYXNz` is taken as it is.
 *
 * @returns null where the variable is not set
 * @throws UsageError, which does not repeat it, when it cannot be a header
 */
export function authorization(environment: NodeJS.ProcessEnv): string | null {
  const token = environment[tokenVariable]?.trim();
  if (token === undefined || token === '') return null;
  if (!/^[\x21-\x7e]+( [\x21-\x7e]+)?$/.test(token)) {
    throw new UsageError(
      `${tokenVariable} is no token. Expected one word, or a scheme and a word, such as: Basic dXNlcjpwYXNz`,
    );
  }
  return token.includes(' ') ? token : `Bearer ${token}`;
}
