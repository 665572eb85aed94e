/** What is used of dcmjs, which has no types. */
declare module 'dcmjs' {
  /** By tag: the DICOM JSON model. */
  type Elements = Record<string, unknown>;

  const dcmjs: {
    readonly data: {
      readonly DicomMetaDictionary: {
        denaturalizeDataset(dataset: Readonly<Record<string, unknown>>): Elements;
      };
      readonly DicomDict: new (
        meta: Elements,
      ) => {
        dict: Elements;
        write(): ArrayBuffer;
      };
    };
    readonly log: { setLevel(level: 'silent'): void };
  };
  export default dcmjs;
}
