import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What .gitignore leaves out, and git's own. */
const notKept =
  /^(\.git|node_modules|dist|coverage|example|export|\.venv|test\/(input|output|evaluation-run)|training\/work.*)$/;

/** Every file of the project whose name ends so, as a path from its root. */
export function projectFiles(ending: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notKept.test(path) ? [] : projectFiles(ending, path);
    return path.endsWith(ending) ? [path] : [];
  });
}
