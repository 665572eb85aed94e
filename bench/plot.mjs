const [width, height, left, bottom, top] = [560, 300, 60, 40, 30];

/** A line plot of points [x, y] as SVG, both axes from zero; `floor` is a second line, in grey. */
export function plot(title, xLabel, yLabel, points, floor = []) {
  const xMax = niceAbove(Math.max(...points.map(([x]) => x)));
  const yMax = niceAbove(Math.max(...points.map(([, y]) => y)));
  const px = (x) => left + (x / xMax) * (width - left - 20);
  const py = (y) => height - bottom - (y / yMax) * (height - bottom - top);
  const text = (x, y, anchor, content) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
  const line = (along, colour) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${along.map(([x, y]) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`).join(' ')}"/>`;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}: ${yLabel} against ${xLabel}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...ticks.map(
      (t) => `<path d="M${left} ${py(t * yMax).toFixed(1)}H${width - 20}" stroke="#ddd"/>`,
    ),
    ...ticks.map((t) => text(left - 6, py(t * yMax) + 4, 'end', String(t * yMax))),
    ...ticks.map((t) => text(px(t * xMax), height - bottom + 16, 'middle', String(t * xMax))),
    text(width / 2, 18, 'middle', `${title}: ${yLabel}`),
    text(width / 2, height - 6, 'middle', xLabel),
    line(floor, '#999'),
    line(points, '#1f6fb4'),
    ...points.map(
      ([x, y]) =>
        `<circle cx="${px(x).toFixed(1)}" cy="${py(y).toFixed(1)}" r="3" fill="#1f6fb4"/>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

/** The smallest of 1, 2, 4, 6, 8, 10 times a power of ten that is no less. */
function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= value);
}
