/** A piece of a page that is safe as it stands. Only {@link html} and {@link raw} make it. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may be put into a page: text is escaped, markup is not, null and false leave nothing. */
export type Content = string | number | Markup | null | false | readonly Content[];

/**
 * Tag of a template that is HTML. Everything put in is escaped, in text and in double-quoted
 * attributes alike, unless it was made by this tag itself.
 */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const text = literals.reduce((page, literal, i) => page + textOf(contents[i - 1]!) + literal);
  return new Markup(text);
}

function textOf(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(textOf).join('');
  return String(content).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text that is safe as it stands: a script, a style sheet, data in base64. */
export function raw(text: string): Markup {
  return new Markup(text);
}
