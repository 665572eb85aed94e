const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

/** Tests import each other, and their support files, as the .js that TypeScript would make of them. */
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request)) {
    const source = resolve(options.basedir, request.replace(/\.js$/, '.ts'));
    if (existsSync(source) && !source.includes('node_modules')) return source;
  }
  return options.defaultResolver(request, options);
};
