/**
 * The part of @itk-wasm/image-io that autopet uses. The package's own `types` entry names a file
 * that it does not ship, so TypeScript cannot find its declarations.
 */
declare module '@itk-wasm/image-io' {
  export interface Image {
    imageType: { dimension: number; componentType: string; pixelType: string; components: number };
    name: string;
    size: number[];
    spacing: number[];
    origin: number[];
    direction: Float64Array;
    data: ArrayBufferView | null;
    metadata: Map<string, unknown>;
  }
  export function readImageNode(path: string): Promise<Image>;
}
