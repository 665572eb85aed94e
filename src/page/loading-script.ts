/**
 * The end of what a study's page runs: it shows the first picture, which comes in front of the voxels and is small, and then
 * unpacks the voxels themselves. The body's `data-state` is `loading`, then `shown`, then `ready`.
 */
export const loadingScript = `function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return bytes;
}

async function unpack(id, Kind) {
  if (!$(id)) return null;
  const stream = new Response(bytesOf($(id).textContent)).body.pipeThrough(new DecompressionStream('gzip'));
  return new Kind(await new Response(stream).arrayBuffer());
}

const take = (prefix, names) => Promise.all(names.map(([name, Kind]) => unpack(prefix + name, Kind)));
const slices = [['pet', Uint8Array], ['ct', Uint8Array], ['labels', Uint16Array]];
const projections = [['mip-pet', Uint8Array], ['mip-labels', Uint16Array]];

// The three planes of the first picture, in a volume that is empty else.
function spread(planes) {
  if (!planes) return null;
  const whole = new planes.constructor(nx * ny * nz);
  const [ax, ay, az] = state.at;
  let i = 0;
  for (let y = 0; y < ny; y++) for (let x = 0; x < nx; x++) whole[offset([x, y, az])] = planes[i++];
  for (let z = 0; z < nz; z++) for (let x = 0; x < nx; x++) whole[offset([x, ay, z])] = planes[i++];
  for (let z = 0; z < nz; z++) for (let y = 0; y < ny; y++) whole[offset([ax, y, z])] = planes[i++];
  return whole;
}

async function start() {
  const arrived = new Promise((then) => addEventListener('DOMContentLoaded', then));
  [pet, ct, labels] = (await take('first-', slices)).map(spread);
  [mipPet, mipLabels] = await take('first-', projections);
  if (meta.lesions.length > 0) mark(meta.lesions[0].number);
  draw();
  document.body.dataset.state = 'shown';
  await arrived;
  [pet, ct, labels] = await take('', slices);
  [mipPet, mipLabels] = await take('', projections);
  listen();
  document.body.dataset.state = 'ready';
}

start().catch((error) => {
  document.body.dataset.state = 'failed';
  $('where').textContent = 'The images could not be shown: ' + error.message;
});
`;
