import { UsageError } from '../../errors.js';

/**
 * The root of a DICOMweb server, such as https://pacs/dicom-web.
 *
 * @throws UsageError, which repeats no password in it
 */
export function serverUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      'The address of the DICOMweb server is no URL. Expected its root, such as https://pacs.example/dicom-web',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      'The address of the DICOMweb server has a password in it. Give it as AUTOPET_DICOMWEB_TOKEN="Basic …" instead, where nobody reads it.',
    );
  }
  return new URL(`${url.pathname.replace(/[/]+$/, '')}/`, url);
}

/** An address as it may be told: without what may follow its path. */
export function shownUrl({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** Whether what is sent there can be read on the way. */
export function isUnencrypted({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|127[.][\d.]+|\[::1\])$/.test(hostname);
}
