import { html, type Markup, raw } from './html.js';

/**
 * The beginning of a page, up to its body.
 *
 * @param policy what the page may load and run (CSP)
 * @param style the style sheet
 */
export function pageHead(title: string, policy: string, style: string): Markup {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>`;
}
