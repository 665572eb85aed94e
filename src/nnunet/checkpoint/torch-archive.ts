/** The parts of a file that `torch.save` wrote. */
export interface TorchArchive {
  /** The pickled object, in which tensors refer to storages by key. */
  readonly pickle: Buffer;
  /** Bytes of a storage, or undefined if the archive has none of that key. */
  storageSize(key: string): number | undefined;
  /** Where in the file a storage that the archive has begins. */
  locateStorage(key: string): Promise<number>;
  /** Reads `length` bytes of a storage from its byte `from` on; both must lie within its size. */
  readStorage(key: string, from: number, length: number): Promise<Buffer<ArrayBuffer>>;
  /** Whether there are checksums: torch can be told to write none (`set_crc32_options(False)`). */
  readonly hasSums: boolean;
  /** Whether the bytes of a storage that the archive has are those that were written. */
  isSound(key: string): Promise<boolean>;
}
