import fc from 'fast-check';
import { html } from '../../src/page/html.js';

test('escapes text, in content and in attributes', () => {
  const name = `<img src=x onerror='a'> & "b"`;
  expect(html`<p title="${name}">${name}</p>`.text).toBe(
    '<p title="&#60;img src=x onerror=&#39;a&#39;&#62; &#38; &#34;b&#34;">&#60;img src=x onerror=&#39;a&#39;&#62; &#38; &#34;b&#34;</p>',
  );
});

test('keeps its own markup, joins lists, leaves null and false out', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}${null}${false}${0}</ul>`.text).toBe(
    '<ul><li>a</li><li>&#60;</li>0</ul>',
  );
});

test('no text gets out of its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const inside = html`${text}`.text;
      expect(inside).not.toMatch(/[<>"']/);
      const back = inside.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
      expect(back).toBe(text);
    }),
  );
});
