/** What the files of DICOM objects that are written are called. */
export const objectNames: readonly string[] = ['seg.dcm', 'sr.dcm', 'rtstruct.dcm', 'picture.dcm'];
