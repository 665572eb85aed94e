import { loadingScript } from './loading-script.js';

/**
 * What a study's page runs in the browser: it draws, and unpacks the voxels. Slices are seen from the feet, from the front and
 * from the left; the patient's right is on the left of axial and coronal slices.
 */
export const viewerScript = `'use strict';
const $ = (id) => document.getElementById(id);
const meta = JSON.parse($('meta').textContent);
const [nx, ny, nz] = meta.size;
const lesionColour = [230, 97, 1], chosenColour = [86, 180, 233];
let pet, ct, labels, mipPet, mipLabels;
const state = { at: meta.at, chosen: 0, angle: 0, timer: 0 };

const suvOf = (byte) => (byte / 255) ** 2 * meta.highestSuv;
const huOf = (byte) => 8 * byte - meta.lowestHu;
const hot = (t) => [Math.min(1, 3 * t), Math.min(1, Math.max(0, 3 * t - 1)), Math.max(0, 3 * t - 2)];

// Columns and rows of each view: where a pixel lies in the volume.
const views = {
  axial: { width: nx, height: ny, through: 2, place: (u, v) => [u, v, state.at[2]], cross: () => [state.at[0], state.at[1]], letters: ['R', 'L', 'A', 'P'] },
  coronal: { width: nx, height: nz, through: 1, place: (u, v) => [u, state.at[1], nz - 1 - v], cross: () => [state.at[0], nz - 1 - state.at[2]], letters: ['R', 'L', 'H', 'F'] },
  sagittal: { width: ny, height: nz, through: 0, place: (u, v) => [state.at[0], u, nz - 1 - v], cross: () => [state.at[1], nz - 1 - state.at[2]], letters: ['A', 'P', 'H', 'F'] },
};
const scale = Math.max(1, Math.min(3, Math.round(700 / Math.max(nx, ny, nz))));
const offset = (p) => (p[2] * ny + p[1]) * nx + p[0];

function paint(canvas, width, height, fill, letters) {
  canvas.width = width * scale;
  canvas.height = height * scale;
  const image = new ImageData(width, height);
  fill(image.data);
  const small = new OffscreenCanvas(width, height);
  small.getContext('2d').putImageData(image, 0, 0);
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  annotate(context, canvas, letters);
  return context;
}

function annotate(context, { width, height, id }, [left, right, top, bottom]) {
  const ink = id === 'mip' ? '#1d2733' : '#fff';
  context.fillStyle = ink;
  context.font = 'bold 16px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(left, 5, height / 2);
  context.textAlign = 'right';
  context.fillText(right, width - 5, height / 2);
  context.textAlign = 'center';
  context.fillText(top, width / 2, 12);
  context.fillText(bottom, width / 2, height - 10);
  const bar = (100 / meta.spacing) * scale;
  context.fillRect(10, height - 12, bar, 3);
  context.font = '12px system-ui, sans-serif';
  context.textAlign = 'left';
  context.fillText('10 cm', 10, height - 22);
}

function drawSlice(id) {
  const view = views[id];
  const upper = Number($('upper').value);
  const share = ct ? Number($('fusion').value) / 100 : 1;
  const [wide, level] = ct ? $('window').value.split(',').map(Number) : [1, 0];
  const outlines = $('outlines').checked;
  const colour = Array.from({ length: 256 }, (_, byte) => hot(Math.min(1, suvOf(byte) / upper)));
  const labelAt = (u, v) => (u < 0 || v < 0 || u >= view.width || v >= view.height ? 0 : labels[offset(view.place(u, v))]);
  const context = paint($(id), view.width, view.height, (data) => {
    for (let v = 0, i = 0; v < view.height; v++) {
      for (let u = 0; u < view.width; u++, i += 4) {
        const at = offset(view.place(u, v));
        const grey = ct ? Math.min(1, Math.max(0, (huOf(ct[at]) - level) / wide + 0.5)) : 0;
        const rgb = colour[pet[at]];
        for (let c = 0; c < 3; c++) data[i + c] = 255 * ((1 - share) * grey + share * rgb[c]);
        data[i + 3] = 255;
        const label = labels[at];
        if (!outlines || label === 0) continue;
        const isEdge = labelAt(u - 1, v) !== label || labelAt(u + 1, v) !== label || labelAt(u, v - 1) !== label || labelAt(u, v + 1) !== label;
        if (isEdge) data.set(label === state.chosen ? chosenColour : lesionColour, i);
      }
    }
  }, view.letters);
  const [cu, cv] = view.cross().map((n) => (n + 0.5) * scale);
  context.strokeStyle = 'rgba(120, 220, 255, 0.7)';
  context.beginPath();
  for (const [x0, y0, x1, y1] of [[0, cv, cu - 8, cv], [cu + 8, cv, $(id).width, cv], [cu, 0, cu, cv - 8], [cu, cv + 8, cu, $(id).height]]) {
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
  }
  context.stroke();
  drawSpheres(context, view);
  $(id).dataset.slice = state.at[view.through];
}

function drawSpheres(context, view) {
  context.strokeStyle = '#f0e442';
  for (const { centre, radiusMm, name } of meta.spheres) {
    const index = centre.map((mm, axis) => (mm - meta.origin[axis]) / meta.spacing);
    const away = (index[view.through] - state.at[view.through]) * meta.spacing;
    if (Math.abs(away) >= radiusMm) continue;
    const radius = Math.sqrt(radiusMm ** 2 - away ** 2) / meta.spacing;
    const [u, v] = view.through === 2 ? [index[0], index[1]] : view.through === 1 ? [index[0], nz - 1 - index[2]] : [index[1], nz - 1 - index[2]];
    context.beginPath();
    context.arc((u + 0.5) * scale, (v + 0.5) * scale, radius * scale, 0, 2 * Math.PI);
    context.stroke();
    context.fillStyle = '#f0e442';
    context.font = '12px system-ui, sans-serif';
    context.textAlign = 'left';
    context.fillText(name, (u + 0.5 + radius) * scale + 4, (v + 0.5) * scale);
  }
}

// The second half turn is the first one mirrored.
const mipColumn = (u, width) => (state.angle < meta.angles ? u : width - 1 - u);

function drawMip() {
  const [width, height] = meta.mip;
  const upper = Number($('upper').value);
  const outlines = $('outlines').checked;
  const from = (state.angle % meta.angles) * width * height;
  const turn = (Math.PI * state.angle) / meta.angles;
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const letters = Math.abs(c) >= Math.abs(s) ? (c > 0 ? ['R', 'L'] : ['L', 'R']) : s > 0 ? ['A', 'P'] : ['P', 'A'];
  paint($('mip'), width, height, (data) => {
    for (let v = 0, i = 0; v < height; v++) {
      for (let u = 0; u < width; u++, i += 4) {
        const at = from + v * width + mipColumn(u, width);
        const grey = 255 * (1 - Math.min(1, suvOf(mipPet[at]) / upper));
        const label = outlines ? mipLabels[at] : 0;
        const tint = label === 0 ? null : label === state.chosen ? chosenColour : lesionColour;
        for (let k = 0; k < 3; k++) data[i + k] = tint ? 0.35 * grey + 0.65 * tint[k] : grey;
        data[i + 3] = 255;
      }
    }
  }, [...letters, 'H', 'F']);
  $('mip').dataset.angle = state.angle;
}

function tell() {
  const at = offset(state.at);
  const mm = state.at.map((n, axis) => (meta.origin[axis] + n * meta.spacing).toFixed(0));
  const label = labels[at];
  $('where').textContent = 'L ' + mm[0] + ', P ' + mm[1] + ', H ' + mm[2] + ' mm: SUV ' + suvOf(pet[at]).toFixed(1) + (ct ? ', ' + huOf(ct[at]) + ' HU' : '') + (label ? ', lesion ' + label : '');
}

function drawSlices() {
  for (const id of Object.keys(views)) drawSlice(id);
  tell();
}

function draw() {
  drawSlices();
  drawMip();
}

function moveTo(place) {
  state.at = place.map((n, axis) => Math.min(meta.size[axis] - 1, Math.max(0, Math.round(n))));
  drawSlices();
}

function mark(number) {
  state.chosen = number;
  for (const row of document.querySelectorAll('[data-lesion]')) {
    const isChosen = Number(row.dataset.lesion) === number;
    row.classList.toggle('chosen', isChosen);
    row.querySelector('button').setAttribute('aria-pressed', String(isChosen));
  }
}

function choose(number) {
  const lesion = meta.lesions.find((each) => each.number === number);
  if (!lesion) return;
  mark(number);
  moveTo(lesion.centre.map((mm, axis) => (mm - meta.origin[axis]) / meta.spacing));
  drawMip();
}

function step(by) {
  const numbers = meta.lesions.map(({ number }) => number);
  if (numbers.length === 0) return;
  const now = numbers.indexOf(state.chosen);
  choose(numbers[now < 0 ? (by > 0 ? 0 : numbers.length - 1) : (now + by + numbers.length) % numbers.length]);
}

function turnTo(angle) {
  state.angle = (angle + 2 * meta.angles) % (2 * meta.angles);
  $('angle').value = state.angle;
  drawMip();
}

function play() {
  if (state.timer) clearInterval(state.timer);
  state.timer = state.timer ? 0 : setInterval(() => turnTo(state.angle + 1), 120);
  $('play').setAttribute('aria-pressed', String(state.timer !== 0));
}

// Where in a picture the pointer is, as a pixel of the grid; the picture may be letterboxed.
function pixelAt(canvas, event, width, height) {
  const box = canvas.getBoundingClientRect();
  const shown = Math.min(box.width / canvas.width, box.height / canvas.height);
  const u = (event.clientX - box.left - (box.width - canvas.width * shown) / 2) / (shown * scale);
  const v = (event.clientY - box.top - (box.height - canvas.height * shown) / 2) / (shown * scale);
  return u < 0 || v < 0 || u >= width || v >= height ? null : [Math.floor(u), Math.floor(v)];
}

function listen() {
  for (const [id, view] of Object.entries(views)) {
    const canvas = $(id);
    const go = (event) => {
      const pixel = pixelAt(canvas, event, view.width, view.height);
      if (pixel) moveTo(view.place(...pixel));
    };
    const through = (by) => moveTo(state.at.map((n, axis) => (axis === view.through ? n + by : n)));
    canvas.addEventListener('pointerdown', go);
    canvas.addEventListener('pointermove', (event) => event.buttons === 1 && go(event));
    canvas.addEventListener('wheel', (event) => {
      event.preventDefault();
      through(event.deltaY < 0 ? 1 : -1);
    }, { passive: false });
    canvas.addEventListener('keydown', (event) => {
      const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      through(by);
    });
  }
  $('mip').addEventListener('click', (event) => {
    const [width, height] = meta.mip;
    const pixel = pixelAt($('mip'), event, width, height);
    if (pixel) choose(mipLabels[(state.angle % meta.angles) * width * height + pixel[1] * width + mipColumn(pixel[0], width)]);
  });
  $('mip').addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    turnTo(state.angle + by);
  });
  for (const id of ['upper', 'fusion', 'window', 'outlines']) $(id)?.addEventListener('input', draw);
  $('upper').addEventListener('input', () => ($('upper-value').textContent = $('upper').value));
  $('angle').addEventListener('input', () => turnTo(Number($('angle').value)));
  $('play').addEventListener('click', play);
  for (const row of document.querySelectorAll('[data-lesion]')) row.addEventListener('click', () => choose(Number(row.dataset.lesion)));
  addEventListener('keydown', (event) => {
    if (event.target.matches('input, select')) return;
    if (event.key === 'n') step(1);
    else if (event.key === 'p') step(-1);
    else if (event.key === ' ' && event.target.tagName !== 'BUTTON') {
      event.preventDefault();
      play();
    }
  });
}

${loadingScript}`;
