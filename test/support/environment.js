import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest runs tests in a separate realm with typed-array constructors of its own, which native
 * addons and WebAssembly glue refuse (`instanceof Float32Array` is false there). This shares the
 * outer realm's constructors, as in a plain Node process.
 */
export default class SharedRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of [
      'ArrayBuffer',
      'SharedArrayBuffer',
      'Uint8Array',
      'Int8Array',
      'Uint16Array',
      'Int16Array',
      'Uint32Array',
      'Int32Array',
      'BigInt64Array',
      'BigUint64Array',
      'Float32Array',
      'Float64Array',
      'Error',
    ]) {
      this.global[name] = globalThis[name];
    }
  }
}
